using System.Security.Claims;
using Csms.Domain.Access;
using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Security;
using Csms.ReadModels;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.People;

/// <summary>A program's key; never the key itself.</summary>
/// <param name="Name">The actor of what it does: `key:NAME`.</param>
/// <param name="Scopes">The permissions it is narrowed to; absent is all of its role.</param>
/// <param name="LastUsedAt">To within some seconds.</param>
internal sealed record ApiKeyView(
    Guid Id,
    string Name,
    Role Role,
    IReadOnlyList<string>? Scopes,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastUsedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt)
{
    public static ApiKeyView Example { get; } = new(
        new("019c0a3e-5f1b-7c2d-9e4f-0a1b2c3d4e5f"),
        "grafana",
        Role.Analyst,
        ["read:transactions"],
        new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero),
        new(2026, 2, 1, 8, 0, 0, TimeSpan.Zero),
        new(2027, 1, 31, 0, 0, 0, TimeSpan.Zero),
        null);

    public static ApiKeyView Of(ApiKey key) => new(key.Id, key.Name, key.Role, key.Scopes, key.CreatedAt, key.LastUsedAt, key.ExpiresAt, key.RevokedAt);
}

/// <summary><c>/api/v1/api-keys</c>.</summary>
internal static class ApiKeysApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/api-keys").WithTags("API keys");
        group.MapGet("", ListAsync).WithName("listApiKeys").Needs(Permission.ReadAccess).ReturnsPages().Refuses(400);
        group.MapPost("", IssueApiKey.HandleAsync).WithName("issueApiKey").Needs(Permission.ManageKeys).CheckedBy(new NewApiKeyRules()).Refuses(400);
        group.MapDelete("/{keyId}", RevokeAsync).WithName("revokeApiKey").Needs(Permission.ManageKeys).Refuses(400, 404);
    }

    /// <summary>List API keys</summary>
    /// <remarks>Oldest first, those included that have expired or were revoked.</remarks>
    /// <param name="after">`next` of the page before.</param>
    /// <param name="limit">Items of a page, 1 to 1000; 50 when left out.</param>
    /// <response code="200">A page; `next` is absent on the last one.</response>
    /// <response code="400">`invalid_parameter` or `invalid_cursor`, naming the parameter.</response>
    private static async Task<Ok<Page<ApiKeyView>>> ListAsync(string? after, int? limit, ApiKeys keys, CancellationToken cancellationToken)
    {
        var size = limit ?? PageRequest.Usual;
        var rows = await keys.ListAsync(cancellationToken, IdCursor.Parse(after), size + 1);
        return TypedResults.Ok(IdCursor.Page(rows, size, ApiKeyView.Of, view => view.Id));
    }

    /// <summary>Revoke an API key</summary>
    /// <remarks>It works for at most five seconds longer, on other nodes than this.</remarks>
    /// <param name="keyId">Its id.</param>
    /// <response code="204">Revoked.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`api_key_not_found`.</response>
    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(
        Guid keyId, ClaimsPrincipal caller, AccessRecord access, TimeProvider clock, HttpContext http, CancellationToken cancellationToken)
    {
        if (await access.RevokeAsync(keyId, caller.Causes("rest:revoke_api_key", clock), cancellationToken) is not { } sequence)
            return Problem.Of(StatusCodes.Status404NotFound, "api_key_not_found", $"There is no key {keyId}.");
        http.TellsSequence(sequence);
        return TypedResults.NoContent();
    }
}
