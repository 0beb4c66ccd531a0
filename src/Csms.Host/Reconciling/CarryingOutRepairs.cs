using Csms.EventStore;
using Csms.Host.Commands;
using Csms.Host.Reactions;

namespace Csms.Host.Reconciling;

/// <summary>When something was decided about an anomaly: does it, where whoever decided did not come so far.</summary>
internal sealed class CarryingOutRepairs(CommandRunner runner, RepairWork work, TimeProvider clock) : IReaction
{
    public string Name => "carrying-out-repairs";

    public IReadOnlyCollection<string> Types { get; } = ["anomaly_accepted", "anomaly_overridden"];

    public async Task ReactAsync(RecordedEvent recorded, object domainEvent, CancellationToken cancellationToken)
    {
        var anomaly = (await runner.LoadAsync(Streams.Anomalies, recorded.StreamId, cancellationToken, asOf: new AsOf(Sequence: recorded.Sequence))).State;
        // Whoever decided did it, whoever is faster here.
        await work.CarryOutAsync(anomaly, RowsInTime.Cause(this, recorded, clock) with { Actor = recorded.Metadata.Actor }, cancellationToken);
    }
}
