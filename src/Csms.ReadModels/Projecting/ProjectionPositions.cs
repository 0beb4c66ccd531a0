using Csms.EventStore;
using Npgsql;

namespace Csms.ReadModels.Projecting;

/// <summary>Where a read model stands.</summary>
/// <param name="Position">Last event that is in its tables; null while it is being filled.</param>
/// <param name="Lag">Events that are recorded but not yet in its tables.</param>
public sealed record ProjectionPosition(string Name, int Version, long? Position, long Lag);

/// <summary>How far the read models have come, whichever node projects; and waiting for them.</summary>
public sealed class ProjectionPositions(NpgsqlDataSource dataSource, PostgresEventStore store, TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(15);

    private readonly Lock gate = new();
    private Task<Dictionary<string, long>>? reading;

    // A read model never goes back, so what it once contained needs no second look.
    private Dictionary<string, long> latest = [];

    /// <summary>Each read model by name.</summary>
    public async Task<IReadOnlyList<ProjectionPosition>> ReadAsync(CancellationToken cancellationToken)
    {
        // Positions first: a head that is read later is never behind them.
        var positions = await ReadCheckpointsAsync(cancellationToken);
        var head = await store.ReadHeadAsync(cancellationToken);
        return
        [
            .. Catalog.All.Select(m => positions.TryGetValue(m.CheckpointName, out var p)
                ? new ProjectionPosition(m.Name, m.Version, p, head - p)
                : new ProjectionPosition(m.Name, m.Version, null, head)),
        ];
    }

    /// <summary>The event up to which all read models are complete; -1 while one is not yet filled.</summary>
    public async Task<long> ReadCommonAsync(CancellationToken cancellationToken) => CommonOf(Catalog.All, await ReadCheckpointsAsync(cancellationToken));

    /// <summary>Waits until all read models contain the event with this sequence number; false when that takes longer.</summary>
    public Task<bool> WaitForAsync(long sequence, TimeSpan timeout, CancellationToken cancellationToken) =>
        WaitForAsync(Catalog.All, sequence, timeout, cancellationToken);

    /// <summary>Waits until these read models contain the event with this sequence number, whatever the others do; false when that takes longer.</summary>
    public async Task<bool> WaitForAsync(IReadOnlyCollection<ReadModel> models, long sequence, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (CommonOf(models, Volatile.Read(ref latest)) >= sequence) return true;
        var began = time.GetTimestamp();
        while (true)
        {
            if (CommonOf(models, await ReadSharedAsync().WaitAsync(cancellationToken)) >= sequence) return true;
            if (time.GetElapsedTime(began) >= timeout) return false;
            await Task.Delay(Poll, time, cancellationToken);
        }
    }

    private static long CommonOf(IReadOnlyCollection<ReadModel> models, Dictionary<string, long> positions) =>
        models.Min(m => positions.GetValueOrDefault(m.CheckpointName, -1));

    /// <summary>However many wait, one asks the database.</summary>
    private Task<Dictionary<string, long>> ReadSharedAsync()
    {
        lock (gate)
            return reading is { IsCompleted: false } ? reading : reading = ReadCheckpointsAsync(CancellationToken.None);
    }

    private async Task<Dictionary<string, long>> ReadCheckpointsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var positions = await Checkpoints.ReadAsync(connection, cancellationToken);
        Volatile.Write(ref latest, positions);
        return positions;
    }
}
