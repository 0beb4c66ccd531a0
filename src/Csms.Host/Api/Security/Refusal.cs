using Csms.Host.Api.Requests;
using Csms.Host.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.Security;

/// <summary>403: says what would be needed.</summary>
internal static class Refusal
{
    public static ProblemHttpResult Of(HttpContext http, string why)
    {
        if (http.User.HasClaim(claim => claim.Type == Caller.MustChangePasswordClaim))
            return Problem.Of(StatusCodes.Status403Forbidden, "password_change_needed", "This password is good for one thing: choosing another one with PUT /api/v1/session/password.");
        var needed = http.GetEndpoint()?.Metadata.GetMetadata<NeededPermission>() is { } need ? $": it needs {Permissions.NameOf(need.Permission)}." : ".";
        return Problem.Of(StatusCodes.Status403Forbidden, "forbidden", why + needed);
    }
}
