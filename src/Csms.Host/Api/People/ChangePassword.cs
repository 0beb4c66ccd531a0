using System.Security.Claims;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.People;

/// <summary>One's password, and the one that is to take its place.</summary>
/// <param name="NewPassword">12 to 128 characters.</param>
internal sealed record PasswordChange(string? CurrentPassword = null, string? NewPassword = null)
{
    public static PasswordChange Example { get; } = new("correct horse battery staple", "one two buckle my shoe");

    public override string ToString() => nameof(PasswordChange);
}

internal static class ChangePassword
{
    /// <summary>Change one's own password</summary>
    /// <remarks>Every other session of the user ends; this one goes on with a new cookie.</remarks>
    /// <response code="204">Changed.</response>
    /// <response code="400">`invalid_json` or `invalid_body`, naming the member: the current password is wrong, or the new one cannot be one.</response>
    /// <response code="409">`no_password`: a key has none.</response>
    /// <response code="429">`too_many_attempts`; `Retry-After` says how many seconds to wait.</response>
    public static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        PasswordChange body,
        ClaimsPrincipal caller,
        Users users,
        Sessions sessions,
        AccessRecord access,
        LoginLimits limits,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken)
    {
        if (caller.Identity!.AuthenticationType != SessionAuthentication.SchemeName || await users.FindAsync(caller.Id(), cancellationToken) is not { } user)
            return Problem.Of(StatusCodes.Status409Conflict, "no_password", "An API key has no password.");
        if (UserAccount.ObjectionTo(body.NewPassword, user.Name) is { } objection)
            return Problem.OfMember(UnreadableRequest.InvalidBody, "newPassword", objection);
        if (body.NewPassword == body.CurrentPassword)
            return Problem.OfMember(UnreadableRequest.InvalidBody, "newPassword", "is the current one");
        if (limits.Begin(user.Name, http.Connection.RemoteIpAddress) is { } wait)
            return SessionApi.Wait(http, wait);
        if (!await users.VerifyAsync(user.Id, body.CurrentPassword ?? "", cancellationToken))
            return Problem.OfMember(UnreadableRequest.InvalidBody, "currentPassword", "is not right");

        limits.Succeeded(user.Name, http.Connection.RemoteIpAddress);
        var (hash, sequence) = await access.ReplacePasswordAsync(
            user, body.NewPassword!, isOneTime: false, caller.Causes("rest:change_own_password", clock), cancellationToken);
        if (await sessions.BeginAsync(user, hash, cancellationToken) is { } token)
            SessionAuthentication.Give(http, token);
        http.TellsSequence(sequence);
        return TypedResults.NoContent();
    }
}
