using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Csms.Host.Commands;

namespace Csms.Host.Api.Requests;

/// <summary>Gives every request an id under which all that it sets off can be found: the client's <c>X-Correlation-ID</c>, or else the trace id (of its
/// <c>traceparent</c>, if it sends one). The answer names it.</summary>
internal static partial class RequestCorrelation
{
    public const string Header = "X-Correlation-ID";

    public static async Task BeginAsync(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.StartsWithSegments("/api/v1", StringComparison.Ordinal))
        {
            await next(http);
            return;
        }

        var given = http.Request.Headers[Header].ToString();
        if (given.Length > 0 && !Opaque().IsMatch(given))
        {
            await Problem.OfMember(UnreadableRequest.InvalidParameter, Header, "has not 1 to 64 letters, digits, '.', '_' and '-'").ExecuteAsync(http);
            return;
        }

        var correlationId = given.Length > 0 ? given : TraceOf(http.Request).ToHexString();
        http.Response.OnStarting(() =>
        {
            http.Response.Headers[Header] = correlationId;
            return Task.CompletedTask;
        });
        Causality.Begin(new Cause(correlationId, $"rest:{CommandOf(http.GetEndpoint())}"));
        await next(http);
    }

    /// <summary>The framework begins an activity only where somebody listens; the header is there all the same.</summary>
    private static ActivityTraceId TraceOf(HttpRequest request) =>
        Activity.Current?.TraceId
        ?? (ActivityContext.TryParse(request.Headers.TraceParent, null, out var context) ? context.TraceId : ActivityTraceId.CreateRandom());

    private static string CommandOf(Endpoint? endpoint) =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(endpoint?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? "unknown");

    // Neither a colon nor a slash: it cannot pass for the id of a frame, a call or an event.
    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,64}$")]
    private static partial Regex Opaque();
}
