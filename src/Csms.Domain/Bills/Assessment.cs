using Csms.Domain.Energy;
using Csms.Domain.Pricing;
using Csms.Domain.Sessions;

namespace Csms.Domain.Bills;

/// <summary>What a session costs by what is known of it: the same for a running cost, a bill, a simulation and an audit.</summary>
/// <param name="Session">The price; of a session that runs, up to the last reading.</param>
/// <param name="Wh">Energy that it is of.</param>
/// <param name="Flags">What was noticed.</param>
/// <param name="Holding">Those of the flags that keep it from being billed.</param>
/// <param name="IsOver">The transaction ended.</param>
/// <param name="AwaitsDeparture">Parking costs something, and the vehicle is still there for all that is known.</param>
public sealed record Assessment(
    PricedSession Session, long Wh, IReadOnlyList<string> Flags, IReadOnlyList<string> Holding, bool IsOver, bool AwaitsDeparture)
{
    // A connector that does not come back within a day has broken, or lost its word.
    private static readonly TimeSpan LongestDeparture = TimeSpan.FromHours(24);

    /// <summary>Nothing happened that could be billed.</summary>
    public bool IsNothing => Session.Periods.Count == 0;

    /// <summary>Assesses a session.</summary>
    /// <param name="terms">Frozen at its start.</param>
    /// <param name="facts">What is known.</param>
    /// <param name="now">For how long a departure has been waited for.</param>
    /// <param name="billedWh">An operator decided that it was this energy; null: as measured.</param>
    public static Assessment Of(BillTerms terms, SessionFacts facts, DateTimeOffset now, long? billedWh = null)
    {
        var reading = SessionReading.Of(facts, terms);
        var energy = ResolvedEnergy.Of(reading.Metered);
        if (billedWh is { } decided && decided != energy.Wh) energy = energy.Decided(decided, reading.Metered.StoppedAt);
        var (leftAt, isAwaited) = reading.Departure();
        var isLost = isAwaited && now - facts.Stop!.ReceivedAt >= LongestDeparture;
        var timeline = Timeline.Of(new(reading.Metered, energy, reading.Statuses, leftAt), terms.Idle);
        var start = reading.Metered.StartedAt.Corrected;
        var reserved = terms.ReservedFrom is { } from && from < start ? timeline.AfterReservation(from, start) : timeline;
        var session = PricingEngine.Price(terms.Tariff.Tariff!, reserved, terms.Rounding, TimeZoneInfo.FindSystemTimeZoneById(terms.TimeZone));
        string[] holding =
        [
            .. energy.Flags.Where(EnergyFlags.Holds).Select(BillFlags.NameOf),
            .. session.Flags.Select(BillFlags.NameOf),
            .. energy.Wh > 0 && session.Periods.Count == 0 ? [BillFlags.NoDuration] : Array.Empty<string>(),
        ];
        string[] noticed =
        [
            .. energy.Flags.Select(BillFlags.NameOf),
            .. timeline.IsTimeCorrected ? [BillFlags.TimeCorrected] : Array.Empty<string>(),
            .. isLost ? [BillFlags.DepartureUnknown] : Array.Empty<string>(),
        ];
        return new(session, energy.Wh, [.. noticed.Union(holding)], holding, facts.IsOver, isAwaited && !isLost);
    }
}
