using System.Security.Claims;
using Csms.Domain;
using Csms.Domain.Access;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.People;

/// <summary>What is to be different; what is left out stays.</summary>
/// <param name="Role">administrator, operator, analyst or auditor.</param>
/// <param name="Disabled">true ends every session at once and lets the user in no more.</param>
internal sealed record UserChanges(Role? Role = null, bool? Disabled = null)
{
    public static UserChanges Example { get; } = new(Csms.Domain.Access.Role.Auditor, false);
}

internal static class ChangeUser
{
    /// <summary>Change a user</summary>
    /// <remarks>Works within three seconds on every node.</remarks>
    /// <param name="userId">As events name the user.</param>
    /// <response code="200">Changed, or as it was wanted already.</response>
    /// <response code="400">`invalid_json`, `invalid_body` or `invalid_parameter`, naming the member.</response>
    /// <response code="403">`forbidden`, or `beyond_own_permissions`: the user's role, old or new, may do more than you.</response>
    /// <response code="404">`user_not_found`.</response>
    /// <response code="409">`own_account`: another administrator must do that to you.</response>
    public static async Task<Results<Ok<UserView>, ProblemHttpResult>> HandleAsync(
        Guid userId, UserChanges body, ClaimsPrincipal caller, Users users, AccessRecord access, TimeProvider clock, HttpContext http, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(userId, cancellationToken) is not { } user)
            return UsersApi.NotFound(userId);
        if (caller.Id() == userId)
            return Problem.Of(StatusCodes.Status409Conflict, "own_account", "Nobody changes their own role or shuts themselves out; ask another administrator.");
        if ((UsersApi.Beyond(caller, user.Role) ?? UsersApi.Beyond(caller, body.Role ?? user.Role)) is { } refusal)
            return refusal;

        var metadata = caller.Causes("rest:change_user", clock);
        (Rejection? Rejection, long Sequence) done = default;
        if (body.Disabled is { } disabled)
            done = await access.AdmitAsync(userId, !disabled, metadata, cancellationToken);
        if (done.Rejection is null && body.Role is { } role)
        {
            var changed = await access.ChangeRoleAsync(userId, role, metadata, cancellationToken);
            done = (changed.Rejection, Math.Max(done.Sequence, changed.Sequence));
        }

        if (done.Rejection is { } rejection)
            return Problem.Of(rejection);
        http.TellsSequence(done.Sequence);
        return await users.FindAsync(userId, cancellationToken) is { } now ? TypedResults.Ok(UserView.Of(now)) : UsersApi.NotFound(userId);
    }

    /// <summary>Reset a user's password</summary>
    /// <remarks>Every session of the user ends. The answer holds a one-time password, this once.</remarks>
    /// <param name="userId">As events name the user.</param>
    /// <response code="200">The user, with the one-time password.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="403">`forbidden`, or `beyond_own_permissions`: the user may do more than you.</response>
    /// <response code="404">`user_not_found`.</response>
    public static async Task<Results<Ok<UserWithPassword>, ProblemHttpResult>> ResetPasswordAsync(
        Guid userId, ClaimsPrincipal caller, Users users, AccessRecord access, TimeProvider clock, HttpContext http, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(userId, cancellationToken) is not { } user)
            return UsersApi.NotFound(userId);
        if (UsersApi.Beyond(caller, user.Role) is { } refusal)
            return refusal;
        var password = Users.NewPassword();
        var (_, sequence) = await access.ReplacePasswordAsync(
            user, password, isOneTime: true, caller.Causes("rest:reset_password", clock), cancellationToken);
        http.TellsSequence(sequence);
        return TypedResults.Ok(new UserWithPassword(UserView.Of(user with { PasswordIsOneTime = true }), password));
    }
}
