using Csms.EventStore.Ledger;

namespace Csms.Host.Ledger.Anchors;

/// <summary>A place that the database's owner does not control. It may get a checkpoint more than once.</summary>
internal interface IAnchor
{
    /// <summary>For ever: what was taken there is remembered by it.</summary>
    string Name { get; }

    /// <summary>Where it is, for people.</summary>
    string Place { get; }

    /// <summary>Every so many checkpoints.</summary>
    int Every { get; }

    Task TakeAsync(SealedCheckpoint checkpoint, CancellationToken cancellationToken);
}
