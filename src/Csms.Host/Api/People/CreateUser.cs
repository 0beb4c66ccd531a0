using System.Security.Claims;
using Csms.Domain.Access;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Security;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.People;

/// <summary>Somebody who is to log in.</summary>
/// <param name="Name">To log in with; 1 to 100 characters, whose case does not matter.</param>
/// <param name="Role">administrator, operator, analyst or auditor.</param>
/// <param name="Mail">For people to look up; nothing is sent there.</param>
internal sealed record NewUser(string? Name = null, Role? Role = null, string? Mail = null)
{
    public static NewUser Example { get; } = new("anna", Csms.Domain.Access.Role.Analyst, "anna@example.com");
}

internal sealed class NewUserRules : AbstractValidator<NewUser>
{
    public NewUserRules()
    {
        RuleFor(body => body.Name).Must(name => name is not null && name.Trim().Length is > 0 and <= 100 && !name.Any(char.IsControl)).WithMessage("has not 1 to 100 characters");
        RuleFor(body => body.Role).NotNull().WithMessage("is missing");
        RuleFor(body => body.Mail).Must(mail => mail is null || (mail.Length <= 254 && mail.Contains('@', StringComparison.Ordinal) && !mail.Any(char.IsControl))).WithMessage("is no mail address");
    }
}

internal static class CreateUser
{
    /// <summary>Create a user</summary>
    /// <remarks>The answer holds a one-time password, this once: with it the user can choose another one, and nothing else.</remarks>
    /// <response code="201">Created.</response>
    /// <response code="400">`invalid_json` or `invalid_body`, naming the member.</response>
    /// <response code="403">`forbidden`, or `beyond_own_permissions`: the role may do more than you.</response>
    /// <response code="409">`user_exists`: somebody has this name.</response>
    public static async Task<Results<Created<UserWithPassword>, ProblemHttpResult>> HandleAsync(
        NewUser body, ClaimsPrincipal caller, Users users, AccessRecord access, TimeProvider clock, HttpContext http, CancellationToken cancellationToken)
    {
        if (UsersApi.Beyond(caller, body.Role!.Value) is { } refusal)
            return refusal;
        var (user, password) = (users.New(body.Name!, body.Mail, body.Role.Value, passwordIsOneTime: true), Users.NewPassword());
        if (await access.CreateAsync(user, password, caller.Causes("rest:create_user", clock), cancellationToken) is not { } sequence)
            return Problem.Of(StatusCodes.Status409Conflict, "user_exists", "Somebody has this name already.");
        http.TellsSequence(sequence);
        return TypedResults.Created($"/api/v1/users/{user.Id:D}", new UserWithPassword(UserView.Of(user), password));
    }
}
