using System.Diagnostics;
using Csms.Domain.Calls;
using Csms.EventStore;
using Csms.Host.Commands;
using Csms.Host.Reactions;
using Csms.Host.Storage;
using Csms.ReadModels;
using Csms.ReadModels.Calls;
using Csms.ReadModels.ChargePoints;
using Csms.ReadModels.Transactions;
using Ocpp.Protocol.V16;

namespace Csms.Host.Calls;

/// <summary>Finds out whether what a call is for has happened: from the rows, so that it does not matter which came first, the answer or the effect.</summary>
internal sealed class EffectsOfCalls(
    CommandRunner runner,
    CallQueries calls,
    TransactionQueries transactions,
    ChargePointQueries chargePoints,
    CallPayloads payloads,
    IdTags idTags,
    RowsInTime rows)
{
    /// <summary>Where the effects are looked up.</summary>
    public static readonly IReadOnlyCollection<ReadModel> Read = [Catalog.Find("calls")!, Catalog.Find("transactions")!, Catalog.Find("charge_points")!];

    /// <summary>Records the effect of a call if it has happened.</summary>
    /// <param name="until">Rows may be ahead: a start that was recorded later will have its own say about which call it is the effect of.</param>
    /// <returns>Whether it has.</returns>
    public async Task<bool> RecordAsync(CallRow call, DateTimeOffset until, EventMetadata metadata, CancellationToken cancellationToken)
    {
        if (await FindAsync(call, until, cancellationToken) is not { } effect)
            return false;
        var outcome = await runner.RunAsync(Streams.Calls, Call.StreamId(call.CallId), effect, metadata, cancellationToken);
        // The next remote start must not take the same transaction for its own.
        await rows.WaitForAsync(Read, outcome.Sequence, cancellationToken);
        return true;
    }

    private Task<CallCommand.ReportEffect?> FindAsync(CallRow call, DateTimeOffset until, CancellationToken cancellationToken) => (call, call.Effect) switch
    {
        ({ SentAt: { } sentAt, EffectDueAt: { } dueAt }, nameof(CallEffect.TransactionStarted)) => FindStartAsync(call, sentAt, dueAt, until, cancellationToken),
        ({ SentAt: { } sentAt, EffectDueAt: { } dueAt }, nameof(CallEffect.TransactionStopped)) => FindStopAsync(call, sentAt, dueAt, cancellationToken),
        ({ SentAt: { } sentAt, EffectDueAt: { } dueAt }, nameof(CallEffect.Booted)) => FindBootAsync(call, sentAt, dueAt, cancellationToken),
        // A heartbeat leaves no row: TriggeredMessages sees it come.
        (_, nameof(CallEffect.MessageSent)) => Task.FromResult<CallCommand.ReportEffect?>(null),
        _ => throw new UnreachableException($"Call {call.CallId} has no effect to look for."),
    };

    /// <summary>The first transaction of this very token that nobody else has asked for. Somebody else's at the same connector is not what was asked for.</summary>
    private async Task<CallCommand.ReportEffect?> FindStartAsync(
        CallRow call, DateTimeOffset sentAt, DateTimeOffset dueAt, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var (asked, isVerbatim) = await payloads.ReadAsync<RemoteStartTransactionRequest>(call.Action, call.Payload, call.ContentId, cancellationToken);
        if (asked is null || !isVerbatim || await idTags.FindAsync(asked.IdTag.Value, cancellationToken) is not { } tokenId)
            return null;
        foreach (var started in await transactions.ListStartedAsync(call.ChargePointId, tokenId, sentAt, until, cancellationToken))
        {
            var fits = (asked.ConnectorId is null || asked.ConnectorId == started.ConnectorId)
                && CallEffects.IsInTime(Credible(started.StartedAt, started.StartRecordedAt, started), sentAt, dueAt);
            if (fits && !await calls.LedToAsync(started.TransactionId, call.CallId, cancellationToken))
                return new(CallEffect.TransactionStarted, started.TransactionId, started.ConnectorId);
        }

        return null;
    }

    private async Task<CallCommand.ReportEffect?> FindStopAsync(CallRow call, DateTimeOffset sentAt, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        var asked = (await payloads.ReadAsync<RemoteStopTransactionRequest>(call.Action, call.Payload, call.ContentId, cancellationToken)).Request;
        return asked is not null && await transactions.FindAsync(asked.TransactionId, cancellationToken) is { StopRecordedAt: { } recordedAt, StoppedAt: { } stoppedAt } stopped
            && stopped.ChargePointId == call.ChargePointId && recordedAt >= sentAt && CallEffects.IsInTime(Credible(stoppedAt, recordedAt, stopped), sentAt, dueAt)
            ? new(CallEffect.TransactionStopped, stopped.TransactionId)
            : null;
    }

    private async Task<CallCommand.ReportEffect?> FindBootAsync(CallRow call, DateTimeOffset sentAt, DateTimeOffset dueAt, CancellationToken cancellationToken) =>
        (await chargePoints.FindAsync(call.ChargePointId, cancellationToken))?.BootedAt is { } bootedAt && bootedAt >= sentAt && CallEffects.IsInTime(bootedAt, sentAt, dueAt)
            ? new(CallEffect.Booted)
            : null;

    /// <summary>The charge point's clock tells a replay from what happened now, unless it is known to be wrong.</summary>
    private static DateTimeOffset Credible(DateTimeOffset deviceTime, DateTimeOffset recordedAt, TransactionRow transaction) =>
        transaction.Flags.Any(flag => flag is "ClockAhead" or "ClockNotSet") ? recordedAt : deviceTime;
}
