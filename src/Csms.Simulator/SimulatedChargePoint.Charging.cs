using System.Collections.Concurrent;
using Csms.Simulator.Authorization;
using Csms.Simulator.Energy;
using Csms.Simulator.SmartCharging;
using Csms.Simulator.Transactions;
using Ocpp.Protocol;
using Ocpp.Protocol.V16;
using static Csms.Simulator.Connection.CallOutcome;

namespace Csms.Simulator;

public sealed partial class SimulatedChargePoint
{
    // The authorization cache (OCPP 1.6 section 3.5.1): what the central system last said of a token, kept in flash.
    private readonly ConcurrentDictionary<string, IdTagInfo> cache = new(StringComparer.OrdinalIgnoreCase);

    internal LocalList LocalList { get; } = new();
    internal InstalledProfiles Profiles { get; } = new();

    /// <summary>A driver puts the cable in: Preparing.</summary>
    public Task PlugInAsync(int connectorId, Vehicle? vehicle = null, CancellationToken ct = default)
    {
        var connector = Connector(connectorId);
        lock (gate)
        {
            connector.Vehicle = vehicle ?? Vehicle.Draw(random);
            if (connector.Status != ChargePointStatus.Available) return Task.CompletedTask;
        }

        return ChangeStatusAsync(connector, ChargePointStatus.Preparing, ct);
    }

    /// <summary>
    /// Asks the central system; without a connection the local list and the cache decide, and an unknown token gets in only where AllowOfflineTxForUnknownId says so.
    /// </summary>
    public async Task<AuthorizationStatus> AuthorizeAsync(string idTag, CancellationToken ct = default)
    {
        if (Settings.Flag("LocalPreAuthorize") && Known(idTag) is AuthorizationStatus.Accepted) return AuthorizationStatus.Accepted;
        var outcome = Accepted ? await TryCallAsync(OcppActions.Authorize, new AuthorizeRequest(new IdToken(idTag)), ct) : new Lost();
        if (outcome is Answered { Response: AuthorizeResponse response })
        {
            Remember(idTag, response.IdTagInfo);
            return response.IdTagInfo.Status;
        }

        if (!Settings.Flag("LocalAuthorizeOffline")) return AuthorizationStatus.Invalid;
        return Known(idTag) ?? (Settings.Flag("AllowOfflineTxForUnknownId") ? AuthorizationStatus.Accepted : AuthorizationStatus.Invalid);
    }

    /// <summary>
    /// Starts a transaction: Preparing if no cable was in, StartTransaction through the queue, Charging. Connected, it returns when the start was answered or
    /// the connection was lost; otherwise at once, with the start in the queue. Does not authorise: that is a step of its own.
    /// </summary>
    public async Task<SimulatedTransaction> StartAsync(int connectorId, string idTag, Vehicle? vehicle = null, int? reservationId = null, CancellationToken ct = default)
    {
        var connector = Connector(connectorId);
        if (connector.Vehicle is null || vehicle is not null) await PlugInAsync(connectorId, vehicle, ct);
        if (connector.Status == ChargePointStatus.Reserved && MayUse(connector, idTag)) await ChangeStatusAsync(connector, ChargePointStatus.Preparing, ct);
        var (transaction, message) = Begin(connector, idTag, reservationId);
        await DeliveredAsync(message, ct);
        if (transaction.StoppedAt is null && transaction.Authorization is null or AuthorizationStatus.Accepted)
            await ChangeStatusAsync(connector, ChargePointStatus.Charging, ct);
        return transaction;
    }

    /// <summary>
    /// Ends a transaction and reports it through the queue; then Finishing. Ending one that has ended already does nothing.
    /// </summary>
    /// <param name="idTag">Who stopped it; the one who started it where the reason is Local and nothing is given.</param>
    /// <param name="at">Another time than now, for a stop that is reported late.</param>
    public async Task StopAsync(SimulatedTransaction transaction, StopReason reason = StopReason.Local, string? idTag = null, DateTimeOffset? at = null, CancellationToken ct = default)
    {
        if (End(transaction, reason, idTag ?? (reason == StopReason.Local ? transaction.IdTag : null), at) is not { } message) return;
        await DeliveredAsync(message, ct);
        await ChangeStatusAsync(transaction.Connector, transaction.Connector.Operative ? ChargePointStatus.Finishing : ChargePointStatus.Unavailable, ct);
    }

    /// <summary>The cable comes out: a running transaction ends where StopTransactionOnEVSideDisconnect says so; then Available.</summary>
    public async Task UnplugAsync(int connectorId, CancellationToken ct = default)
    {
        var connector = Connector(connectorId);
        if (connector.Transaction is { } running)
        {
            await ChangeStatusAsync(connector, ChargePointStatus.SuspendedEV, ct);
            if (!Settings.Flag("StopTransactionOnEVSideDisconnect"))
            {
                lock (gate) running.Flow.Suspended = true;
                return;
            }

            await StopAsync(running, StopReason.EVDisconnected, ct: ct);
        }

        lock (gate) connector.Vehicle = null;
        await ChangeStatusAsync(connector, connector.IdleStatus, ct);
    }

