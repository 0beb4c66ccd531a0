using Csms.ReadModels;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Csms.Host.Api.Requests;

/// <summary>The one place where the API catches: what a client did wrong becomes 400, a database that is away 503, a bug 500 without its secrets.</summary>
internal sealed partial class ApiExceptions(ILogger<ApiExceptions> logger) : IExceptionHandler
{
    private const string RetryAfterSeconds = "5";
    private const string Unavailable = "The database does not answer. Whether a command was carried out is unknown: ask before repeating it.";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        await ProblemOf(httpContext, exception).ExecuteAsync(httpContext);
        return true;
    }

    private ProblemHttpResult ProblemOf(HttpContext http, Exception exception)
    {
        switch (exception)
        {
            case BadHttpRequestException unreadable:
                return UnreadableRequest.ToProblem(unreadable, http.GetEndpoint());
            case InvalidCursorException:
                return Problem.OfMember("invalid_cursor", "after", "is not where a page of this list ended");
            case PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire }:
                return Problem.Of(StatusCodes.Status400BadRequest, "bad_request", "The request holds text that cannot be stored, e.g. U+0000.");
            case var _ when IsAbsence(exception):
                Log.DatabaseAway(logger, http.Request.Method, http.Request.Path, exception.Message);
                http.Response.Headers.RetryAfter = RetryAfterSeconds;
                return Problem.Of(StatusCodes.Status503ServiceUnavailable, "unavailable", Unavailable);
            default:
                Log.Failed(logger, exception, http.Request.Method, http.Request.Path);
                return Problem.Of(StatusCodes.Status500InternalServerError, "internal_error", "This is a fault of the server; its log says more.");
        }
    }

    /// <summary>A statement PostgreSQL refuses is a bug; everything else it can say or not say means that it cannot serve now.</summary>
    private static bool IsAbsence(Exception exception) => exception switch
    {
        PostgresException { SqlState: ['0' or '4' or '5', ..] } refused => refused.IsTransient || refused.SqlState.StartsWith("57", StringComparison.Ordinal),
        PostgresException => false,
        NpgsqlException or TimeoutException or ObjectDisposedException => true,
        _ => false,
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Method} {Path} was answered with 503: {Reason}")]
        public static partial void DatabaseAway(ILogger logger, string method, PathString path, string reason);

        [LoggerMessage(2, LogLevel.Error, "{Method} {Path} failed")]
        public static partial void Failed(ILogger logger, Exception exception, string method, PathString path);
    }
}
