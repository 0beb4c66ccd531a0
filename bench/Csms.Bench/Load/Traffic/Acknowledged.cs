using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;

namespace Csms.Bench.Load.Traffic;

/// <summary>What the server acknowledged of one transaction.</summary>
internal sealed class AcknowledgedSession(int transactionId)
{
    public int TransactionId => transactionId;

    public int MeterValues { get; set; }

    /// <summary>Sent, and never answered: may be stored or not.</summary>
    public int InDoubt { get; set; }

    public DateTime First { get; set; }

    public DateTime Last { get; set; }

    public bool Stopped { get; set; }

    public bool StopInDoubt { get; set; }
}

/// <summary>What was acknowledged, to be compared with what is stored: each start, stop and meter value there exactly once.</summary>
internal sealed class Acknowledged
{
    private readonly ConcurrentBag<AcknowledgedSession> sessions = [];

    public void Add(AcknowledgedSession session) => sessions.Add(session);

    public string Summary => string.Create(
        CultureInfo.InvariantCulture, $"{sessions.Count:N0} starts, {sessions.Sum(s => (long)s.MeterValues):N0} meter values, {sessions.Count(s => s.Stopped):N0} stops");

    /// <summary>What does not agree with the events; empty when nothing was lost and nothing doubled.</summary>
    public async Task<IReadOnlyList<string>> CompareAsync(NpgsqlDataSource store, CancellationToken cancellationToken)
    {
        var stored = await ReadAsync(store, cancellationToken);
        var faults = new List<string>();
        foreach (var same in sessions.GroupBy(s => s.TransactionId))
        {
            if (same.Count() > 1)
                faults.Add($"transaction {same.Key} was given to {same.Count()} starts");
            var session = same.First();
            if (!stored.TryGetValue(session.TransactionId, out var there))
                faults.Add($"transaction {session.TransactionId} is not stored");
            else if (FaultOf(session, there) is { } fault)
                faults.Add($"transaction {session.TransactionId}: {fault}");
        }

        return faults;
    }

    private static string? FaultOf(AcknowledgedSession session, Stored there)
    {
        if (there.Starts != 1)
            return $"{there.Starts} starts";
        if (there.Stops > 1 || (there.Stops == 0 && session.Stopped) || (there.Stops == 1 && !session.Stopped && !session.StopInDoubt))
            return $"{there.Stops} stops, acknowledged: {session.Stopped}";
        if (there.MeterValues != there.Distinct || there.MeterValues < session.MeterValues || there.MeterValues > session.MeterValues + session.InDoubt)
            return $"{there.MeterValues} meter values of {there.Distinct} times, acknowledged: {session.MeterValues}";
        // As many as were acknowledged, each of another time, from the first to the last: they are the same ones.
        var differs = session is { InDoubt: 0, MeterValues: > 0 } && (there.First != session.First || there.Last != session.Last);
        return differs ? $"meter values from {there.First:O} to {there.Last:O}, acknowledged: {session.First:O} to {session.Last:O}" : null;
    }

    private static async Task<Dictionary<int, Stored>> ReadAsync(NpgsqlDataSource store, CancellationToken cancellationToken)
    {
        await using var command = store.CreateCommand(
            """
            SELECT number, starts, stops, readings, distinct_readings, coalesce(first_reading, '-infinity'), coalesce(last_reading, '-infinity')
              FROM (SELECT max((data ->> 'transactionId')::int) FILTER (WHERE type = 'transaction_started') AS number,
                           count(*) FILTER (WHERE type = 'transaction_started') AS starts,
                           count(*) FILTER (WHERE type = 'transaction_stopped') AS stops,
                           count(*) FILTER (WHERE type = 'transaction_meter_values_reported') AS readings,
                           count(DISTINCT data #>> '{readings,0,timestamp}') FILTER (WHERE type = 'transaction_meter_values_reported') AS distinct_readings,
                           min((data #>> '{readings,0,timestamp}')::timestamptz) FILTER (WHERE type = 'transaction_meter_values_reported') AS first_reading,
                           max((data #>> '{readings,0,timestamp}')::timestamptz) FILTER (WHERE type = 'transaction_meter_values_reported') AS last_reading
                      FROM events.mt_events WHERE stream_id LIKE 'transaction-%' GROUP BY stream_id) AS transactions
             WHERE number IS NOT NULL
            """);
        command.CommandTimeout = 0;
        var stored = new Dictionary<int, Stored>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var number = reader.GetInt32(0);
            var row = new Stored(reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetDateTime(5), reader.GetDateTime(6));
            // The same number in two streams would be two starts.
            stored[number] = stored.TryGetValue(number, out var other) ? row with { Starts = row.Starts + other.Starts } : row;
        }

        return stored;
    }

    private readonly record struct Stored(long Starts, long Stops, long MeterValues, long Distinct, DateTime First, DateTime Last);
}
