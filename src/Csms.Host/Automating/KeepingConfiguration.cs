using Csms.Domain.Calls;
using Csms.Domain.ChargePoints;
using Csms.EventStore;
using Csms.Host.Configuration;
using Csms.Host.Reactions;

namespace Csms.Host.Automating;

/// <summary>When a configuration was read, or other values are wanted: changes what drifts. What the charge point turned down is not tried again by itself.</summary>
internal sealed class KeepingConfiguration(Automated automated, ConfigurationOrders configurations) : IReaction
{
    public string Name => "keeping-configuration";

    public IReadOnlyCollection<string> Types { get; } = ["call_answered", "charge_point_configuration_desired"];

    public async Task ReactAsync(RecordedEvent recorded, object domainEvent, CancellationToken cancellationToken)
    {
        if (automated.IsTooOld(recorded) || await ConcernedAsync(recorded, domainEvent, cancellationToken) is not { } id)
            return;
        if (await automated.FindAsync(recorded, id, cancellationToken, Automation.ApplyConfiguration) is not null)
            await configurations.ApplyAsync(id, insists: false, automated.Ordering(this, recorded, "desired configuration"), cancellationToken);
    }

    private async Task<string?> ConcernedAsync(RecordedEvent recorded, object domainEvent, CancellationToken cancellationToken) => domainEvent switch
    {
        CallEvent => (await automated.CallOfAsync(recorded, cancellationToken)) is { Request: { Action: "GetConfiguration" } request } ? request.ChargePointId : null,
        _ => Automated.ChargePointOf(recorded),
    };
}
