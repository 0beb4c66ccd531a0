using System.Text.Json;
using Csms.Domain.Bills;
using Csms.EventStore;
using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Api.Tariffs;
using Csms.Host.Billing;
using Csms.Host.Connections;
using Csms.Host.Security;
using Csms.ReadModels;
using Csms.ReadModels.Cdrs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.Cdrs;

/// <summary><c>/api/v1/cdrs</c>, and what a session costs while it runs.</summary>
internal static class CdrsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/cdrs").WithTags("Bills");
        group.MapGet("", ListAsync).WithName("listCdrs").Needs(Permission.ReadBills).ReturnsPages().ReadsProjections().Refuses(400);
        group.MapGet("/{cdrId}", ReadAsync).WithName("readCdr").Needs(Permission.ReadBills).ReadsProjections(catchesUp: true).Refuses(404, 409);
        group.MapGet("/{cdrId}/explanation", ExplainAsync).WithName("explainCdr").Needs(Permission.ReadBills).ReadsProjections(catchesUp: true).Refuses(404, 409);
        group.MapPost("/{cdrId}/release", RuleOnCdr.ReleaseAsync).WithName("releaseCdr").Needs(Permission.ChangeBills).CheckedBy(new ReleaseRules()).Refuses(400, 404, 409);
        group.MapPost("/{cdrId}/corrections", RuleOnCdr.CorrectAsync).WithName("correctCdr").Needs(Permission.ChangeBills)
            .CheckedBy(new CorrectionRules()).Refuses(400, 404, 409);
        api.MapGroup("/transactions").WithTags("Bills").MapGet("/{transactionId}/cost", ReadCostAsync).WithName("readCost").Needs(Permission.ReadBills).Refuses(400, 404);
    }

    public static ProblemHttpResult NotFound(string cdrId) => Problem.Of(StatusCodes.Status404NotFound, "cdr_not_found", $"There is no CDR \"{cdrId}\".");

    /// <summary>List charge detail records</summary>
    /// <remarks>Newest first, by the beginning of the session. Sessions that are held back are among them; so are credits.</remarks>
    /// <param name="chargePointId">Only of this charge point.</param>
    /// <param name="tokenId">Only of this token, by its pseudonym.</param>
    /// <param name="tariffId">Only by this tariff.</param>
    /// <param name="state">held, issued, credited, credit or nothing.</param>
    /// <param name="transactionId">Only of this transaction.</param>
    /// <param name="credit">true: only credits; false: none of them.</param>
    /// <param name="from">Of sessions that began at this moment or later.</param>
    /// <param name="to">Of sessions that began before this moment.</param>
    /// <param name="after">`next` of the page before.</param>
    /// <param name="limit">Items of a page, 1 to 1000; 50 when left out.</param>
    /// <response code="200">A page; `next` is absent on the last one.</response>
    /// <response code="400">`invalid_parameter` or `invalid_cursor`, naming the parameter.</response>
    private static async Task<Ok<Page<CdrView>>> ListAsync(
        string? chargePointId,
        Guid? tokenId,
        string? tariffId,
        Choice<CdrState>? state,
        int? transactionId,
        bool? credit,
        Instant? from,
        Instant? to,
        string? after,
        int? limit,
        CdrQueries cdrs,
        CancellationToken cancellationToken)
    {
        var filter = new CdrFilter(chargePointId, tokenId, tariffId, state?.Value.ToString().ToLowerInvariant(), transactionId, credit, from?.Value, to?.Value);
        return TypedResults.Ok((await cdrs.ListAsync(filter, new(after, limit), cancellationToken)).Select(CdrView.Of));
    }

    /// <summary>Read a charge detail record</summary>
    /// <remarks>As OCPI 2.2.1 writes it. `cdr_token.uid` is what the charge point read; of a holder who was forgotten it is the pseudonym, and for callers without `read:persons`.</remarks>
    /// <param name="cdrId">OCPI's id.</param>
    /// <response code="200">The CDR, or the credit.</response>
    /// <response code="404">`cdr_not_found`.</response>
    /// <response code="409">`cdr_held`: it is not billed before it is released; `flags` says why.</response>
    private static async Task<Results<Ok<OcpiCdr>, ProblemHttpResult>> ReadAsync(
        string cdrId, CdrQueries cdrs, CdrDocuments documents, ShownIdTags idTags, CancellationToken cancellationToken)
    {
        if (await cdrs.FindAsync(cdrId, cancellationToken) is not { } row)
            return NotFound(cdrId);
        return await documents.FindAsync(row.BillId, cdrId, cancellationToken) is { } found
            ? TypedResults.Ok(new OcpiCdr(JsonElement.Parse((await CdrDocuments.NamedAsync(found, idTags, cancellationToken)).ToJson())))
            : Held(row);
    }

    /// <summary>Explain a charge detail record</summary>
    /// <remarks>Every period with its components, volumes and prices, the readings its energy comes from, and the events behind it.</remarks>
    /// <param name="cdrId">OCPI's id; not of a credit, which is explained by what it takes back.</param>
    /// <response code="200">The explanation.</response>
    /// <response code="404">`cdr_not_found`.</response>
    /// <response code="409">`cdr_held` or `cdr_is_credit`.</response>
    private static async Task<Results<Ok<CdrExplanation>, ProblemHttpResult>> ExplainAsync(
        string cdrId, CdrQueries cdrs, CdrDocuments documents, PostgresEventStore store, CancellationToken cancellationToken)
    {
        if (await cdrs.FindAsync(cdrId, cancellationToken) is not { } row)
            return NotFound(cdrId);
        if (await documents.FindAsync(row.BillId, cdrId, cancellationToken) is not { } found)
            return Held(row);
        if (found is not { Issued: { Pricing: var pricing } issued, Bill: { Terms: { } terms } bill })
            return Problem.Of(StatusCodes.Status409Conflict, "cdr_is_credit", $"It takes back \"{row.CreditReferenceId}\": ask for the explanation of that.");

        var events = await store.ReadEventsAsync(issued.Sources, cancellationToken);
        var readings = PeriodSources.Of(terms, RecordedSessions.Of(events), pricing.Periods);
        var ruling = bill.Ruling;
        return TypedResults.Ok(new CdrExplanation(
            cdrId,
            issued.Session.TransactionId,
            terms.Tariff.Tariff!.Id,
            issued.TariffVersion,
            terms.AssignedBy,
            terms.TimeZone,
            pricing.Rounding,
            pricing.EngineVersion,
            pricing.Currency,
            pricing.Total.ExclVat,
            pricing.Total.InclVat,
            pricing.Exact.ExclVat,
            pricing.Exact.InclVat,
            pricing.Limit,
            [.. pricing.Lines.Select(BilledLine.Of)],
            [.. pricing.Periods.Zip(readings, ExplainedPeriod.Of)],
            ruling is null ? null : new(ruling.By, ruling.Reason, ruling.MeasuredWh, ruling.BilledWh, ruling.Flags),
            issued.Flags,
            [.. events.Select(e => new ExplainingEvent(e.Sequence, e.Type, e.StreamId, e.Timestamp))],
            found.Sequence));
    }

    /// <summary>Read what a transaction costs</summary>
    /// <remarks>While it runs up to its last reading, and provisional; the bill once there is one.</remarks>
    /// <param name="transactionId">OCPP's number.</param>
    /// <response code="200">The cost by what is known now, never behind.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`transaction_not_found`.</response>
    private static async Task<Results<Ok<CostView>, ProblemHttpResult>> ReadCostAsync(
        int transactionId, PostgresEventStore store, BillWork work, CancellationToken cancellationToken)
    {
        if (await store.FindStreamAsync(SessionTransactions.AliasOf(transactionId), cancellationToken) is not { } stream
            || await work.AssessAsync(stream, null, cancellationToken) is not { } found)
        {
            return Problem.Of(StatusCodes.Status404NotFound, "transaction_not_found", $"No charge point reported a transaction {transactionId}.");
        }

        var (bill, assessment, _) = found;
        var session = bill.Current?.Pricing ?? assessment.Session;
        var state = bill switch
        {
            { Hold: not null } => "held",
            { Current: not null } => "issued",
            { IsNothing: true } => "nothing",
            _ => assessment.IsOver ? "open" : "running",
        };
        // That a session which runs has not stopped is no doubt.
        var flags = bill.Current is { } current ? current.Flags ?? [] : [.. assessment.Flags.Where(flag => assessment.IsOver || flag != "STOP_MISSING")];
        return TypedResults.Ok(new CostView(
            transactionId,
            state,
            bill.Hold?.CdrId ?? bill.Current?.Cdr.Id,
            bill.Terms!.Tariff.Tariff!.Id,
            bill.Terms.Tariff.Number,
            bill.Terms.AssignedBy,
            session.Currency,
            session.Total.ExclVat,
            session.Total.InclVat,
            session.Periods.Sum(period => period.Wh) / 1000,
            session.Periods is [.., var last] ? last.End : null,
            [.. session.Lines.Select(BilledLine.Of)],
            flags.Count > 0 ? flags : null));
    }

    private static ProblemHttpResult Held(CdrRow row) => Problem.Of(
        StatusCodes.Status409Conflict, "cdr_held", "It is doubtful and not billed: release it, or give its energy.", ("flags", row.Flags));
}
