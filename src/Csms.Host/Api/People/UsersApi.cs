using System.Security.Claims;
using Csms.Domain.Access;
using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Security;
using Csms.ReadModels;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.People;

/// <summary>Somebody who may log in.</summary>
/// <param name="Mail">Absent when none was entered.</param>
/// <param name="MustChangePassword">The password is a one-time one that was not used yet.</param>
/// <param name="DisabledAt">Absent when the user may come in.</param>
internal sealed record UserView(
    Guid Id, string Name, string? Mail, Role Role, bool MustChangePassword, DateTimeOffset CreatedAt, DateTimeOffset? LastLoginAt, DateTimeOffset? DisabledAt)
{
    public static UserView Example { get; } = new(
        new("019c0a3e-5f1b-7c2d-9e4f-0a1b2c3d4e5f"),
        "anna",
        "anna@example.com",
        Role.Analyst,
        false,
        new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero),
        new(2026, 2, 1, 8, 0, 0, TimeSpan.Zero),
        null);

    public static UserView Of(UserAccount user) =>
        new(user.Id, user.Name, user.Mail, user.Role, user.PasswordIsOneTime, user.CreatedAt, user.LastLoginAt, user.DisabledAt);
}

/// <summary>A user with a password that is shown this once, and good for choosing another one.</summary>
internal sealed record UserWithPassword(UserView User, string OneTimePassword)
{
    public static UserWithPassword Example { get; } = new(UserView.Example with { MustChangePassword = true, LastLoginAt = null }, "mJ1x0b2vQpZ3kT8s");

    public override string ToString() => nameof(UserWithPassword);
}

/// <summary><c>/api/v1/users</c>.</summary>
internal static class UsersApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/users").WithTags("Users");
        group.MapGet("", ListAsync).WithName("listUsers").Needs(Permission.ReadAccess).ReturnsPages().Refuses(400);
        group.MapGet("/{userId}", ReadAsync).WithName("readUser").Needs(Permission.ReadAccess).Refuses(400, 404);
        group.MapPost("", CreateUser.HandleAsync).WithName("createUser").Needs(Permission.ManageUsers).CheckedBy(new NewUserRules()).Refuses(400, 409);
        group.MapPatch("/{userId}", ChangeUser.HandleAsync).WithName("changeUser").Needs(Permission.ManageUsers).Refuses(400, 404, 409);
        group.MapPost("/{userId}/reset-password", ChangeUser.ResetPasswordAsync).WithName("resetPassword").Needs(Permission.ManageUsers).Refuses(400, 404);
    }

    public static ProblemHttpResult NotFound(Guid userId) => Problem.Of(StatusCodes.Status404NotFound, "user_not_found", $"There is no user {userId}.");

    /// <summary>Nobody makes, or takes over, somebody who may do more than they.</summary>
    public static ProblemHttpResult? Beyond(ClaimsPrincipal caller, Role role) => caller.MayAll(Permissions.Of(role))
        ? null
        : Problem.Of(StatusCodes.Status403Forbidden, "beyond_own_permissions", "This role may do more than you.");

    /// <summary>List users</summary>
    /// <remarks>Oldest first.</remarks>
    /// <param name="after">`next` of the page before.</param>
    /// <param name="limit">Items of a page, 1 to 1000; 50 when left out.</param>
    /// <response code="200">A page; `next` is absent on the last one.</response>
    /// <response code="400">`invalid_parameter` or `invalid_cursor`, naming the parameter.</response>
    private static async Task<Ok<Page<UserView>>> ListAsync(string? after, int? limit, Users users, CancellationToken cancellationToken)
    {
        var size = limit ?? PageRequest.Usual;
        var rows = await users.ListAsync(cancellationToken, IdCursor.Parse(after), size + 1);
        return TypedResults.Ok(IdCursor.Page(rows, size, UserView.Of, view => view.Id));
    }

    /// <summary>Read a user</summary>
    /// <param name="userId">As events name the user.</param>
    /// <response code="200">The user.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`user_not_found`.</response>
    private static async Task<Results<Ok<UserView>, ProblemHttpResult>> ReadAsync(Guid userId, Users users, CancellationToken cancellationToken) =>
        await users.FindAsync(userId, cancellationToken) is { } user ? TypedResults.Ok(UserView.Of(user)) : NotFound(userId);
}
