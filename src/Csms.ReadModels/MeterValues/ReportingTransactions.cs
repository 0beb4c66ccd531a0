using Csms.Domain;
using Npgsql;
using static Csms.Domain.Transactions.TransactionEvent;

namespace Csms.ReadModels.MeterValues;

/// <summary>Which transaction of which charge point a stream is: its meter values do not say. Known from its start, which is the stream's
/// first event.</summary>
internal sealed class ReportingTransactions
{
    private const int Limit = 200_000;

    private readonly Dictionary<string, Started> known = [];

    public Started? this[FeedEvent recorded] => known.GetValueOrDefault(recorded.StreamId);

    /// <summary>Makes sure that every transaction of the page is known; reads the starts that are not.</summary>
    public async Task FindAsync(NpgsqlConnection connection, IReadOnlyList<FeedEvent> page, CancellationToken cancellationToken)
    {
        if (known.Count > Limit) known.Clear();
        var missing = new HashSet<string>();
        foreach (var recorded in page)
        {
            if (recorded.Event is Started start) known[recorded.StreamId] = start;
            else if (recorded.Event is MeterValuesReported or Stopped or StopRepeatedDifferently && !known.ContainsKey(recorded.StreamId))
                missing.Add(recorded.StreamId);
        }
        if (missing.Count == 0) return;
        await using var command = new NpgsqlCommand(
            "SELECT stream_id, type, data::text FROM events.mt_events WHERE stream_id = ANY($1::varchar[]) AND version = 1", connection);
        command.Parameters.Add(new() { Value = missing.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            if (StoredEvents.Read(reader.GetString(1), reader.GetFieldValue<byte[]>(2)) is Started start)
                known[reader.GetString(0)] = start;
    }

    /// <summary>Stopped transactions seldom report again; the few that do are read again.</summary>
    public void Forget(IReadOnlyList<FeedEvent> page)
    {
        foreach (var recorded in page)
            if (recorded.Event is Stopped) known.Remove(recorded.StreamId);
    }
}
