using Csms.EventStore;
using Csms.ReadModels;
using Csms.ReadModels.Projecting;

namespace Csms.Host.Reactions;

/// <summary>Lets a reaction read rows that contain the event it deals with.</summary>
internal sealed class RowsInTime(ProjectionPositions positions)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Completes when these read models contain the event with this number. One that is being filled is waited for, however long: reactions rest.</summary>
    /// <exception cref="TimeoutException">Not yet; the event will come again.</exception>
    public async Task WaitForAsync(IReadOnlyCollection<ReadModel> models, long sequence, CancellationToken cancellationToken)
    {
        if (!await positions.WaitForAsync(models, sequence, Patience, cancellationToken))
            throw new TimeoutException($"The read models {string.Join(", ", models)} do not contain event {sequence} yet.");
    }

    /// <summary>What a reaction says of the events it causes.</summary>
    public static EventMetadata Cause(IReaction reaction, RecordedEvent recorded, TimeProvider clock) => new(
        "system", clock.GetUtcNow(), CorrelationId: Commands.Cause.Of(recorded).CorrelationId, CausationId: $"reaction:{reaction.Name}:{recorded.Sequence}");
}
