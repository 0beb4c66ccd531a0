using Csms.EventStore;
using Csms.Host.Api.Events;
using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Connections;
using Csms.Host.Replaying;
using Csms.Host.Security;
using Csms.ReadModels;
using Csms.ReadModels.MeterValues;
using Csms.ReadModels.Rows;
using Csms.ReadModels.Transactions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.Transactions;

/// <summary><c>/api/v1/transactions</c>.</summary>
internal static class TransactionsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/transactions").WithTags("Transactions");
        group.MapGet("", ListAsync).WithName("listTransactions").Needs(Permission.ReadTransactions).ReturnsPages().ReadsProjections().Refuses(400);
        group.MapGet("/{transactionId}", ReadAsync).WithName("readTransaction").Needs(Permission.ReadTransactions).ReadsProjections(catchesUp: true).Refuses(400, 404);
        group.MapGet("/{transactionId}/meter-values", ListMeterValuesAsync).WithName("listMeterValues").Needs(Permission.ReadTransactions).ReturnsPages().ReadsProjections(catchesUp: true).Refuses(400, 404);
    }

    /// <summary>List transactions</summary>
    /// <remarks>Newest first, by the start the charge point reported.</remarks>
    /// <param name="chargePointId">Only of this charge point.</param>
    /// <param name="connectorId">Only on this connector.</param>
    /// <param name="idTag">Only of this idTag, whatever its case.</param>
    /// <param name="tokenId">Only of this token.</param>
    /// <param name="status">running, stopped, superseded or closed.</param>
    /// <param name="from">Started at this moment or later.</param>
    /// <param name="to">Started before this moment.</param>
    /// <param name="after">`next` of the page before.</param>
    /// <param name="limit">Items of a page, 1 to 1000; 50 when left out.</param>
    /// <response code="200">A page; `next` is absent on the last one.</response>
    /// <response code="400">`invalid_parameter` or `invalid_cursor`, naming the parameter.</response>
    private static async Task<Results<Ok<Page<TransactionView>>, ProblemHttpResult>> ListAsync(
        string? chargePointId,
        int? connectorId,
        string? idTag,
        Guid? tokenId,
        Choice<TransactionStatus>? status,
        Instant? from,
        Instant? to,
        string? after,
        int? limit,
        TransactionQueries transactions,
        ShownIdTags idTags,
        CancellationToken cancellationToken)
    {
        if (idTag is not null)
        {
            var named = await idTags.FindAsync(idTag, cancellationToken);
            if (named is null || (tokenId is not null && tokenId != named))
                return TypedResults.Ok(new Page<TransactionView>([], null));
            tokenId = named;
        }

        var filter = new TransactionFilter(
            chargePointId, connectorId, tokenId, status?.Value.ToString().ToLowerInvariant(), from?.Value, to?.Value);
        var page = await transactions.ListAsync(filter, new(after, limit), cancellationToken);
        var tags = await ReadIdTagsAsync(page.Items, idTags, cancellationToken);
        return TypedResults.Ok(page.Select(row => TransactionView.Of(row, tags)));
    }

    /// <summary>Read a transaction</summary>
    /// <remarks>With `asOf` or `at` it is folded from its events and needs no read model.</remarks>
    /// <param name="transactionId">OCPP's number.</param>
    /// <param name="asOf">As it was known then: a sequence number of the feed, or a moment of recording.</param>
    /// <param name="at">As it was then, by the charge point's clock and by all that is known today; not together with `asOf`.</param>
    /// <response code="200">The transaction.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`transaction_not_found`: nobody reported it, or not yet then.</response>
    private static async Task<Results<Ok<TransactionView>, ProblemHttpResult>> ReadAsync(
        int transactionId,
        AsOfPoint? asOf,
        Instant? at,
        TransactionQueries transactions,
        PostgresEventStore store,
        PointsInTime points,
        ShownIdTags idTags,
        CancellationToken cancellationToken)
    {
        if (PointInTime.Objection(asOf, at) is { } objection)
            return Problem.OfMember(UnreadableRequest.InvalidParameter, nameof(at), objection);
        var point = PointInTime.Of(asOf, at);
        var found = !point.IsPast
            ? await transactions.FindAsync(transactionId, cancellationToken)
            : await store.FindStreamAsync(SessionTransactions.AliasOf(transactionId), cancellationToken) is { } stream
                ? PastRows.OfTransaction(await points.ReadAsync(stream, point, cancellationToken).ToListAsync(cancellationToken))
                : null;
        if (found is not { } row)
            return NotFound(transactionId);
        return TypedResults.Ok(TransactionView.Of(row, await ReadIdTagsAsync([row], idTags, cancellationToken)));
    }

    /// <summary>List the meter values of a transaction</summary>
    /// <remarks>In order of time by the charge point's clock; repeated samples once.</remarks>
    /// <param name="transactionId">OCPP's number.</param>
    /// <param name="after">`next` of the page before.</param>
    /// <param name="limit">Items of a page, 1 to 1000; 50 when left out.</param>
    /// <response code="200">A page; `next` is absent on the last one.</response>
    /// <response code="400">`invalid_parameter` or `invalid_cursor`, naming the parameter.</response>
    /// <response code="404">`transaction_not_found`.</response>
    private static async Task<Results<Ok<Page<MeterValueView>>, ProblemHttpResult>> ListMeterValuesAsync(
        int transactionId, string? after, int? limit, TransactionQueries transactions, MeterValueQueries meterValues, CancellationToken cancellationToken)
    {
        if (await transactions.FindAsync(transactionId, cancellationToken) is null)
            return NotFound(transactionId);
        var page = await meterValues.ListAsync(transactionId, new(after, limit), cancellationToken);
        return TypedResults.Ok(page.Select(MeterValueView.Of));
    }

    private static Task<IReadOnlyDictionary<Guid, string>> ReadIdTagsAsync(IReadOnlyList<TransactionRow> rows, ShownIdTags idTags, CancellationToken cancellationToken) =>
        idTags.ReadAsync([.. rows.SelectMany(row => (Guid?[])[row.TokenId, row.StopTokenId]).OfType<Guid>().Distinct()], cancellationToken);

    private static ProblemHttpResult NotFound(int transactionId) =>
        Problem.Of(StatusCodes.Status404NotFound, "transaction_not_found", $"No charge point reported a transaction {transactionId}.");
}

/// <summary>How far a transaction has come.</summary>
internal enum TransactionStatus
{
    Running,
    Stopped,

    /// <summary>A later one started on its connector, and its stop has not come.</summary>
    Superseded,

    /// <summary>Its stop has not come, and the policy for such ones closed it.</summary>
    Closed,
}
