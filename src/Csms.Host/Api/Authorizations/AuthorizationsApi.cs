using Csms.Domain.Tokens;
using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Security;
using Csms.ReadModels;
using Csms.ReadModels.Authorizations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.Authorizations;

/// <summary><c>/api/v1/authorizations</c>.</summary>
internal static class AuthorizationsApi
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/authorizations", ListAsync).WithTags("Authorizations").WithName("listAuthorizations").Needs(Permission.ReadTransactions).ReturnsPages().ReadsProjections(catchesUp: true).Refuses(400);

    /// <summary>List what charge points were told about tokens, and why</summary>
    /// <remarks>Newest first: answers to Authorize and to StartTransaction. An answer to Authorize is recorded a moment after it was given.</remarks>
    /// <param name="tokenId">Only of this token.</param>
    /// <param name="idTag">Only of this idTag, whatever its case.</param>
    /// <param name="chargePointId">Only to this charge point.</param>
    /// <param name="status">accepted, blocked, expired, invalid or concurrentTx.</param>
    /// <param name="from">Decided at this moment or later.</param>
    /// <param name="to">Decided before this moment.</param>
    /// <param name="after">`next` of the page before.</param>
    /// <param name="limit">Items of a page, 1 to 1000; 50 when left out.</param>
    /// <response code="200">A page; `next` is absent on the last one.</response>
    /// <response code="400">`invalid_parameter` or `invalid_cursor`, naming the parameter.</response>
    private static async Task<Ok<Page<AuthorizationView>>> ListAsync(
        Guid? tokenId,
        string? idTag,
        string? chargePointId,
        Choice<AuthorizationStatus>? status,
        Instant? from,
        Instant? to,
        string? after,
        int? limit,
        AuthorizationQueries authorizations,
        ShownIdTags idTags,
        CancellationToken cancellationToken)
    {
        if (idTag is not null)
        {
            var named = await idTags.FindAsync(idTag, cancellationToken);
            if (named is null || (tokenId is not null && tokenId != named))
                return TypedResults.Ok(new Page<AuthorizationView>([], null));
            tokenId = named;
        }

        var page = await authorizations.ListAsync(
            new(tokenId, chargePointId, status?.Value.ToString(), from?.Value, to?.Value), new(after, limit), cancellationToken);
        var tags = await idTags.ReadAsync([.. page.Items.Select(row => row.TokenId).Distinct()], cancellationToken);
        return TypedResults.Ok(page.Select(row => AuthorizationView.Of(row, tags)));
    }
}

/// <summary>What a charge point was told about a token, and why.</summary>
/// <param name="Occasion">authorize, or start for StartTransaction.</param>
/// <param name="Status">accepted, blocked, expired, invalid or concurrentTx.</param>
/// <param name="Reason">accepted, accepted_in_group, unknown_token, removed_token, marked_invalid, marked_blocked, marked_expired, past_expiry_date or concurrent_limit.</param>
/// <param name="IdTag">Absent when it was erased.</param>
/// <param name="ParentTokenId">Its group at that moment; absent for a start.</param>
/// <param name="TransactionId">Of the transaction that started.</param>
/// <param name="Times">How often the charge point asked this within a second, and was told the same.</param>
internal sealed record AuthorizationView(
    Guid Id,
    string Occasion,
    string ChargePointId,
    Guid TokenId,
    AuthorizationStatus Status,
    DateTimeOffset DecidedAt,
    string? Reason = null,
    string? IdTag = null,
    int? ConnectorId = null,
    Guid? ParentTokenId = null,
    int? TransactionId = null,
    int Times = 1)
{
    public static AuthorizationView Example { get; } = new(
        new("019c0a3e-7d21-7e4f-a1b2-c3d4e5f60718"),
        "authorize",
        "CP-0815",
        new("7b1c5f0e-52a4-4c6e-9a53-2f0d5e8c1b77"),
        AuthorizationStatus.Expired,
        new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero),
        "past_expiry_date",
        "04E29A3B");

    public static AuthorizationView Of(AuthorizationRow row, IReadOnlyDictionary<Guid, string> tags) => new(
        row.AuthorizationId, row.Occasion, row.ChargePointId, row.TokenId, Enum.Parse<AuthorizationStatus>(row.Status), row.DecidedAt, row.Reason,
        tags.GetValueOrDefault(row.TokenId), row.ConnectorId, row.ParentTokenId, row.TransactionId, row.Times);
}
