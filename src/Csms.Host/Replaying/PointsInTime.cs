using System.Runtime.CompilerServices;
using Csms.Domain;
using Csms.Domain.ChargePoints;
using Csms.Domain.Transactions;
using Csms.EventStore;
using Csms.Host.Api.Events;
using Csms.Host.Api.Requests;

namespace Csms.Host.Replaying;

/// <summary>Which past is asked for; neither is the present.</summary>
/// <param name="Known">What had been recorded by then, whenever it happened.</param>
/// <param name="At">What had happened by then, whenever it was recorded.</param>
internal readonly record struct PointInTime(AsOf? Known = null, DateTimeOffset? At = null)
{
    public bool IsPast => Known is not null || At is not null;

    /// <summary>Both at once are two questions; there is no one answer that both askers would expect.</summary>
    public static string? Objection(AsOfPoint? asOf, Instant? at) => asOf is not null && at is not null ? "asks another question than asOf: give one of them" : null;

    public static PointInTime Of(AsOfPoint? asOf, Instant? at) => new(asOf?.Value, at?.Value);
}

/// <summary>The events of a stream that count at a point in time, in the order in which they fold.</summary>
internal sealed class PointsInTime(PostgresEventStore store)
{
    /// <summary>As they arrive, since a charge point's stream may be longer than anybody should hold at once.</summary>
    public IAsyncEnumerable<RecordedEvent> ReadAsync(string streamId, PointInTime point, CancellationToken cancellationToken)
    {
        var events = store.ReadStreamAsync(streamId, cancellationToken, asOf: point.Known);
        return point.At is { } at ? Happened(streamId, events, at, cancellationToken) : events;
    }

    /// <summary>By the charge point's clock where the message carries one.</summary>
    public static DateTimeOffset TimeOf(RecordedEvent recorded) => recorded.Metadata.DeviceTime ?? recorded.Metadata.ReceivedAt;

    private static IAsyncEnumerable<RecordedEvent> Happened(
        string streamId, IAsyncEnumerable<RecordedEvent> events, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (streamId.StartsWith(Transaction.StreamType + "-", StringComparison.Ordinal))
            return HappenedInTransactionAsync(events, at, cancellationToken);
        // Two clocks write a charge point's stream; its fold tells by itself which report is late.
        return streamId.StartsWith(ChargePoint.StreamType + "-", StringComparison.Ordinal)
            ? events.Where(recorded => TimeOf(recorded) <= at)
            : events.TakeWhile(recorded => TimeOf(recorded) <= at);
    }

    /// <summary>In order of time; an event that contradicts those before it in that order (a repeated stop dated before the first one) is left out.</summary>
    private static async IAsyncEnumerable<RecordedEvent> HappenedInTransactionAsync(
        IAsyncEnumerable<RecordedEvent> events, DateTimeOffset at, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var state = Transaction.Initial;
        // Nothing of a transaction happens before its start, whatever a clock says.
        var inOrder = events.Where(e => TimeOf(e) <= at).OrderBy(e => e.Version == 1 ? DateTimeOffset.MinValue : TimeOf(e));
        await foreach (var recorded in inOrder.WithCancellation(cancellationToken))
        {
            if (StoredEvents.Read(recorded.Type, recorded.Data.Span) is not TransactionEvent e || !state.Admits(e))
                continue;
            state = state.Evolve(e);
            yield return recorded;
        }
    }
}
