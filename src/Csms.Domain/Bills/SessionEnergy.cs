using Csms.Domain.Energy;

namespace Csms.Domain.Bills;

/// <summary>The energy of a session as its bill has it, also where there is no bill.</summary>
/// <param name="StartedAt">Corrected time.</param>
/// <param name="EndedAt">Of its stop, corrected, or what an operator decided; without either, of the last reading.</param>
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
        var energy = ResolvedEnergy.Of(metered);
        string[] doubts = [.. energy.Flags.Where(flag => Assessment.Holds(flag, facts)).Select(BillFlags.NameOf)];
        var counts = ruling?.CountsFor(facts, energy.Wh, doubts) == true;
        if (counts && ruling!.StoppedAt is { } end)
        {
            metered = metered with { StoppedAt = ReportedTime.Of(end) };
            energy = ResolvedEnergy.Of(metered) with { Flags = energy.Flags };
        }

        if (counts && ruling!.BilledWh != energy.Wh) energy = energy.Decided(ruling.BilledWh, metered.StoppedAt);
        energy = energy with { Billable = counts || doubts.Length == 0 };
        return new(metered.StartedAt.Corrected, metered.StoppedAt?.Corrected ?? energy.Course.Points[^1].At.Corrected, energy, counts);
    }
}