    /// <summary>The central system has named the transaction; a token it does not accept ends it or stops the energy (OCPP 1.6 section 4.8).</summary>
    internal void TakeStartAnswer(SimulatedTransaction transaction, StartTransactionResponse response)
    {
        transaction.Number(response.TransactionId, response.IdTagInfo.Status);
        Remember(transaction.IdTag, response.IdTagInfo);
        if (response.IdTagInfo.Status is AuthorizationStatus.Accepted || transaction.StoppedAt is not null) return;
        if (Settings.Flag("StopTransactionOnInvalidId"))
        {
            Spawn(ct => StopAndLeaveAsync(transaction, StopReason.DeAuthorized, ct));
            return;
        }

        lock (gate)
        {
            Integrate(transaction);
            transaction.Flow.Suspended = true;
        }

        Spawn(ct => ChangeStatusAsync(transaction.Connector, ChargePointStatus.SuspendedEVSE, ct));
    }

    /// <summary>What happens when nobody stands beside the car: stopped by remote hand, and the driver comes for the cable.</summary>
    internal async Task StopAndLeaveAsync(SimulatedTransaction transaction, StopReason reason, CancellationToken ct)
    {
        await StopAsync(transaction, reason, ct: ct);
        if (Options.DriverUnplugsAtOnce) await UnplugAsync(transaction.ConnectorId, ct);
    }

    internal void ForgetTokens() => cache.Clear();

    private (SimulatedTransaction Transaction, TransactionMessage Message) Begin(Connector connector, string idTag, int? reservationId)
    {
        lock (gate)
        {
            if (!HasPower || connector.Transaction is not null) throw new InvalidOperationException($"Connector {connector.Id} of {Identity} cannot start a transaction.");
            if (!MayUse(connector, idTag)) throw new InvalidOperationException($"Connector {connector.Id} of {Identity} is reserved for somebody else.");
            reservationId = UseReservation(connector, idTag)?.Id ?? reservationId;
            var car = (connector.Vehicle ??= Vehicle.Draw(random)).Hurried(Options.Speed);
            var flow = new EnergyFlow(car, PowerCurve.Of(connector.Kind, connector.MaxWatts, car, random.Next(), Options.Speed), Options.Speed);
            var transaction = new SimulatedTransaction(connector, idTag, Clock.Now, flow, reservationId) { IntegratedAt = time.GetTimestamp() };
            connector.Transaction = transaction;
            connector.Claimed = false;
            // It limits from the first moment on, not from the answer to StartTransaction on.
            if (connector.ProfileOfNext is { } profile) Profiles.Install(connector.Id, profile);
            CollectStopData(transaction, ReadingContext.TransactionBegin, transaction.StartedAt);
            var message = new TransactionMessage(TransactionMessageKind.Start, transaction,
                new StartTransactionRequest(connector.Id, new IdToken(idTag), transaction.MeterStart, transaction.StartedAt, reservationId));
            Queue.Add(message);
            ScheduleSampling(transaction);
            return (transaction, message);
        }
    }

    private TransactionMessage? End(SimulatedTransaction transaction, StopReason reason, string? idTag, DateTimeOffset? at = null)
    {
        lock (gate)
        {
            if (transaction.StoppedAt is not null) return null;
            Integrate(transaction);
            var (connector, stoppedAt) = (transaction.Connector, at is { } past ? DeviceClock.Whole(past) : Clock.Now);
            CollectStopData(transaction, ReadingContext.TransactionEnd, stoppedAt);
            connector.Transaction = null;
            Profiles.EndTransaction(connector.Id);
            if (connector.ScheduledOperative is { } operative) (connector.Operative, connector.ScheduledOperative) = (operative, null);
            transaction.End(stoppedAt, connector.WholeWh, reason);
            var message = new TransactionMessage(TransactionMessageKind.Stop, transaction, new StopTransactionRequest(
                TransactionId: 0, MeterStop: connector.WholeWh, Timestamp: stoppedAt, IdTag: idTag is null ? null : new IdToken(idTag), Reason: reason,
                TransactionData: transaction.StopData.Count > 0 ? [.. transaction.StopData] : null));
            Queue.Add(message);
            return message;
        }
    }

    /// <summary>Waits for the answer while there is a connection to wait on; the queue does the rest later.</summary>
    private async Task DeliveredAsync(TransactionMessage message, CancellationToken ct)
    {
        if (!Accepted || link is not { IsOpen: true } open) return;
        await Task.WhenAny(message.Settled, open.Closed).WaitAsync(ct);
    }

    /// <summary>What the device knows by itself: the local list goes before the cache (OCPP 1.6 section 3.5.3).</summary>
    private AuthorizationStatus? Known(string idTag) => InfoOf(idTag) switch
    {
        null => null,
        { ExpiryDate: { } end } when end <= Clock.Now => AuthorizationStatus.Expired,
        { Status: AuthorizationStatus.ConcurrentTx } => AuthorizationStatus.Accepted,
        var info => info.Status,
    };

    private string? ParentOf(string idTag) => InfoOf(idTag)?.ParentIdTag?.Value;

    private IdTagInfo? InfoOf(string idTag)
    {
        if (Settings.Flag("LocalAuthListEnabled") && LocalList.Find(idTag) is { } listed) return listed;
        return Settings.Flag("AuthorizationCacheEnabled") ? cache.GetValueOrDefault(idTag) : null;
    }

    private void Remember(string idTag, IdTagInfo info)
    {
        if (Settings.Flag("AuthorizationCacheEnabled")) cache[idTag] = info;
    }
}
