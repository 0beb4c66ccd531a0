using Csms.Domain;
using Csms.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Csms.ReadModels.Rebuilding;

/// <summary>Reads the feed for a rebuild: the same pages as the store's, but only the columns that projections see, decoded as they arrive.
/// Metadata is half of the cost of a page, and little is folded of it: what set off the few events that no frame caused directly, repairs,
/// and when messages of transactions came.</summary>
internal sealed class History(NpgsqlDataSource dataSource, string[] types)
{
    /// <summary>The next events of these types after one and up to another; fewer than the limit when these are the last.</summary>
    public async Task<List<FeedEvent>> ReadAsync(long after, long upTo, int limit, CancellationToken cancellationToken)
    {
        var page = new NpgsqlBatchCommand(
            """
            SELECT seq_id, stream_id, type, timestamp, data, correlation_id, causation_id,
                   CASE WHEN causation_id IS DISTINCT FROM correlation_id OR headers ? 'repairs' THEN headers END,
                   CASE WHEN starts_with(stream_id, 'transaction-') THEN headers -> 'receivedAt' END
            FROM events.mt_events
            WHERE seq_id > $1 AND seq_id <= $2 AND type = ANY ($3) ORDER BY seq_id LIMIT $4
            """);
        page.Parameters.AddWithValue(after);
        page.Parameters.AddWithValue(upTo);
        page.Parameters.Add(new() { Value = types, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        page.Parameters.AddWithValue(limit);
        var events = new List<FeedEvent>(limit);
        await using var reader = await dataSource.ReadInOrderOfTheIndexAsync(page, cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            // Only types this program knows were asked for.
            var data = reader.GetFieldValue<byte[]>(4);
            var decoded = StoredEvents.Read(reader.GetString(2), data)!;
            var recordedAt = reader.GetFieldValue<DateTimeOffset>(3);
            var metadata = reader.IsDBNull(7)
                ? null
                : MetadataJson.Read(
                    reader.GetFieldValue<byte[]>(7), recordedAt, reader.IsDBNull(5) ? null : reader.GetString(5), reader.IsDBNull(6) ? null : reader.GetString(6));
            var receivedAt = reader.IsDBNull(8) ? metadata?.ReceivedAt : MetadataJson.ReadTime(reader.GetFieldValue<byte[]>(8));
            events.Add(new(reader.GetInt64(0), reader.GetString(1), recordedAt, decoded, metadata) { Data = data, ReceivedAt = receivedAt ?? recordedAt });
        }
        return events;
    }
}
