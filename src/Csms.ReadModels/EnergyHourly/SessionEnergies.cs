using Csms.Domain;
using Csms.Domain.Bills;
using Csms.Domain.Energy;
using Csms.Domain.Transactions;
using Csms.EventStore;
using Csms.ReadModels.Rows;
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
            var events = await ReadEventsAsync(connection, some, upTo, cancellationToken);
            rows.AddRange(some.Select(session => Row(session, events[session])).OfType<SessionEnergyRow>());
        }
        return rows;
    }

    public static Guid? SessionOf(string streamId) => Guid.TryParse(streamId.AsSpan(streamId.IndexOf('-', StringComparison.Ordinal) + 1), out var id) ? id : null;

    private static SessionEnergyRow? Row(Guid session, IEnumerable<(RecordedEvent Recorded, object Event)> recorded)
    {
        var all = recorded.ToList();
        var transaction = all.Where(e => e.Event is TransactionEvent)
            .Select(e => new Reported<TransactionEvent>(e.Recorded.Sequence, e.Recorded.Metadata.ReceivedAt, (TransactionEvent)e.Event)).ToList();
        if (transaction is not [{ Event: TransactionEvent.Started start }, ..]) return null;
        var energy = SessionEnergy.Of(
            new(transaction, []),
            all.Select(e => e.Event).OfType<BillEvent.Opened>().FirstOrDefault()?.Terms,
            all.Select(e => e.Event).OfType<BillEvent.Ruled>().LastOrDefault());
        return new(
            session, start.TransactionId, start.ChargePointId, start.ConnectorId, start.TokenId, energy.StartedAt.ToStored(), energy.EndedAt.ToStored(),
            energy.Energy.Wh, energy.Energy.Billable, energy.IsRuled, energy.Flags)
        {
            Hours = HourlyEnergy.Split(energy.Energy.Course),
            LastSequence = all.Where(e => EnergyHourlyProjection.Concerns(e.Event)).Max(e => e.Recorded.Sequence),
        };
    }

    private static async Task<ILookup<Guid, (RecordedEvent Recorded, object Event)>> ReadEventsAsync(
        NpgsqlConnection connection, Guid[] sessions, long upTo, CancellationToken cancellationToken)
    {
        // CDRs are large and say nothing new.
        await using var command = new NpgsqlCommand(
            $"""
            SELECT {EventRows.Columns} FROM events.mt_events
            WHERE stream_id = ANY ($1) AND seq_id <= $2 AND (stream_id LIKE '{TransactionPrefix}%' OR type IN ('bill_opened', 'bill_ruled'))
            ORDER BY seq_id
            """,
            connection);
        var streams = sessions.SelectMany(session => (string[])[$"{TransactionPrefix}{session:D}", Bill.StreamId(session)]).ToArray();
        command.Parameters.Add(new() { Value = streams, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        command.Parameters.AddWithValue(upTo);
        var events = new List<(RecordedEvent Recorded, object Event)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var recorded = EventRows.Read(reader);
            if (StoredEvents.Read(recorded.Type, recorded.Data.Span) is { } decoded) events.Add((recorded, decoded));
        }
        return events.ToLookup(e => SessionOf(e.Recorded.StreamId)!.Value);
    }
}
