using System.Diagnostics.Metrics;
using Csms.Domain.ChargePoints;
using Csms.Host.Connections;

namespace Csms.Host.Handlers;

/// <summary>Counts repaired messages by rule, vendor and model. Which charge point and which day, the read model <c>repairs</c> knows.</summary>
internal sealed class RepairCounter
{
    private readonly Counter<long> counter;

    public RepairCounter(IMeterFactory meters) =>
        counter = meters.Create("Csms").CreateCounter<long>("csms.repairs", "{message}", "Messages of charge points that were repaired, by rule of docs/quirks.md.");

    public void Count(ChargePoint chargePoint, MessageContext context)
    {
        if (context.Rules is not { } rules)
            return;
        foreach (var rule in rules)
            counter.Add(1, new("rule", rule), new("vendor", chargePoint.LastBoot?.Vendor), new("model", chargePoint.LastBoot?.Model));
    }
}
