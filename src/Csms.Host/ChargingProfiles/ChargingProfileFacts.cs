using Csms.Domain.Calls;
using Csms.Domain.ChargingProfiles;
using Csms.Domain.Transactions;
using Csms.EventStore;
using Csms.Host.Calls;
using Csms.Host.Commands;
using Csms.Host.Reactions;
using Csms.ReadModels;
using Csms.ReadModels.Transactions;
using Ocpp.Protocol.V16;
using ChargingProfile = Csms.Domain.ChargingProfiles.ChargingProfile;
using ChargingProfilePurpose = Csms.Domain.ChargingProfiles.ChargingProfilePurpose;

namespace Csms.Host.ChargingProfiles;

/// <summary>Keeps what a charge point holds of charging profiles: from its answers, from remote starts that led to a transaction, and from stops.</summary>
internal sealed class ChargingProfileFacts(CommandRunner runner, TransactionQueries transactions, CallPayloads payloads, RowsInTime rows, TimeProvider clock) : IReaction
{
    private const int MostRunning = 100_000;
    private static readonly ReadModel[] Read = [Catalog.Find("transactions")!];

    // Of nearly every stop it is known what stopped, and that its charge point holds no profile: nobody else writes down what charge points hold.
    private readonly Dictionary<string, TransactionEvent.Started> running = [];
    private readonly HashSet<string> withoutProfiles = [];

    public string Name => "charging-profiles";

    public IReadOnlyCollection<string> Types { get; } =
        ["call_answered", "call_took_effect", "transaction_started", "transaction_stopped", "transaction_superseded", "transaction_closed_by_policy"];

    public void Begin()
    {
        running.Clear();
        withoutProfiles.Clear();
    }

    public async Task ReactAsync(RecordedEvent recorded, object domainEvent, CancellationToken cancellationToken)
    {
        switch (domainEvent)
        {
            case CallEvent.Answered answer:
                await AnswerAsync(recorded, answer, cancellationToken);
                break;
            case CallEvent.TookEffect { Effect: CallEffect.TransactionStarted } effect:
                await StartAsync(recorded, effect, cancellationToken);
                break;
            case TransactionEvent.Started start:
                // Some are never stopped.
                if (running.Count >= MostRunning)
                    running.Clear();
                running[recorded.StreamId] = start;
                break;
            // Another one runs on the connector: nothing is left of the one before, whether or not its stop still comes.
            case TransactionEvent.Stopped or TransactionEvent.Superseded:
                await StopAsync(recorded, cancellationToken);
                break;
            case TransactionEvent:
                running.Remove(recorded.StreamId);
                break;
        }
    }

    private async Task AnswerAsync(RecordedEvent recorded, CallEvent.Answered answer, CancellationToken cancellationToken)
    {
        var call = await RequestAsync(recorded, cancellationToken);
        if (call?.Action == "ClearChargingProfile")
        {
            // Accepted or Unknown: what was asked for is not there any more.
            if ((await payloads.ReadAsync<ClearChargingProfileRequest>(call.Action, call.Payload, call.ContentId, cancellationToken)).Request is { } clear)
                await TellAsync(call.ChargePointId, new ChargePointProfilesCommand.ReportCleared(clear.ToDomain(), call.CallId, recorded.Sequence), recorded, cancellationToken);
        }
        else if (call?.Action == "SetChargingProfile" && answer.Response.TryGetProperty("status", out var status) && status.ValueEquals("Accepted"u8)
            && (await payloads.ReadAsync<SetChargingProfileRequest>(call.Action, call.Payload, call.ContentId, cancellationToken)).Request is { } set)
        {
            var profile = set.CsChargingProfiles.ToDomain();
            if (await IsAliveAsync(profile, recorded, cancellationToken))
                await TellAsync(call.ChargePointId, new ChargePointProfilesCommand.ReportInstalled(set.ConnectorId, profile, call.CallId, recorded.Sequence), recorded, cancellationToken);
        }
    }

    /// <summary>The profile of a remote start counts from the start of its transaction: before, there is nothing it limits.</summary>
    private async Task StartAsync(RecordedEvent recorded, CallEvent.TookEffect effect, CancellationToken cancellationToken)
    {
        if (effect is not { TransactionId: { } transactionId, ConnectorId: { } connectorId } || await RequestAsync(recorded, cancellationToken) is not { } call
            || (await payloads.ReadAsync<RemoteStartTransactionRequest>(call.Action, call.Payload, call.ContentId, cancellationToken)).Request?.ChargingProfile is not { } sent)
        {
            return;
        }

        var profile = sent.ToDomain() with { TransactionId = transactionId };
        if (await IsAliveAsync(profile, recorded, cancellationToken))
            await TellAsync(call.ChargePointId, new ChargePointProfilesCommand.ReportStarted(connectorId, transactionId, profile, call.CallId, recorded.Sequence), recorded, cancellationToken);
    }

    private async Task StopAsync(RecordedEvent recorded, CancellationToken cancellationToken)
    {
        if (running.TryGetValue(recorded.StreamId, out var start))
        {
            if (!withoutProfiles.Contains(start.ChargePointId))
                await EndAsync(start.ChargePointId, start.ConnectorId, start.TransactionId);
            running.Remove(recorded.StreamId);
            return;
        }

        await rows.WaitForAsync(Read, recorded.Sequence, cancellationToken);
        if (await transactions.FindStreamAsync(recorded.StreamId, cancellationToken) is { } stopped)
            await EndAsync(stopped.ChargePointId, stopped.ConnectorId, stopped.TransactionId);

        Task EndAsync(string chargePointId, int connectorId, int transactionId) =>
            TellAsync(chargePointId, new ChargePointProfilesCommand.ReportStopped(connectorId, transactionId, recorded.Sequence), recorded, cancellationToken);
    }

    /// <summary>A profile for a transaction that had stopped already will never see its end.</summary>
    private async Task<bool> IsAliveAsync(ChargingProfile profile, RecordedEvent recorded, CancellationToken cancellationToken)
    {
        if (profile is not { Purpose: ChargingProfilePurpose.TxProfile, TransactionId: { } transactionId })
            return true;
        await rows.WaitForAsync(Read, recorded.Sequence, cancellationToken);
        return !((await transactions.FindAsync(transactionId, cancellationToken))?.StopRecordedAt <= recorded.Timestamp);
    }

    private async Task<CallEvent.Requested?> RequestAsync(RecordedEvent recorded, CancellationToken cancellationToken) =>
        CallRequests.RequestOf((await runner.LoadAsync(Streams.Calls, recorded.StreamId, cancellationToken)).State);

    private async Task TellAsync(string chargePointId, ChargePointProfilesCommand fact, RecordedEvent recorded, CancellationToken cancellationToken)
    {
        withoutProfiles.Remove(chargePointId);
        var outcome = await runner.RunAsync(
            Streams.ChargingProfiles, ChargePointProfiles.StreamId(chargePointId), fact, RowsInTime.Cause(this, recorded, clock), cancellationToken);
        if (outcome.State.Installed.All.Count == 0)
            withoutProfiles.Add(chargePointId);
    }
}
