using Csms.Domain.ChargePoints;
using Csms.EventStore;
using Csms.Host.Calls;
using Csms.Host.Reactions;
using Ocpp.Protocol.V16;

namespace Csms.Host.Automating;

/// <summary>When a charge point came back and did not boot within the settle window: asks for the boot, once per connection (quirk Q16).</summary>
internal sealed class AfterConnection(Automated automated, CallRequests requests) : IReaction
{
    public string Name => "after-connection";

    public IReadOnlyCollection<string> Types { get; } = ["charge_point_connected"];

    public async Task ReactAsync(RecordedEvent recorded, object domainEvent, CancellationToken cancellationToken)
    {
        if (domainEvent is not ChargePointEvent.Connected connected || automated.IsTooOld(recorded))
            return;
        var row = await automated.FindAsync(recorded, Automated.ChargePointOf(recorded), cancellationToken, Automation.TriggerBoot);
        if (row is not { Connected: true } || row.ConnectionEpoch != connected.Epoch || row.BootedAt >= recorded.Timestamp)
            return;
        var trigger = new TriggerMessageRequest(MessageTrigger.BootNotification);
        await requests.RequestAsync(
            automated.Ordering(this, recorded, "reconnected without a boot").Order(row.ChargePointId, OcppActions.TriggerMessage, trigger), cancellationToken);
    }
}
