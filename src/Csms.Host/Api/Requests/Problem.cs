using Csms.Domain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.Requests;

/// <summary>Refusals as ProblemDetails (RFC 9457): <c>code</c> is for programs and never changes, <c>detail</c> is for people.</summary>
internal static class Problem
{
    public const string PreconditionFailed = "precondition_failed";

    public static ProblemHttpResult Of(int status, string code, string detail, params ReadOnlySpan<(string Name, object? Value)> more)
    {
        var extensions = new Dictionary<string, object?> { ["code"] = code };
        foreach (var (name, value) in more)
            extensions[name] = value;
        return TypedResults.Problem(detail, statusCode: status, extensions: extensions);
    }

    /// <summary>One member of the body, or one parameter, is wrong.</summary>
    public static ProblemHttpResult OfMember(string code, string member, string what) =>
        Of(StatusCodes.Status400BadRequest, code, $"{member}: {what}", ("errors", new Dictionary<string, string[]> { [member] = [what] }));

    /// <summary>What a decider refused: what is not there is 404, what stands in the way is 409.</summary>
    public static ProblemHttpResult Of(Rejection rejection) => Of(
        rejection.Code switch
        {
            PreconditionFailed => StatusCodes.Status412PreconditionFailed,
            var code when code.EndsWith("_not_found", StringComparison.Ordinal) => StatusCodes.Status404NotFound,
            _ => StatusCodes.Status409Conflict,
        },
        rejection.Code,
        rejection.Reason);

    public static ProblemHttpResult NoChargePoint(string id) => Of(StatusCodes.Status404NotFound, "charge_point_not_found", $"No charge point \"{id}\" is registered.");

    /// <summary>The code of a problem that the framework found and that nobody has named more exactly.</summary>
    public static string CodeOf(int? status) => status switch
    {
        StatusCodes.Status400BadRequest => "bad_request",
        StatusCodes.Status401Unauthorized => "unauthorized",
        StatusCodes.Status403Forbidden => "forbidden",
        StatusCodes.Status404NotFound => "not_found",
        StatusCodes.Status405MethodNotAllowed => "method_not_allowed",
        StatusCodes.Status413PayloadTooLarge => "body_too_large",
        StatusCodes.Status415UnsupportedMediaType => "unsupported_media_type",
        StatusCodes.Status429TooManyRequests => "too_many_requests",
        StatusCodes.Status503ServiceUnavailable => "unavailable",
        _ => "internal_error",
    };
}
