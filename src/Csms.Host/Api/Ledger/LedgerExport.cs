using Csms.EventStore.Ledger;
using Csms.EventStore.Ledger.Exports;
using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Ledger;
using Csms.Host.Security;
using Npgsql;

namespace Csms.Host.Api.Ledger;

/// <summary><c>/api/v1/ledger/export</c>: what <c>csms export events</c> writes, as a download.</summary>
internal static class LedgerExport
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapGet("/export", ExportAsync).WithName("exportEvents").Needs(Permission.ReadLedger).Refuses(400, 404, 409).WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK));

    /// <summary>Export events with their proofs</summary>
    /// <remarks>
    /// `application/x-ndjson`: CloudEvents 1.0, one per line, with manifest, checkpoint and proofs, for `csms verify` or any other verifier
    /// (docs/ledger-format.md). Everything that is sealed when nothing is selected. A download that breaks off is found incomplete when it is verified.
    /// </remarks>
    /// <param name="stream">Only this stream.</param>
    /// <param name="transaction">Only this transaction, by its number or its UUID.</param>
    /// <param name="chargePoint">Only this charge point, its transactions, calls and whatever else began for it.</param>
    /// <param name="from">Only what was recorded then or later.</param>
    /// <param name="to">Only what was recorded before.</param>
    /// <param name="olderSize">Size of an older checkpoint that a selection is to be compared with.</param>
    /// <response code="200">The lines.</response>
    /// <response code="400">`invalid_parameter`, naming the parameter.</response>
    /// <response code="404">`nothing_to_export`: there is nothing of that name.</response>
    /// <response code="409">`event_not_sealed`: nothing is sealed yet.</response>
    private static async Task<IResult> ExportAsync(
        string? stream, string? transaction, string? chargePoint, Instant? from, Instant? to, long? olderSize, EventLedger ledger, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        if (new[] { stream, transaction, chargePoint }.Count(selection => selection is not null) > 1)
            return Problem.OfMember(UnreadableRequest.InvalidParameter, "stream", "stream, transaction and chargePoint exclude one another");
        var request = new ExportRequest(stream, transaction, chargePoint, from?.Value, to?.Value);
        if (await request.ScopeAsync(ledger, database, cancellationToken) is not { } scope)
            return Problem.Of(StatusCodes.Status404NotFound, "nothing_to_export", $"There is no {request}.");
        if (await ledger.ReadLatestAsync(cancellationToken) is null)
            return Problem.Of(StatusCodes.Status409Conflict, "event_not_sealed", "Nothing is sealed yet.");
        if (olderSize is { } size)
            scope = scope with { OlderSizes = [size] };
        return TypedResults.Stream(
            output => new ExportWriter(database).WriteAsync(output, scope, progress: null, cancellationToken), "application/x-ndjson", "events.ndjson");
    }
}
