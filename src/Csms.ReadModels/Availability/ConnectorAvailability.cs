using Csms.Domain.Calls;
using Csms.Domain.ChargePoints;
using Csms.ReadModels.Calls;
using Csms.ReadModels.Rows;
using static Csms.Domain.ChargePoints.ChargePointEvent;

namespace Csms.ReadModels.Availability;

/// <summary>The fold of the availability of one charge point's connectors.</summary>
internal sealed class ConnectorAvailability(string chargePointId, IEnumerable<AvailabilityRow> known)
{
    private readonly SortedDictionary<int, AvailabilityRow> connectors = new(known.ToDictionary(row => row.ConnectorId));
    private readonly HashSet<int> touched = [];

    public string ChargePointId => chargePointId;

    public bool WasRemoved { get; private set; }

    public IEnumerable<AvailabilityRow> Touched => touched.Select(id => connectors[id]);

    public void Apply(FollowedEvent e)
    {
        switch (e.Recorded.Event)
        {
            case Removed:
                WasRemoved = true;
                connectors.Clear();
                touched.Clear();
                break;
            case Booted:
                // The answer to the boot sets the clock, so that what was reported before proves nothing about what comes.
                foreach (var row in connectors.Values.Where(row => row.NewestDeviceTime is not null).ToList()) Put(row with { NewestDeviceTime = null }, e);
                break;
            case ConnectorStatusReported status:
                Report(Find(status.ConnectorId), status, e);
                break;
            case CallEvent.Requested when e.Call!.Payload.NumberOf("connectorId") is { } connectorId:
                foreach (var row in Covered(connectorId))
                    Put(row with { Asked = AskedBy(e), AskedConnectorId = connectorId, CallId = e.Call.CallId, AskedAt = e.Recorded.RecordedAt, Answer = null, AnsweredAt = null }, e);
                break;
            case CallEvent when e.Call!.Payload.NumberOf("connectorId") is { } connectorId:
                foreach (var row in Covered(connectorId)) End(row, e);
                break;
        }
    }

    private void Report(AvailabilityRow row, ConnectorStatusReported status, FollowedEvent e)
    {
        var (isHistory, newest) = Connector.Place(status, row.NewestDeviceTime);
        if (isHistory && row.Status is not null) return;
        Put(InEffect(row with { Status = status.Status.ToString(), NewestDeviceTime = newest.ToStored() }, e), e);
    }

    private void End(AvailabilityRow row, FollowedEvent e)
    {
        var outcome = Answers.OutcomeOf(e.Recorded.Event);
        if (row.CallId == e.Call!.CallId) row = row with { Answer = outcome, AnsweredAt = e.Recorded.RecordedAt };
        if (outcome is "Accepted" or "Scheduled")
            row = InEffect(row with { Expected = AskedBy(e), ExpectedSince = e.Recorded.RecordedAt, EffectiveAt = null }, e);
        Put(row, e);
    }

    /// <summary>A status that fits is enough, even an older one: who is in the state already accepts and reports nothing (OCPP 1.6 section 5.2).</summary>
    private static AvailabilityRow InEffect(AvailabilityRow row, FollowedEvent e) =>
        row is { Expected: { } expected, Status: { } status, EffectiveAt: null } && (expected == "Inoperative") == (status == nameof(ConnectorStatus.Unavailable))
            ? row with { EffectiveAt = e.Recorded.RecordedAt }
            : row;

    private List<AvailabilityRow> Covered(int connectorId) =>
        connectorId == 0 ? [Find(0), .. connectors.Values.Where(row => row.ConnectorId > 0)] : [Find(connectorId)];

    /// <summary>A connector that shows for the first time stands under what was agreed for all of them.</summary>
    private AvailabilityRow Find(int connectorId)
    {
        if (connectors.TryGetValue(connectorId, out var row)) return row;
        return connectorId > 0 && connectors.TryGetValue(0, out var all)
            ? all with { ConnectorId = connectorId, Status = null, EffectiveAt = null, NewestDeviceTime = null }
            : new(chargePointId, connectorId);
    }

    private void Put(AvailabilityRow row, FollowedEvent e)
    {
        connectors[row.ConnectorId] = row with { LastSequence = e.Recorded.Sequence };
        touched.Add(row.ConnectorId);
    }

    private static string? AskedBy(FollowedEvent e) => e.Call!.Payload.TextOf("type");
}
