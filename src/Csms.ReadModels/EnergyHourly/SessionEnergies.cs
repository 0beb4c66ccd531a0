using Csms.Domain;
using Csms.Domain.Bills;
using Csms.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Csms.ReadModels.EnergyHourly;

/// <summary>Resolves the energy of sessions from the streams of their transactions and bills. What is late, corrected or decided changes all hours of a
/// session, so each time all of it is read again; it ends once as a rule.</summary>
internal static class SessionEnergies
{
    private const int Together = 200;
    private const string TransactionPrefix = "transaction-";

    /// <param name="upTo">Not beyond this place in the feed: rows must not know what their checkpoint does not cover.</param>
    public static async Task<List<SessionEnergyRow>> ReadAsync(NpgsqlConnection connection, IEnumerable<Guid> sessions, long upTo, CancellationToken cancellationToken)
    {
        var rows = new List<SessionEnergyRow>();
        foreach (var some in sessions.Chunk(Together))
        {
            var events = some.ToDictionary(session => session, session => new SessionEvents(session));
            await ReadEventsAsync(connection, events, upTo, cancellationToken);
            rows.AddRange(events.Values.Select(session => session.Resolve()).OfType<SessionEnergyRow>());
        }
        return rows;
    }

    public static Guid? SessionOf(string streamId) => Guid.TryParse(streamId.AsSpan(streamId.IndexOf('-', StringComparison.Ordinal) + 1), out var id) ? id : null;

    private static async Task ReadEventsAsync(
        NpgsqlConnection connection, Dictionary<Guid, SessionEvents> sessions, long upTo, CancellationToken cancellationToken)
    {
        // CDRs are large and say nothing new.
        await using var command = new NpgsqlCommand(
            $"""
            SELECT {EventRows.Columns} FROM events.mt_events
            WHERE stream_id = ANY ($1) AND seq_id <= $2 AND (stream_id LIKE '{TransactionPrefix}%' OR type IN ('bill_opened', 'bill_ruled'))
            ORDER BY seq_id
            """,
            connection);
        var streams = sessions.Keys.SelectMany(session => (string[])[$"{TransactionPrefix}{session:D}", Bill.StreamId(session)]).ToArray();
        command.Parameters.Add(new() { Value = streams, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        command.Parameters.AddWithValue(upTo);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var recorded = EventRows.Read(reader);
            if (StoredEvents.Read(recorded.Type, recorded.Data.Span) is { } decoded)
                sessions[SessionOf(recorded.StreamId)!.Value].Add(recorded.Sequence, recorded.Metadata.ReceivedAt, decoded);
        }
    }
}
