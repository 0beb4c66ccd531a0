using Csms.EventStore;
using Npgsql;

namespace Csms.Host.Commands;

internal sealed partial class CommandRunner
{
    /// <summary>So many events are folded in milliseconds; fewer are not worth a row.</summary>
    internal const int WorthASnapshot = 500;

    private async Task<Loaded<TState>?> ReadSnapshotAsync<TState>(SnapshotFormat<TState> format, string streamId, CancellationToken cancellationToken) =>
        await store.ReadSnapshotAsync(streamId, format.SchemaVersion, cancellationToken) is { } snapshot && format.Read(snapshot.State.Span) is { } state
            ? new Loaded<TState>(state, snapshot.Version)
            : null;

    private async Task SaveSnapshotAsync<TState>(
        SnapshotFormat<TState> format, string streamId, Loaded<TState> loaded, CancellationToken cancellationToken)
    {
        try
        {
            await store.SaveSnapshotAsync(
                new StreamSnapshot(streamId, loaded.Version, format.SchemaVersion, format.Write(loaded.State)), cancellationToken);
        }
        catch (NpgsqlException e)
        {
            LogNoSnapshot(e, streamId);
        }
    }

    /// <summary>Who stays connected is loaded once in months. When a node ends, all of its charge points are loaded by others at the same time, and none of them
    /// may have months to fold. Folded from what is stored, not from memory: texts that PostgreSQL does not take were put right on their way.</summary>
    private async Task RenewSnapshotAsync<TState, TEvent, TCommand>(
        StreamKind<TState, TEvent, TCommand> kind, string streamId, CancellationToken cancellationToken)
        where TEvent : notnull
    {
        try
        {
            await LoadAsync(kind, streamId, cancellationToken);
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException or ObjectDisposedException)
        {
            // The events are stored, and whoever stored them has to hear that.
            LogNoSnapshot(e, streamId);
        }
    }

    private void LogNoSnapshot(Exception why, string streamId)
    {
        if (logger is not null)
            Log.NoSnapshot(logger, why, streamId);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "No snapshot of {Stream} was kept; more of it is folded next time")]
        public static partial void NoSnapshot(ILogger logger, Exception why, string stream);
    }
}
