using Npgsql;
using NpgsqlTypes;

namespace Csms.EventStore.Ledger;

/// <summary>A checkpoint as it is stored.</summary>
/// <param name="Size">Events it covers.</param>
/// <param name="Note">The signed note.</param>
/// <param name="SealedAt">By the database's clock; not signed.</param>
public sealed record SealedCheckpoint(long Size, byte[] Root, string Note, DateTimeOffset SealedAt)
{
    /// <summary>The ledger's name.</summary>
    public string Origin => Note[..Math.Max(0, Note.IndexOf('\n', StringComparison.Ordinal))];

    /// <summary>Who signed what.</summary>
    /// <exception cref="LedgerDamagedException">It is not a signed note.</exception>
    public SignedNote Open() =>
        SignedNote.TryParse(Note, out var note) ? note : throw new LedgerDamagedException($"The checkpoint of size {Size} is not a signed note.");
}

/// <summary>The ledger's tables do not fit together, or do not fit the key: sealing on would cover it up.</summary>
public sealed class LedgerDamagedException(string message) : Exception(message);

/// <summary>SQL of the ledger's own tables.</summary>
internal static class LedgerTables
{
    private const string CheckpointColumns = "size, root, note, sealed_at";

    public static async Task<SealedCheckpoint?> ReadLatestAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await ReadCheckpointsAsync(connection, "ORDER BY size DESC LIMIT 1", [], cancellationToken)).FirstOrDefault();

    public static async Task<List<SealedCheckpoint>> ReadCheckpointsAsync(
        NpgsqlConnection connection, string which, IEnumerable<object> parameters, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // Conditions are constants of this assembly.
        await using var command = new NpgsqlCommand($"SELECT {CheckpointColumns} FROM events.csms_ledger_checkpoints {which}", connection);
#pragma warning restore CA2100
        foreach (var parameter in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        var checkpoints = new List<SealedCheckpoint>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            checkpoints.Add(new(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), reader.GetString(2), reader.GetFieldValue<DateTimeOffset>(3)));
        return checkpoints;
    }

    /// <summary>Null when it is not full.</summary>
    public static async Task<byte[]?> ReadFullTileAsync(NpgsqlConnection connection, int level, long place, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT hashes FROM events.csms_ledger_tiles WHERE level = $1 AND place = $2", connection);
        command.Parameters.AddWithValue((short)level);
        command.Parameters.AddWithValue(place);
        return (byte[]?)await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>The hashes of a tile that is not full in a tree of this size.</summary>
    /// <exception cref="LedgerDamagedException">They are not all there.</exception>
    public static async Task<byte[]> ReadPartialTileAsync(
        NpgsqlConnection connection, int level, long place, int width, CancellationToken cancellationToken)
    {
        var hashes = new byte[width * MerkleHash.Size];
        var first = place * RightEdge.Width;
#pragma warning disable CA2100 // Both are constants.
        await using var command = new NpgsqlCommand(
            level == 0
                ? "SELECT size - octet_length(leaves) / 32, leaves FROM events.csms_ledger_checkpoints WHERE size > $1 ORDER BY size LIMIT $2"
                : "SELECT place, root FROM events.csms_ledger_tiles WHERE level = $3 AND place >= $1 ORDER BY place LIMIT $2",
            connection);
#pragma warning restore CA2100
        command.Parameters.AddWithValue(first);
        command.Parameters.AddWithValue(width);
        if (level > 0)
            command.Parameters.AddWithValue((short)(level - 1));
        var read = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (read < hashes.Length && await reader.ReadAsync(cancellationToken))
        {
            if (reader.GetInt64(0) != first + (read / MerkleHash.Size))
                break;
            var more = reader.GetFieldValue<byte[]>(1).AsSpan();
            more = more[..Math.Min(more.Length, hashes.Length - read)];
            more.CopyTo(hashes.AsSpan(read));
            read += more.Length;
        }
        return read == hashes.Length ? hashes : throw new LedgerDamagedException($"Hashes of tile {level}/{place} are missing.");
    }

    /// <summary>The right edge of the tree at a checkpoint.</summary>
    public static async Task<RightEdge> ReadEdgeAsync(NpgsqlConnection connection, long size, CancellationToken cancellationToken)
    {
        var partial = new List<byte[]>();
        for (var level = 0; size >> (RightEdge.LevelHeight * level) > 0; level++)
        {
            var width = size >> (RightEdge.LevelHeight * level);
            partial.Add(await ReadPartialTileAsync(connection, level, width / RightEdge.Width, (int)(width % RightEdge.Width), cancellationToken));
        }
        return RightEdge.Restore(size, partial);
    }

    /// <summary>Tiles and checkpoint in one transaction. Two sealers cannot both succeed: each size is there once.</summary>
    public static async Task StoreAsync(
        NpgsqlConnection connection, IReadOnlyList<FullTile> full, Checkpoint checkpoint, string note, byte[] leaves, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (full.Count > 0)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(
                "INSERT INTO events.csms_ledger_tiles (level, place, hashes, root) SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::bytea[], $4::bytea[])")
            {
                Parameters =
                {
                    Array(full.Select(tile => (short)tile.Level), NpgsqlDbType.Smallint),
                    Array(full.Select(tile => tile.Place), NpgsqlDbType.Bigint),
                    Array(full.Select(tile => tile.Hashes), NpgsqlDbType.Bytea),
                    Array(full.Select(tile => tile.Root), NpgsqlDbType.Bytea),
                },
            });
        }
        batch.BatchCommands.Add(new NpgsqlBatchCommand("INSERT INTO events.csms_ledger_checkpoints (size, root, note, leaves) VALUES ($1, $2, $3, $4)")
        {
            Parameters =
            {
                new() { Value = checkpoint.Size }, new() { Value = checkpoint.Root }, new() { Value = note }, new() { Value = leaves },
            },
        });
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// The hashes of the events after a place, one behind the other, computed where the events are: bringing each here costs more than hashing it. OFFSET 0 keeps
    /// PostgreSQL from putting the text of a column together once for each time it is named.
    /// </summary>
    /// <returns>Up to the first event that is missing; and the first behind that, if any is missing.</returns>
    public static async Task<(byte[] Leaves, long? AfterGap)> ReadLeavesAsync(NpgsqlConnection connection, long after, int most, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT string_agg(
                       sha256('\x000000000863736d732d657631'::bytea
                              || int4send(8) || int8send(seq_id) || int4send(octet_length(stream)) || stream || int4send(8) || int8send(version)
                              || int4send(16) || uuid_send(id) || int4send(octet_length(type)) || type
                              || int4send(8) || timestamptz_send(timestamp + interval '946684800 seconds')
                              || int4send(octet_length(data)) || data
                              || coalesce(int4send(octet_length(headers)) || headers, '\xffffffff')
                              || coalesce(int4send(octet_length(correlation)) || correlation, '\xffffffff')
                              || coalesce(int4send(octet_length(causation)) || causation, '\xffffffff')),
                       ''::bytea) FILTER (WHERE seq_id = $1 + place),
                   min(seq_id) FILTER (WHERE seq_id <> $1 + place)
              FROM (SELECT seq_id, row_number() OVER (ORDER BY seq_id) AS place, version, id, timestamp,
                           convert_to(stream_id, 'UTF8') AS stream, convert_to(type, 'UTF8') AS type,
                           convert_to(data::text, 'UTF8') AS data, convert_to(headers::text, 'UTF8') AS headers,
                           convert_to(correlation_id, 'UTF8') AS correlation, convert_to(causation_id, 'UTF8') AS causation
                      FROM events.mt_events WHERE seq_id > $1 AND seq_id <= $1 + $2 ORDER BY seq_id OFFSET 0) AS event
            """,
            connection);
        command.Parameters.AddWithValue(after);
        command.Parameters.AddWithValue(most);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.IsDBNull(0) ? [] : reader.GetFieldValue<byte[]>(0), reader.IsDBNull(1) ? null : reader.GetInt64(1));
    }

    private static NpgsqlParameter Array<T>(IEnumerable<T> values, NpgsqlDbType type) => new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type };
}
