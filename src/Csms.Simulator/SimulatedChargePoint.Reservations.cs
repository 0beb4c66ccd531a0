using Ocpp.Protocol.V16;

namespace Csms.Simulator;

/// <content>Reservations: reserved, used, expired, cancelled, or ended by a fault.</content>
public sealed partial class SimulatedChargePoint
{
    /// <summary>Reserves a connector, or any for connector 0. Returns the connectors whose status changed: with a replaced reservation that is two.</summary>
    internal ReservationStatus Reserve(ReserveNowRequest request, out List<Connector> changed)
    {
        lock (gate)
        {
            changed = [];
            var replaced = Connectors.FirstOrDefault(connector => connector.Reservation?.Id == request.ReservationId);
            Connector[] candidates = request.ConnectorId == 0 ? [.. Connectors] : [Connector(request.ConnectorId)];
            var free = candidates.FirstOrDefault(connector => connector == replaced || connector.CanBeReserved);
            if (free is null) return WhyNone(candidates);
            if (replaced is not null && replaced != free) Release(replaced, changed);
            free.Reservation = new Reservation(request.ReservationId, request.IdTag, request.ExpiryDate, request.ParentIdTag, request.ConnectorId == 0);
            if (free != replaced)
            {
                free.Status = ChargePointStatus.Reserved;
                changed.Add(free);
            }

            Spawn(ct => ExpireAsync(free, free.Reservation, ct));
            return ReservationStatus.Accepted;
        }
    }

    /// <summary>Gives a reservation up; null when there is none of this number.</summary>
    internal List<Connector>? CancelReservation(int reservationId)
    {
        lock (gate)
        {
            if (Connectors.FirstOrDefault(connector => connector.Reservation?.Id == reservationId) is not { } reserved) return null;
            List<Connector> changed = [];
            Release(reserved, changed);
            return changed;
        }
    }

    /// <summary>Whether a token may use a connector as far as reservations go.</summary>
    private bool MayUse(Connector connector, string idTag) => connector.Reservation?.IsFor(idTag, ParentOf(idTag)) ?? true;

    /// <summary>The reservation a session of this token ends, taken off the connector that was kept for it. The caller holds the gate.</summary>
    private Reservation? UseReservation(Connector connector, string idTag)
    {
        var kept = connector.Reservation is not null
            ? connector
            : Connectors.FirstOrDefault(other => other.Reservation is { AnyConnector: true } any && any.IsFor(idTag, ParentOf(idTag)));
        if (kept?.Reservation is not { } used) return null;
        List<Connector> changed = [];
        Release(kept, changed);
        if (kept != connector) Spawn(ct => ReportAsync(changed, ct));
        return used;
    }

    private async Task ExpireAsync(Connector connector, Reservation reservation, CancellationToken ct)
    {
        await WaitUntilAsync(reservation.ExpiryDate, ct);
        List<Connector> changed = [];
        lock (gate)
        {
            if (connector.Reservation == reservation) Release(connector, changed);
        }

        await ReportAsync(changed, ct);
    }

    private static void Release(Connector connector, List<Connector> changed)
    {
        connector.Reservation = null;
        if (connector.Status != ChargePointStatus.Reserved) return;
        connector.Status = connector.IdleStatus;
        changed.Add(connector);
    }

    private static ReservationStatus WhyNone(Connector[] candidates)
    {
        if (candidates.All(connector => connector.Status == ChargePointStatus.Faulted)) return ReservationStatus.Faulted;
        return candidates.All(connector => connector.Status is ChargePointStatus.Unavailable or ChargePointStatus.Faulted)
            ? ReservationStatus.Unavailable
            : ReservationStatus.Occupied;
    }

    /// <summary>By the device's own clock, which may be set meanwhile.</summary>
    internal async Task WaitUntilAsync(DateTimeOffset moment, CancellationToken ct)
    {
        while (moment - Clock.Now is var left && left > TimeSpan.Zero)
            await Task.Delay(left < LongestWait ? left : LongestWait, time, ct);
    }

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);
}
