using Csms.Domain.Energy;

namespace Csms.Domain.Bills;

/// <summary>The energy of a session as its bill has it, also where there is no bill.</summary>
/// <param name="StartedAt">Corrected time.</param>
/// <param name="EndedAt">Of its stop, corrected; without one, of the last reading.</param>
/// <param name="Energy">What was resolved from the readings, or what an operator decided.</param>
/// <param name="IsRuled">An operator released or corrected it.</param>
public sealed record SessionEnergy(DateTimeOffset StartedAt, DateTimeOffset EndedAt, ResolvedEnergy Energy, bool IsRuled)
{
    /// <summary>Names of what was noticed, as bills name it.</summary>
    public IReadOnlyList<string> Flags => [.. Energy.Flags.Select(BillFlags.NameOf)];

    /// <summary>Resolves it.</summary>
    /// <param name="facts">What is known of the session; its energy needs no statuses.</param>
    /// <param name="terms">What its bill is priced by, for the power of the connector; null: no bill was opened.</param>
    /// <param name="ruling">What an operator decided last; it counts as <see cref="Bill.Assess"/> lets it count.</param>
    public static SessionEnergy Of(SessionFacts facts, BillTerms? terms, BillEvent.Ruled? ruling)
    {
        var metered = SessionReading.Of(facts, terms).Metered;
        var measured = ResolvedEnergy.Of(metered);
        var counts = ruling is not null && ruling.MeasuredWh == measured.Wh
            && measured.Flags.Where(EnergyFlags.Holds).All(flag => ruling.Flags.Contains(BillFlags.NameOf(flag)));
        var energy = !counts ? measured
            : ruling!.BilledWh == measured.Wh ? measured with { Billable = true }
            : measured.Decided(ruling.BilledWh, metered.StoppedAt) with { Billable = true };
        return new(metered.StartedAt.Corrected, metered.StoppedAt?.Corrected ?? energy.Course.Points[^1].At.Corrected, energy, counts);
    }
}
