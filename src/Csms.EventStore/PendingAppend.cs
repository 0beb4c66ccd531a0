using System.Diagnostics;

namespace Csms.EventStore;

/// <summary>An append on its way to the database: waiting, then either abandoned by its caller or sent, never both.</summary>
internal sealed class PendingAppend
{
    private const int Waiting = 0;
    private const int Sent = 1;
    private const int Abandoned = 2;

    private readonly TaskCompletionSource<AppendResult> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int state = Waiting;

    /// <exception cref="ArgumentException">PostgreSQL would not store this.</exception>
    public PendingAppend(StreamAppend append)
    {
        AppendChecks.Check(append);
        Append = append;
        Headers = [.. append.Events.Select(newEvent => MetadataJson.Write(newEvent.Metadata))];
        Size = append.Events.Sum(newEvent => newEvent.Data.Length + 200) + append.Contents.Sum(content => content.Content.Length);
    }

    public StreamAppend Append { get; }

    /// <summary>The metadata of each event as JSON, made by the caller's thread rather than the one committer's.</summary>
    public ReadOnlyMemory<byte>[] Headers { get; }

    /// <summary>About how many bytes it adds to a batch.</summary>
    public int Size { get; }

    /// <summary>The span it is part of, for those who follow traces.</summary>
    public ActivityContext Trace { get; } = Activity.Current?.Context ?? default;

    public Task<AppendResult> Completion => completion.Task;

    /// <summary>The committer's claim; false when the caller has gone, and then nothing is sent.</summary>
    public bool TrySend() => Interlocked.CompareExchange(ref state, Sent, Waiting) == Waiting;

    /// <summary>The caller's wish to go. Once sent, the append is stored or not whatever the caller wishes, so he waits for the truth.</summary>
    public void TryAbandon(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref state, Abandoned, Waiting) == Waiting)
            completion.TrySetCanceled(cancellationToken);
    }

    public void Complete(AppendResult result) => completion.TrySetResult(result);

    public void Fail(Exception exception) => completion.TrySetException(exception);
}
