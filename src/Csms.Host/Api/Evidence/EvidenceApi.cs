using Csms.EventStore;
using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Connections;
using Csms.Host.Evidence;
using Csms.Host.Security;

namespace Csms.Host.Api.Evidence;

/// <summary><c>/api/v1/transactions/{transactionId}/evidence</c>: what <c>csms export evidence</c> writes, as a download.</summary>
internal static class EvidenceApi
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/transactions/{transactionId}/evidence", ExportAsync).WithTags("Transactions").WithName("exportEvidence").Needs(Permission.ReadContents)
            .Refuses(400, 404, 409).WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK));

    /// <summary>Export the evidence for a transaction</summary>
    /// <remarks>
    /// `application/zip`: the events that bear on the transaction with their proofs, the frames behind them, the signed meter records with their verification,
    /// energy, time line, and what a bill follows from (docs/evidence.md), for `csms verify`. Signed records may name the driver. The same record gives the
    /// same bytes as long as nothing more is sealed.
    /// </remarks>
    /// <param name="transactionId">OCPP's number.</param>
    /// <param name="olderSize">Size of an older checkpoint that the bundle is to be compared with.</param>
    /// <response code="200">The ZIP file.</response>
    /// <response code="400">`invalid_parameter`, naming the parameter.</response>
    /// <response code="404">`transaction_not_found`: nobody reported it.</response>
    /// <response code="409">`event_not_sealed`: it has just begun, and its start will be sealed within about a second.</response>
    private static async Task<IResult> ExportAsync(
        int transactionId, long? olderSize, PostgresEventStore store, EvidenceBundle bundle, CancellationToken cancellationToken)
    {
        var found = await store.FindStreamAsync(SessionTransactions.AliasOf(transactionId), cancellationToken) is { } stream
            ? await bundle.FindAsync(stream, cancellationToken)
            : (null, NoEvidence.Unknown);
        if (found.Evidence is not { } evidence)
        {
            return found.Why == NoEvidence.Unknown
                ? Problem.Of(StatusCodes.Status404NotFound, "transaction_not_found", $"No charge point reported a transaction {transactionId}.")
                : Problem.Of(StatusCodes.Status409Conflict, "event_not_sealed", $"The start of transaction {transactionId} is not sealed yet; ask again in a second.");
        }

        return TypedResults.Stream(
            output => bundle.WriteAsync(output, evidence, olderSize is { } size ? [size] : [], progress: null, cancellationToken), "application/zip", evidence.FileName);
    }
}
