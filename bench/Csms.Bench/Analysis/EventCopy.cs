using System.Globalization;
using System.Text;
using Csms.Domain;
using Npgsql;
using NpgsqlTypes;

namespace Csms.Bench.Analysis;

/// <summary>Brings a past into an empty event store: as the append function would have recorded it, but with the times it is made of, which that function takes
/// from the clock. Foreign keys and triggers rest meanwhile, so the connection is a superuser's.</summary>
internal sealed class EventCopy(NpgsqlConnection connection)
{
    private readonly Dictionary<string, long> versions = [];

    public long Head { get; private set; }

    /// <summary>Records events in this order.</summary>
    /// <returns>The place in the feed of the first.</returns>
    public async Task<long> AppendAsync(IReadOnlyCollection<(DateTimeOffset At, string Stream, object Event)> events, CancellationToken cancellationToken)
    {
        var first = Head + 1;
        await ExecuteAsync("SET session_replication_role = replica", cancellationToken);
        await using var copy = await connection.BeginBinaryImportAsync(
            "COPY events.mt_events (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type, correlation_id, causation_id, headers) FROM STDIN (FORMAT BINARY)",
            cancellationToken);
        foreach (var (at, stream, recorded) in events)
        {
            var stored = StoredEvents.Write(recorded);
            var version = versions[stream] = versions.GetValueOrDefault(stream) + 1;
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(++Head, cancellationToken);
            await copy.WriteAsync(Guid.CreateVersion7(at), cancellationToken);
            await copy.WriteAsync(stream, NpgsqlDbType.Varchar, cancellationToken);
            await copy.WriteAsync(version, cancellationToken);
            await copy.WriteAsync(Encoding.UTF8.GetString(stored.Data), NpgsqlDbType.Jsonb, cancellationToken);
            await copy.WriteAsync(stored.Type, NpgsqlDbType.Varchar, cancellationToken);
            await copy.WriteAsync(at.UtcDateTime, NpgsqlDbType.TimestampTz, cancellationToken);
            await copy.WriteAsync(stored.DotNetType, NpgsqlDbType.Varchar, cancellationToken);
            var frame = string.Create(CultureInfo.InvariantCulture, $"frame-{at.Ticks}");
            await copy.WriteAsync(frame, NpgsqlDbType.Varchar, cancellationToken);
            await copy.WriteAsync(frame, NpgsqlDbType.Varchar, cancellationToken);
            await copy.WriteAsync($$"""{"actor": "charge-point", "receivedAt": "{{at:O}}"}""", NpgsqlDbType.Jsonb, cancellationToken);
        }
        await copy.CompleteAsync(cancellationToken);
        return first;
    }

    /// <summary>Makes the streams, and lets the store go on after the last event.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        await ExecuteAsync(
            """
            INSERT INTO events.mt_streams (id, type, version, timestamp, created)
            SELECT stream_id, regexp_replace(stream_id, '-[^-]*([0-9a-f]{8}-.*)?$', ''), max(version), max(timestamp), min(timestamp) FROM events.mt_events GROUP BY stream_id;
            UPDATE events.csms_sequence SET last_sequence = (SELECT max(seq_id) FROM events.mt_events), recorded_at = now();
            SELECT setval('events.mt_events_sequence', (SELECT max(seq_id) FROM events.mt_events));
            SET session_replication_role = DEFAULT;
            """,
            cancellationToken);
        await ExecuteAsync("VACUUM ANALYZE events.mt_events", cancellationToken);
        await ExecuteAsync("VACUUM ANALYZE events.mt_streams", cancellationToken);
        await ExecuteAsync("CHECKPOINT", cancellationToken);
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // Statements of this file.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
