using System.Text.Json.Nodes;
using Csms.Host.Api.Requests;
using Microsoft.AspNetCore.WebUtilities;

namespace Csms.Host.Api.OpenApi;

/// <summary>Makes the example of a refusal one of its own status.</summary>
internal static class ProblemExamples
{
    public static void Fit(JsonObject example, int status)
    {
        if (status == StatusCodes.Status400BadRequest)
            return;
        example["type"] = "about:blank";
        example["title"] = ReasonPhrases.GetReasonPhrase(status);
        example["status"] = status;
        example.Remove("errors");
        (example["code"], example["detail"]) = status switch
        {
            StatusCodes.Status401Unauthorized => ("unauthorized", "Send an API key: Authorization: Bearer <key>; or log in: POST /api/v1/session."),
            StatusCodes.Status403Forbidden => ("forbidden", "The role of this key, or its scopes, do not allow this: it needs send:commands."),
            StatusCodes.Status404NotFound => ("charge_point_not_found", "No charge point \"CP-0815\" is registered."),
            StatusCodes.Status409Conflict => ("charge_point_exists", "This charge point is registered already."),
            StatusCodes.Status429TooManyRequests => ("too_many_attempts", "Too many attempts failed; try again in 8 s."),
            StatusCodes.Status412PreconditionFailed => (Problem.PreconditionFailed, "Someone else changed this after you read it: read it again."),
            StatusCodes.Status413PayloadTooLarge => ("body_too_large", "The body is larger than this server reads."),
            _ => (Problem.CodeOf(status), "The database does not answer."),
        };
    }
}
