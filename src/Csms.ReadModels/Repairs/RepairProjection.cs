using Csms.Domain;
using Csms.Domain.Calls;
using Csms.Domain.ChargePoints;
using Csms.Domain.Transactions;
using Npgsql;

namespace Csms.ReadModels.Repairs;

/// <summary>Counts repaired messages by what the metadata of their events says. A page that comes again counts nothing twice: what lies behind a row's last
/// event is in it.</summary>
internal sealed class RepairProjection : Projection
{
    private const string Actor = "charge-point:";

    public static ReadModel ReadModel { get; } = new("repairs", 1, ["repairs"], [.. CausedByMessages()], _ => new RepairProjection());

    public override async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<FeedEvent> page, CancellationToken cancellationToken)
    {
        var rows = page.SelectMany(RowsOf).GroupBy(row => (row.ChargePointId, row.Day, row.Rule)).Select(Sum).ToArray();
        if (rows.Length == 0) return;
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO repairs AS r (charge_point_id, day, rule, events, first_at, last_at, last_sequence)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (charge_point_id, day, rule) DO UPDATE
            SET events = r.events + excluded.events, last_at = excluded.last_at, last_sequence = excluded.last_sequence
            WHERE r.last_sequence < excluded.last_sequence
            """,
            connection);
        command.Parameters.Add(new() { Value = Array.ConvertAll(rows, row => row.ChargePointId) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(rows, row => row.Day) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(rows, row => row.Rule) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(rows, row => row.Events) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(rows, row => row.FirstAt) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(rows, row => row.LastAt) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(rows, row => row.LastSequence) });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Whatever a charge point's frame can become. Not what only follows from such an event: one message shall count once.</summary>
    private static IEnumerable<Type> CausedByMessages() => StoredEvents.All.Select(e => e.ClrType).Where(type =>
        type.IsSubclassOf(typeof(ChargePointEvent))
        || (type.IsSubclassOf(typeof(TransactionEvent)) && type != typeof(TransactionEvent.Superseded))
        || type == typeof(CallEvent.Answered));

    private static IEnumerable<RepairRow> RowsOf(FeedEvent recorded)
    {
        if (recorded.Metadata is not { Repairs.Count: > 0 } metadata || !metadata.Actor.StartsWith(Actor, StringComparison.Ordinal))
            return [];
        var (chargePointId, at) = (metadata.Actor[Actor.Length..], recorded.RecordedAt);
        return metadata.Repairs.Distinct().Select(rule => new RepairRow(chargePointId, DateOnly.FromDateTime(at.UtcDateTime), rule, 1, at, at, recorded.Sequence));
    }

    private static RepairRow Sum(IEnumerable<RepairRow> rows) => rows.Aggregate((sum, row) =>
        sum with { Events = sum.Events + row.Events, LastAt = row.LastAt, LastSequence = row.LastSequence });
}
