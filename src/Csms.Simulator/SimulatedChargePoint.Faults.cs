using Csms.Simulator.Connection;
using Csms.Simulator.Transactions;
using Ocpp.Protocol.V16;

namespace Csms.Simulator;

public sealed partial class SimulatedChargePoint
{
    private readonly List<(Mishap Mishap, TransactionMessageKind? Kind)> mishaps = [];

    public bool HasPower { get; private set; } = true;

    /// <summary>Arranges what goes wrong with the next transaction message, or the next of a kind. Several may be arranged; each happens once.</summary>
    public void Arrange(Mishap mishap, TransactionMessageKind? kind = null)
    {
        lock (gate) mishaps.Add((mishap, kind));
    }

    /// <summary>The network is gone: no new connection until <see cref="ComeOnline"/>, life and the queue go on.</summary>
    public async Task GoOfflineAsync(CancellationToken ct = default)
    {
        lock (gate) offline ??= NewSignal();
        await DisconnectAsync(ct);
    }

    /// <summary>The network is back: <see cref="RunAsync"/> connects again; a test calls <see cref="ConnectAsync"/>.</summary>
    public void ComeOnline()
    {
        var away = offline;
        offline = null;
        away?.TrySetResult();
    }

    /// <summary>The connection breaks without a close frame.</summary>
    public void CutConnection() => link?.Abort();

    /// <summary>Half-open: the connection stays up, and nothing that arrives is read any more until it is cut.</summary>
    public void StopReading() => link?.StopReading();

    /// <summary>The lights go out: charging ends where it was, nobody is told, nothing but flash remains.</summary>
    public void LosePower()
    {
        lock (gate)
        {
            if (!HasPower) return;
            HasPower = false;
            Accepted = false;
            offline ??= NewSignal();
        }

        // Before anything is put into the queue: a device without power cannot tell of it.
        CutConnection();
        StopTimers();
        DropJobs();
        lock (gate)
        {
            foreach (var connector in Connectors)
            {
                var charged = connector.Transaction is { } running && End(running, StopReason.PowerLoss, idTag: null) is not null;
                connector.OutOfService = false;
                connector.Status = charged && connector.Operative ? ChargePointStatus.Finishing : connector.IdleStatus;
                connector.Claimed = false;
            }
        }
    }

    /// <summary>
    /// Power is back: the device connects and boots, tells the status of every connector, and then the stops with reason PowerLoss that were kept in flash.
    /// </summary>
    public async Task RestorePowerAsync(CancellationToken ct = default)
    {
        lock (gate) HasPower = true;
        ComeOnline();
        if (!supervised) await ReconnectAsync(ct);
    }

    /// <summary>Something on a connector breaks: Faulted, and nobody's reservation holds any longer (OCPP 1.6 section 5.13).</summary>
    public Task BreakAsync(int connectorId, ChargePointErrorCode errorCode, CancellationToken ct = default)
    {
        var connector = Connector(connectorId);
        lock (gate) connector.Reservation = null;
        return ChangeStatusAsync(connector, ChargePointStatus.Faulted, ct, errorCode);
    }

    /// <summary>It is repaired, and goes on where it was.</summary>
    public Task RepairAsync(int connectorId, CancellationToken ct = default)
    {
        var connector = Connector(connectorId);
        return ChangeStatusAsync(connector, connector.Transaction is null ? connector.IdleStatus : ChargePointStatus.Charging, ct);
    }

    internal Mishap TakeMishap(TransactionMessageKind kind)
    {
        lock (gate)
        {
            var index = mishaps.FindIndex(arranged => arranged.Kind is null || arranged.Kind == kind);
            if (index < 0) return Mishap.None;
            var mishap = mishaps[index].Mishap;
            mishaps.RemoveAt(index);
            return mishap;
        }
    }
}
