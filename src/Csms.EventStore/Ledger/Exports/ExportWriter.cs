using Npgsql;
using NpgsqlTypes;

namespace Csms.EventStore.Ledger.Exports;

/// <summary>
/// Writes events with what proves them. The file goes through the whole tree from left to right: events it shows, and for those it does not show the hashes of the
/// largest subtrees they make up. Both together give the root that the checkpoint signs, and need no more memory than one event, however many there are.
/// </summary>
public sealed class ExportWriter(NpgsqlDataSource dataSource)
{
    private const int FlushAt = 1 << 16;

    /// <summary>Writes what is sealed now.</summary>
    /// <param name="output">Gets UTF-8, a JSON object per line.</param>
    /// <param name="scope">What is shown.</param>
    /// <param name="progress">Told the last sequence that was dealt with, and the last that there is.</param>
    /// <param name="cancellationToken">Leaves a file that verification calls incomplete.</param>
    /// <returns>How many events are shown.</returns>
    /// <exception cref="InvalidOperationException">Nothing is sealed yet.</exception>
    public async Task<long> WriteAsync(Stream output, ExportScope scope, IProgress<(long Done, long Total)>? progress, CancellationToken cancellationToken)
    {
        await using var treeConnection = await dataSource.OpenConnectionAsync(cancellationToken);
        var checkpoint = scope.Checkpoint ?? await LedgerTables.ReadLatestAsync(treeConnection, cancellationToken)
            ?? throw new InvalidOperationException("Nothing is sealed yet.");
        var size = checkpoint.Size;
        var (first, last) = (Math.Max(1, scope.First ?? 1), Math.Min(scope.Last ?? size, size));
        var tree = new TreeReader(treeConnection, size);
        using var lines = new ExportLines();
        lines.WriteManifest(
            new ExportManifest(checkpoint.Origin, scope.Selection, scope.Streams is null && scope.Sequences is null, first, last, checkpoint.Note, scope.Parts),
            checkpoint.Open().Signatures.Select(signature => Convert.ToHexStringLower(signature.KeyId)));

        await using var eventConnection = await dataSource.OpenConnectionAsync(cancellationToken);
        // What is set for the reading ends with it.
        await using var reading = await eventConnection.BeginTransactionAsync(cancellationToken);
        await using var events = await EventTuples.OpenAsync(eventConnection, await SelectAsync(eventConnection, scope, first, last, cancellationToken), cancellationToken);
        var next = 1L;
        while (true)
        {
            if (!events.TryPeek(out var sequence))
            {
                if (!await events.FillAsync(cancellationToken))
                    break;
                continue;
            }
            await HideAsync(lines, tree, scope, next, sequence - 1, cancellationToken);
            next = sequence;
            var tile = await tree.TileAsync(0, (sequence - 1) / RightEdge.Width, cancellationToken);
            if (!events.TryRead(out var recorded))
            {
                if (!await events.FillAsync(cancellationToken))
                    throw new InvalidDataException($"Event {sequence} came only in part.");
                continue;
            }
            lines.WriteEvent(recorded, tile.AsSpan((int)((sequence - 1) % RightEdge.Width) * MerkleHash.Size, MerkleHash.Size));
            next = sequence + 1;
            if (lines.Length < FlushAt)
                continue;
            await lines.FlushAsync(output, cancellationToken);
            progress?.Report((sequence, last));
        }
        await HideAsync(lines, tree, scope, next, size, cancellationToken);
        lines.WriteEnd();
        await lines.FlushAsync(output, cancellationToken);
        progress?.Report((last, last));
        return lines.Events;
    }

    private static async Task HideAsync(ExportLines lines, TreeReader tree, ExportScope scope, long first, long last, CancellationToken cancellationToken)
    {
        while (first <= last)
        {
            var to = scope.OlderSizes.Where(older => older >= first && older < last).DefaultIfEmpty(last).Min();
            var hashes = new List<byte[]>();
            foreach (var node in TreeParts.Cover(new LeafRange(first - 1, to)))
                hashes.Add(await tree.NodeAsync(node, cancellationToken));
            lines.WriteHidden(first, to, hashes);
            first = to + 1;
        }
    }

    /// <summary>COPY takes no parameters: the server itself puts the streams' names into the statement, quoted.</summary>
    private static async Task<string> SelectAsync(
        NpgsqlConnection connection, ExportScope scope, long first, long last, CancellationToken cancellationToken)
    {
        await using (var session = new NpgsqlCommand("SET LOCAL enable_seqscan = off; SET LOCAL jit = off; SET LOCAL statement_timeout = 0", connection))
            await session.ExecuteNonQueryAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            $$"""
            SELECT format('SELECT {{EventTuple.Columns}} FROM events.mt_events WHERE seq_id >= %s AND seq_id <= %s', $1, $2)
                || CASE WHEN $3 IS NULL THEN '' ELSE format(' AND stream_id = ANY (%L::varchar[])', $3) END
                || CASE WHEN $4 IS NULL THEN '' ELSE format(' AND seq_id = ANY (%L::bigint[])', $4) END || ' ORDER BY seq_id'
            """,
            connection);
        command.Parameters.AddWithValue(first);
        command.Parameters.AddWithValue(last);
        command.Parameters.Add(new() { Value = (object?)scope.Streams?.ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = (object?)scope.Sequences?.ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
