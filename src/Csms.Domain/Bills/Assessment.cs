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
    /// <summary>A connector that does not come back within a day has broken, or lost its word.</summary>
    public static TimeSpan LongestDeparture { get; } = TimeSpan.FromHours(24);

    /// <summary>Nothing happened that could be billed.</summary>
    public bool IsNothing => Session.Periods.Count == 0;

    /// <summary>Assesses a session.</summary>
    /// <param name="terms">Frozen at its start.</param>
    /// <param name="facts">What is known.</param>
    /// <param name="now">For how long a departure has been waited for.</param>
    /// <param name="billedWh">An operator decided that it was this energy; null: as measured.</param>
    /// <param name="stoppedAt">An operator decided that it ended then; null: as measured.</param>
    public static Assessment Of(BillTerms terms, SessionFacts facts, DateTimeOffset now, long? billedWh = null, DateTimeOffset? stoppedAt = null)
    {
        var reading = SessionReading.Of(facts, terms);
        var metered = stoppedAt is { } end ? reading.Metered with { StoppedAt = ReportedTime.Of(end) } : reading.Metered;
        var energy = ResolvedEnergy.Of(metered);
        if (billedWh is { } decided && decided != energy.Wh) energy = energy.Decided(decided, metered.StoppedAt);
        var (leftAt, isAwaited) = reading.Departure();
        var isLost = isAwaited && now - facts.Stop!.ReceivedAt >= LongestDeparture;
        var timeline = Timeline.Of(new(metered, energy, reading.Statuses, leftAt), terms.Idle);
        var start = metered.StartedAt.Corrected;
        var reserved = terms.ReservedFrom is { } from && from < start ? timeline.AfterReservation(from, start) : timeline;
        var session = PricingEngine.Price(terms.Tariff.Tariff!, reserved, terms.Rounding, TimeZoneInfo.FindSystemTimeZoneById(terms.TimeZone));
        string[] holding =
        [
            .. energy.Flags.Where(flag => Holds(flag, facts)).Select(BillFlags.NameOf),
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

    /// <summary>The energy if it was kWh that was labelled Wh (quirk Q11): in the samples alone, or in the registers of start and stop as well. Null when
    /// neither makes sense.</summary>
    public static long? InKilowattHours(BillTerms terms, SessionFacts facts)
    {
        var samples = SessionReading.Of(facts, terms).Metered with { SampleScale = 1000 };
        var all = samples with { MeterStart = samples.MeterStart * 1000, MeterStop = samples.MeterStop * 1000 };
        return new[] { samples, all }.Select(ResolvedEnergy.Of).FirstOrDefault(energy => energy.Flags.All(flag => !Holds(flag, facts)))?.Wh;
    }

    /// <summary>Whether it keeps the session from being billed: a stop that is missing does not where the policy bills such ones.</summary>
    internal static bool Holds(EnergyFlag flag, SessionFacts facts) =>
        EnergyFlags.Holds(flag) && !(flag is EnergyFlag.StopMissing && facts is { Stop: null, Closing.Billed: true });
}
