using System.Security.Claims;
using Csms.Domain.Access;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Security;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.People;

/// <summary>A key to issue.</summary>
/// <param name="Name">Of the program that will use it, not of a person: events name it. 1 to 100 characters.</param>
/// <param name="Role">The most it may do: administrator, operator, analyst or auditor.</param>
/// <param name="Scopes">Permissions of this role to narrow it to, e.g. `read:transactions`; left out is all of them.</param>
/// <param name="ExpiresAt">When it stops working; left out is never.</param>
internal sealed record NewApiKey(string? Name = null, Role? Role = null, IReadOnlyList<string>? Scopes = null, DateTimeOffset? ExpiresAt = null)
{
    public static NewApiKey Example { get; } = new("grafana", Csms.Domain.Access.Role.Analyst, ["read:transactions"], new(2027, 1, 31, 0, 0, 0, TimeSpan.Zero));
}

internal sealed class NewApiKeyRules : AbstractValidator<NewApiKey>
{
    public NewApiKeyRules()
    {
        RuleFor(body => body.Name).Must(name => name is { Length: > 0 and <= 100 } && !name.Any(char.IsControl)).WithMessage("has not 1 to 100 characters");
        RuleFor(body => body.Role).NotNull().WithMessage("is missing");
        RuleFor(body => body.Scopes).Must(scopes => scopes is not { Count: 0 }).WithMessage("is empty; leave it out to give the whole role");
        RuleFor(body => body.Scopes)
            .Must((body, scopes) => scopes is null || body.Role is not { } role || scopes.All(scope => Permissions.Of(role).Any(permission => Permissions.NameOf(permission) == scope)))
            .WithMessage("holds what is no permission of this role");
    }
}

/// <summary>An issued key with its secret, which is shown this once.</summary>
/// <param name="Secret">For `Authorization: Bearer …`.</param>
internal sealed record IssuedApiKey(ApiKeyView Key, string Secret)
{
    public static IssuedApiKey Example { get; } = new(ApiKeyView.Example with { LastUsedAt = null }, "csms_Zm9yIGRvY3VtZW50YXRpb24sIG9wZW5zIG5vdGhpbmc");

    public override string ToString() => nameof(IssuedApiKey);
}

internal static class IssueApiKey
{
    /// <summary>Issue an API key</summary>
    /// <remarks>The answer holds the key, this once; only its hash is kept.</remarks>
    /// <response code="201">Issued.</response>
    /// <response code="400">`invalid_json` or `invalid_body`, naming the member.</response>
    /// <response code="403">`forbidden`, or `beyond_own_permissions`: the key could do more than you.</response>
    public static async Task<Results<Created<IssuedApiKey>, ProblemHttpResult>> HandleAsync(
        NewApiKey body, ClaimsPrincipal caller, ApiKeys keys, AccessRecord access, TimeProvider clock, HttpContext http, CancellationToken cancellationToken)
    {
        if (body.ExpiresAt <= clock.GetUtcNow())
            return Problem.OfMember(UnreadableRequest.InvalidBody, "expiresAt", "has passed");
        if (!caller.MayAll(Permissions.Of(body.Role!.Value, body.Scopes)))
            return Problem.Of(StatusCodes.Status403Forbidden, "beyond_own_permissions", "Such a key could do more than you.");
        var (key, secret) = keys.New(body.Name!, Roles.NameOf(body.Role.Value), body.Scopes?.Distinct().ToArray(), body.ExpiresAt);
        http.TellsSequence(await access.IssueAsync(key, secret, caller.Causes("rest:issue_api_key", clock), cancellationToken));
        return TypedResults.Created((string?)null, new IssuedApiKey(ApiKeyView.Of(key), secret));
    }
}
