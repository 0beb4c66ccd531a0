using Csms.Domain.ChargePoints;
using Csms.Domain.Energy;
using Csms.Domain.Sessions;
using Csms.Domain.Tariffs;
using Csms.Domain.Transactions;

namespace Csms.Domain.Bills;

/// <summary>Reads the events of a session as the energy resolver and the time line want them.</summary>
internal sealed class SessionReading
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    private readonly SessionFacts facts;
    private readonly BillTerms? terms;
    private readonly DeviceClock unset;
    private readonly DeviceClock ahead;

    private SessionReading(SessionFacts facts, BillTerms? terms)
    {
        (this.facts, this.terms) = (facts, terms);
        var live = facts.Transaction.SelectMany(Live).ToArray();
        unset = DeviceClock.Of(live.Where(time => Doubts.IsBeforeClocks(time.Device)));
        // One time of the future shows a clock that is ahead, and every other one of that clock is off as well.
        ahead = live.Any(time => time.Device - time.Received > Tolerance) ? DeviceClock.Of(live.Where(time => !Doubts.IsBeforeClocks(time.Device))) : DeviceClock.Right;
        var stop = facts.Stop is { Event: TransactionEvent.Stopped stopped } ? stopped : null;
        Metered = new(
            At(facts.Start.Timestamp, facts.Transaction[0].ReceivedAt),
            facts.Start.MeterStart,
            [.. Readings()],
            stop is null ? null : At(stop.Timestamp, facts.Stop!.ReceivedAt),
            stop?.MeterStop,
            terms?.MaxPower);
        Statuses = [.. facts.Statuses.Select(status => new ReportedStatus(At(status.Event.Timestamp ?? status.ReceivedAt, status.ReceivedAt), status.Event.Status))];
    }

    public MeteredTransaction Metered { get; }

    public IReadOnlyList<ReportedStatus> Statuses { get; }

    public static SessionReading Of(SessionFacts facts, BillTerms? terms) => new(facts, terms);

    /// <summary>When the vehicle left, where parking after the stop costs something: when its connector was free again. Until then the bill waits.</summary>
    public (DateTimeOffset? At, bool Awaited) Departure()
    {
        if (Metered.StoppedAt is not { } stop || facts.Stop is not { Event: TransactionEvent.Stopped { Reason: not StopReason.EVDisconnected } } || !PricesParking())
            return (null, false);
        var ordered = Statuses.OrderBy(status => status.At.Corrected).ToArray();
        if (ordered.FirstOrDefault(status => status.At.Corrected > stop.Corrected && SessionFacts.IsFree(status.Status)) is { } left) return (left.At.Corrected, false);
        // Some say that they are free a moment before they say that it stopped.
        var last = ordered.LastOrDefault(status => status.At.Corrected >= Metered.StartedAt.Corrected);
        return (null, last is not { Status: ConnectorStatus.Available });
    }

    /// <summary>When the register was read, and by which event that became known.</summary>
    public IEnumerable<(DateTimeOffset At, long Sequence)> Moments() =>
        from reported in facts.Transaction
        from device in reported.Event switch
        {
            TransactionEvent.Started start => [start.Timestamp],
            TransactionEvent.MeterValuesReported values => values.Readings.Select(reading => reading.Timestamp),
            TransactionEvent.Stopped stop when reported == facts.Stop => [.. (stop.TransactionData ?? []).Select(reading => reading.Timestamp), stop.Timestamp],
            _ => Enumerable.Empty<DateTimeOffset>(),
        }
        select (At(device, reported.ReceivedAt).Corrected, reported.Sequence);

    private bool PricesParking() => terms is not null && terms.Tariff.Tariff!.Elements.Any(
        element => element.PriceComponents.Any(component => component.Type == TariffDimensionType.ParkingTime));

    private IEnumerable<TimedReading> Readings() =>
        from reported in facts.Transaction
        from reading in reported.Event switch
        {
            TransactionEvent.MeterValuesReported values when values.AreOf(facts.Start) => values.Readings,
            TransactionEvent.Stopped { TransactionData: { } data } when reported == facts.Stop => data,
            _ => [],
        }
        select new TimedReading(At(reading.Timestamp, reported.ReceivedAt), reading.Samples);

    private static IEnumerable<(DateTimeOffset Device, DateTimeOffset Received)> Live(Reported<TransactionEvent> reported) => reported.Event switch
    {
        TransactionEvent.Started start => [(start.Timestamp, reported.ReceivedAt)],
        TransactionEvent.MeterValuesReported { Readings: [.., var last] } => [(last.Timestamp, reported.ReceivedAt)],
        TransactionEvent.Stopped stop => [(stop.Timestamp, reported.ReceivedAt)],
        _ => [],
    };

    /// <summary>Nobody tells of what is yet to happen. A time that cannot be, and is not put right by what was learnt of its clock (nor put wrong by what others
    /// said), was when it arrived: a single one of the year 9999 would make a session of seventy million hours.</summary>
    private ReportedTime At(DateTimeOffset device, DateTimeOffset receivedAt)
    {
        var at = (Doubts.IsBeforeClocks(device) ? unset : ahead).Read(device);
        return IsPossible(at.Corrected) ? at : at with { Corrected = IsPossible(device) ? device : receivedAt };

        bool IsPossible(DateTimeOffset time) => !Doubts.IsBeforeClocks(time) && time - receivedAt <= Tolerance;
    }
}
