using Csms.EventStore;

namespace Csms.Host.Reactions;

/// <summary>A rule that deals with what is due at the same time in one go: it reads for all of it at once, and stores what follows in few commits.</summary>
internal interface IReactionToMany : IReaction
{
    /// <summary>Deals with several events, in order. When it fails, each of them is given by itself.</summary>
    Task ReactAsync(IReadOnlyList<RecordedEvent> due, CancellationToken cancellationToken);
}
