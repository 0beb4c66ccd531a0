using Csms.Domain.ChargePoints;
using Csms.Domain.Energy;
using Csms.Domain.Sessions;
using Csms.Domain.Tokens;
using Csms.Domain.Transactions;
using Csms.EventStore;

namespace Csms.Host.Evidence;

/// <summary>A transaction as the events of its bundle tell it, in the words of the energy resolver and of the time line.</summary>
/// <param name="Stop">Null while it runs, or when nobody reported its stop.</param>
/// <param name="ClosedBy">What showed that it is over where the policy closed it, and nothing was reported since.</param>
/// <param name="Energy">Computed from the events alone, so that whoever has them computes the same.</param>
internal sealed record EvidencedSession(
    string Stream,
    TransactionEvent.Started Start,
    TransactionEvent.Stopped? Stop,
    bool IsSuperseded,
    ClosingReason? ClosedBy,
    bool IsForgotten,
    MeteredTransaction Metered,
    ResolvedEnergy Energy,
    Timeline Timeline,
    IReadOnlyList<SignedContent> Signed)
{
    /// <summary>Null when the stream is not of a transaction, or its start is not among the events.</summary>
    public static EvidencedSession? Of(string stream, IReadOnlyCollection<RecordedEvent> events)
    {
        var read = events.Select(recorded => (Recorded: recorded, Event: RelatedEvents.Read(recorded))).ToArray();
        var own = read.Where(e => e.Recorded.StreamId == stream).ToArray();
        if (own is not [{ Event: TransactionEvent.Started start }, ..])
            return null;

        var stop = own.Select(e => e.Event).OfType<TransactionEvent.Stopped>().FirstOrDefault();
        // By the charge point's clock, unmended: a bundle does not guess. When each message was received stands beside it.
        var metered = new MeteredTransaction(
            ReportedTime.Of(start.Timestamp),
            start.MeterStart,
            [.. own.SelectMany(e => ReadingsOf(e.Event, start, stop)).Select(DeviceClock.Right.Read)],
            stop is null ? null : ReportedTime.Of(stop.Timestamp),
            stop?.MeterStop);
        var energy = ResolvedEnergy.Of(metered);
        ReportedStatus[] statuses =
        [
            .. from e in read
               let status = e.Event as ChargePointEvent.ConnectorStatusReported
               where status is not null && status.ConnectorId == start.ConnectorId
               select new ReportedStatus(ReportedTime.Of(status.Timestamp ?? e.Recorded.Metadata.ReceivedAt), status.Status),
        ];
        return new(
            stream,
            start,
            stop,
            own.Any(e => e.Event is TransactionEvent.Superseded),
            (own.LastOrDefault(e => e.Event is TransactionEvent.ClosedByPolicy or TransactionEvent.MeterValuesReported).Event as TransactionEvent.ClosedByPolicy)?.Reason,
            read.Any(e => e.Event is TokenEvent.Forgotten && e.Recorded.StreamId == Token.StreamId(start.TokenId)),
            metered,
            energy,
            Timeline.Of(new SessionReports(metered, energy, statuses), IdlePolicy.Default),
            SignedContent.Of(own));
    }

    // The first stop counts, and the same readings as for the bill.
    private static IEnumerable<Domain.MeterReading> ReadingsOf(object? e, TransactionEvent.Started start, TransactionEvent.Stopped? stop) => e switch
    {
        TransactionEvent.MeterValuesReported values when values.AreOf(start) => values.Readings,
        TransactionEvent.Stopped stopped when ReferenceEquals(stopped, stop) => stopped.TransactionData ?? [],
        _ => [],
    };
}

/// <summary>A value of format SignedData, which events name by the key of erasable content.</summary>
/// <param name="Events">All that name it: charge points send a record again with the stop.</param>
/// <param name="Subjects">Whose it may be, as the key was made.</param>
internal sealed record SignedContent(Guid ContentId, IReadOnlyList<long> Events, DateTimeOffset DeviceTime, string? Context, IReadOnlyList<Guid?> Subjects)
{
    /// <summary>In the order in which they were reported first.</summary>
    public static IReadOnlyList<SignedContent> Of(IEnumerable<(RecordedEvent Recorded, object? Event)> own)
    {
        var events = own.ToArray();
        Guid?[] subjects = [.. events.SelectMany(e => Tokens(e.Event)).Distinct(), null];
        return
        [
            .. from e in events
               from reading in Readings(e.Event)
               from sample in reading.Samples
               where sample.ContentId is not null
               group (e.Recorded.Sequence, reading.Timestamp, sample.Context) by sample.ContentId!.Value into content
               select new SignedContent(content.Key, [.. content.Select(c => c.Sequence).Distinct()], content.First().Timestamp, content.First().Context, subjects),
        ];
    }

    private static IEnumerable<Guid?> Tokens(object? e) => e switch
    {
        TransactionEvent.Started started => [started.TokenId],
        TransactionEvent.Stopped { TokenId: { } token } => [token],
        TransactionEvent.StopRepeatedDifferently { TokenId: { } token } => [token],
        _ => [],
    };

    private static IEnumerable<Domain.MeterReading> Readings(object? e) => e switch
    {
        TransactionEvent.MeterValuesReported values => values.Readings,
        TransactionEvent.Stopped stopped => stopped.TransactionData ?? [],
        TransactionEvent.StopRepeatedDifferently repeated => repeated.TransactionData ?? [],
        _ => [],
    };
}
