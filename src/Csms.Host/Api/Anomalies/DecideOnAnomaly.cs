using System.Security.Claims;
using System.Text.Json.Serialization;
using Csms.Domain.Anomalies;
using Csms.EventStore;
using Csms.Host.Api.Cdrs;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Commands;
using Csms.Host.Reconciling;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Csms.Host.Api.Anomalies;

/// <summary>Why the suggestion is right.</summary>
/// <param name="Reason">For the record.</param>
internal sealed record Acceptance(string? Reason = null)
{
    public static Acceptance Example { get; } = new("The driver remembers it like that.");
}

internal sealed class AcceptanceRules : AbstractValidator<Acceptance>
{
    public AcceptanceRules() => RuleFor(body => body.Reason).Must(RuleOnCdr.IsReason).WithMessage("has not 1 to 500 characters");
}

/// <summary>What is right instead: `ignore`, or the energy and the end of a held session, or the transaction that a stop belongs to.</summary>
/// <param name="Reason">For the record.</param>
/// <param name="Ignore">Nothing is done: what is held stays unbilled.</param>
/// <param name="EnergyWh">The energy that is billed; as measured when left out.</param>
/// <param name="StoppedAt">When the session ended; with its last reading when left out.</param>
/// <param name="TransactionId">The transaction without a stop that this is the stop of.</param>
internal sealed record Override(string? Reason = null, bool Ignore = false, long? EnergyWh = null, DateTimeOffset? StoppedAt = null, int? TransactionId = null)
{
    public static Override Example { get; } = new("Read from the meter on site.", EnergyWh: 8_120, StoppedAt: new(2026, 1, 31, 12, 50, 0, TimeSpan.Zero));

    [JsonIgnore]
    public AnomalyRepair Repair => Ignore ? AnomalyRepair.Ignore
        : TransactionId is { } id ? new(RepairAction.UseStop, TransactionId: id)
        : new(StoppedAt is null ? RepairAction.Bill : RepairAction.Close, EnergyWh, StoppedAt);
}

internal sealed class OverrideRules : AbstractValidator<Override>
{
    public OverrideRules()
    {
        RuleFor(body => body.Reason).Must(RuleOnCdr.IsReason).WithMessage("has not 1 to 500 characters");
        RuleFor(body => body.EnergyWh).Must(RuleOnCdr.IsEnergy).WithMessage("is not from 0 to 10000000");
        RuleFor(body => body.Ignore)
            .Must((body, ignore) => (ignore ? 1 : 0) + (body.TransactionId is null ? 0 : 1) + (body.EnergyWh is null && body.StoppedAt is null ? 0 : 1) == 1)
            .WithMessage("is not the only thing wanted, and exactly one is: ignore, transactionId, or energyWh and stoppedAt");
    }
}

internal static class DecideOnAnomaly
{
    /// <summary>Accept what is suggested</summary>
    /// <remarks>It is carried out at once. The same again changes nothing.</remarks>
    /// <param name="id">Id of the anomaly.</param>
    /// <param name="ifMatch">ETag of the anomaly that was read.</param>
    /// <response code="204">Decided and carried out.</response>
    /// <response code="400">`invalid_json` or `invalid_body`, naming the member.</response>
    /// <response code="404">`anomaly_not_found`.</response>
    /// <response code="409">`anomaly_resolved`, `anomaly_decided` or `anomaly_without_suggestion`.</response>
    /// <response code="412">`precondition_failed`.</response>
    public static Task<Results<NoContent, ProblemHttpResult>> AcceptAsync(
        Guid id,
        Acceptance body,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        ClaimsPrincipal caller,
        CommandRunner runner,
        RepairWork work,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken) =>
        DecideAsync(
            id, new AnomalyCommand.RequestAcceptance(caller.Actor(), body.Reason!), ifMatch, caller.Causes("rest:accept_anomaly", clock), runner, work, http, cancellationToken);

    /// <summary>Decide on something else</summary>
    /// <remarks>It is carried out at once. The same again changes nothing. With `ignore` a bill that is held stays unbilled.</remarks>
    /// <param name="id">Id of the anomaly.</param>
    /// <param name="ifMatch">ETag of the anomaly that was read.</param>
    /// <response code="204">Decided and carried out.</response>
    /// <response code="400">`invalid_json` or `invalid_body`, naming the member.</response>
    /// <response code="404">`anomaly_not_found`.</response>
    /// <response code="409">`anomaly_resolved`, `anomaly_decided`, `repair_does_not_fit`, or `transaction_not_open`: it is of another charge point, or has a stop.</response>
    /// <response code="412">`precondition_failed`.</response>
    public static async Task<Results<NoContent, ProblemHttpResult>> OverrideAsync(
        Guid id,
        Override body,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        ClaimsPrincipal caller,
        CommandRunner runner,
        RepairWork work,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken)
    {
        // A year that was mistyped would be billed to its end.
        if (body.StoppedAt > clock.GetUtcNow())
            return Problem.OfMember(UnreadableRequest.InvalidBody, "stoppedAt", "is yet to come");
        var wish = new AnomalyCommand.RequestOverride(body.Repair, caller.Actor(), body.Reason!);
        if (wish.Repair.TransactionId is { } transactionId
            && (await runner.LoadAsync(Streams.Anomalies, FoundAnomaly.StreamId(id), cancellationToken)).State is { End: null, Finding: { } found }
            && await work.FindWithoutStopAsync(transactionId, found.ChargePointId, cancellationToken) is null)
        {
            return Problem.Of(
                StatusCodes.Status409Conflict, "transaction_not_open", $"{found.ChargePointId} reported no transaction {transactionId} that has no stop.");
        }

        return await DecideAsync(id, wish, ifMatch, caller.Causes("rest:override_anomaly", clock), runner, work, http, cancellationToken);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DecideAsync(
        Guid id,
        AnomalyCommand wish,
        string? ifMatch,
        EventMetadata metadata,
        CommandRunner runner,
        RepairWork work,
        HttpContext http,
        CancellationToken cancellationToken)
    {
        var decided = await runner.RunAsync(
            Streams.Anomalies.OnlyIf(ifMatch, AnomaliesApi.VersionOf), FoundAnomaly.StreamId(id), wish, metadata, cancellationToken);
        if (decided.Rejection is { Code: "anomaly_not_found" })
            return AnomaliesApi.NotFound(id);
        if (decided.Rejection is { } rejection)
            return Problem.Of(rejection);
        // At once, so that it can be read; after a crash in between the reaction does it.
        var done = await work.CarryOutAsync(decided.State, metadata, cancellationToken);
        http.TellsSequence(Math.Max(decided.Sequence, done));
        return TypedResults.NoContent();
    }
}
