using Npgsql;

namespace Csms.EventStore.Ledger;

/// <summary>That an event is in the tree of a size.</summary>
/// <param name="Leaf">Its place in the tree: sequence less one.</param>
/// <param name="LeafHash">What was sealed for it.</param>
/// <param name="Hashes">From the bottom to the top.</param>
public sealed record InclusionProof(long Leaf, long Size, byte[] LeafHash, IReadOnlyList<byte[]> Hashes);

/// <summary>What was sealed: checkpoints, tiles and proofs. Reads only.</summary>
public sealed class EventLedger(NpgsqlDataSource dataSource)
{
    /// <summary>The newest checkpoint; null before anything was sealed.</summary>
    public async Task<SealedCheckpoint?> ReadLatestAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await LedgerTables.ReadLatestAsync(connection, cancellationToken);
    }

    /// <summary>The checkpoint of exactly this size; null when there is none.</summary>
    public async Task<SealedCheckpoint?> ReadCheckpointAsync(long size, CancellationToken cancellationToken) =>
        (await ReadCheckpointsAsync("WHERE size = $1", [size], cancellationToken)).FirstOrDefault();

    /// <summary>Checkpoints larger than a size, in order.</summary>
    public Task<List<SealedCheckpoint>> ReadCheckpointsAsync(long afterSize, int limit, CancellationToken cancellationToken) =>
        ReadCheckpointsAsync("WHERE size > $1 ORDER BY size LIMIT $2", [afterSize, limit], cancellationToken);

    /// <summary>A tile's hashes, as many of them as asked for; null when the tree has not come so far.</summary>
    /// <param name="level">From 0, the leaves'.</param>
    /// <param name="place">From 0.</param>
    /// <param name="width">1 to 256.</param>
    public async Task<byte[]?> ReadTileAsync(int level, long place, int width, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var latest = await LedgerTables.ReadLatestAsync(connection, cancellationToken);
        var hashes = latest is null || level >= RightEdge.LevelHeight ? 0 : latest.Size >> (RightEdge.LevelHeight * level);
        if (place > hashes / RightEdge.Width || (place * RightEdge.Width) + width > hashes)
            return null;
        var tile = await new TreeReader(connection, latest!.Size).TileAsync(level, place, cancellationToken);
        return tile[..(width * MerkleHash.Size)];
    }

    /// <summary>Proves that an event is in the tree of a size that has been reached.</summary>
    public async Task<InclusionProof> ProveInclusionAsync(long sequence, long size, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var tree = new TreeReader(connection, size);
        var leaf = sequence - 1;
        return new InclusionProof(
            leaf,
            size,
            await tree.NodeAsync(new TreeNode(0, leaf), cancellationToken),
            await tree.RootsAsync(TreeParts.OfInclusion(leaf, size), cancellationToken));
    }

    /// <summary>Proves that the tree of a size has grown from that of a smaller one; both have been reached.</summary>
    public async Task<IReadOnlyList<byte[]>> ProveConsistencyAsync(long smaller, long size, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await new TreeReader(connection, size).RootsAsync(TreeParts.OfConsistency(smaller, size), cancellationToken);
    }

    /// <summary>The first event that was recorded at a time or later; null when there is none. Recorded times never decrease along the feed.</summary>
    public async Task<long?> FindFirstAsync(DateTimeOffset recordedAt, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var bounds = new NpgsqlCommand("SELECT coalesce(max(seq_id), 0) FROM events.mt_events", connection);
        var (before, after) = (0L, (long)(await bounds.ExecuteScalarAsync(cancellationToken))! + 1);
        var head = after - 1;
        // There is no index on the time, and need not be: it is in the order of the key.
        await using var probe = new NpgsqlCommand("SELECT timestamp >= $2 FROM events.mt_events WHERE seq_id >= $1 ORDER BY seq_id LIMIT 1", connection);
        probe.Parameters.Add(new NpgsqlParameter<long>());
        probe.Parameters.Add(new NpgsqlParameter { Value = recordedAt.ToUniversalTime() });
        while (after - before > 1)
        {
            var middle = before + ((after - before) / 2);
            probe.Parameters[0].Value = middle;
            if (await probe.ExecuteScalarAsync(cancellationToken) is true)
                after = middle;
            else
                before = middle;
        }
        return after <= head ? after : null;
    }

    /// <summary>The sequence of an event by its id; null when none was recorded around the time that the id carries (UUID version 7). An index on ids would cost every
    /// append for the sake of a rare question.</summary>
    public async Task<long?> FindAsync(Guid eventId, CancellationToken cancellationToken)
    {
        if (eventId.Version != 7)
            return null;
        var made = DateTimeOffset.FromUnixTimeMilliseconds((long)(new System.Numerics.BigInteger(eventId.ToByteArray(bigEndian: true), isUnsigned: true, isBigEndian: true) >> 80));
        var from = await FindFirstAsync(made - ClockDifference, cancellationToken);
        var to = await FindFirstAsync(made + ClockDifference, cancellationToken);
        if (from is null)
            return null;
        await using var command = dataSource.CreateCommand("SELECT seq_id FROM events.mt_events WHERE id = $1 AND seq_id >= $2 AND seq_id < $3");
        command.Parameters.AddWithValue(eventId);
        command.Parameters.AddWithValue(from.Value);
        command.Parameters.AddWithValue(to ?? long.MaxValue);
        return (long?)await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>The streams whose first event has this member with this value, e.g. <c>chargePointId</c>. Reads every stream's first event.</summary>
    public async Task<IReadOnlyList<string>> FindStreamsAsync(string member, string value, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT stream_id FROM events.mt_events WHERE version = 1 AND data ->> $1 = $2 ORDER BY seq_id");
        command.CommandTimeout = 0;
        command.Parameters.AddWithValue(member);
        command.Parameters.AddWithValue(value);
        var streams = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            streams.Add(reader.GetString(0));
        return streams;
    }

    /// <summary>Between the clock of a node, which makes ids, and that of the database.</summary>
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(5);

    private async Task<List<SealedCheckpoint>> ReadCheckpointsAsync(string which, object[] parameters, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await LedgerTables.ReadCheckpointsAsync(connection, which, parameters, cancellationToken);
    }
}
