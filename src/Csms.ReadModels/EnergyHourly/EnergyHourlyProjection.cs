using Csms.Domain.Bills;
using Csms.Domain.Transactions;
using Npgsql;
using NpgsqlTypes;

namespace Csms.ReadModels.EnergyHourly;

/// <summary>The energy of sessions that ended, and its hours. Whatever comes after the end (late values, the terms of the bill, a ruling) resolves it anew.</summary>
internal sealed class EnergyHourlyProjection(FoldMode mode) : Projection
{
    private const int AtOnce = 1_000;

    // While loading nobody reads the rows: each session is resolved once, when all of it is known, and not again for its bill.
    private readonly HashSet<Guid> loading = [];
    private long loaded;

    public static ReadModel ReadModel { get; } = new(
        "energy_hourly",
        2,
        ["energy_hourly", "session_energy"],
        [
            typeof(TransactionEvent.Stopped), typeof(TransactionEvent.Superseded), typeof(TransactionEvent.ClosedByPolicy), typeof(TransactionEvent.MeterValuesReported),
            typeof(BillEvent.Opened), typeof(BillEvent.Ruled),
        ],
        mode => new EnergyHourlyProjection(mode));

    public static bool Concerns(object recorded) =>
        Ends(recorded) || recorded is TransactionEvent.MeterValuesReported or BillEvent.Opened or BillEvent.Ruled;

    public override async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<FeedEvent> page, CancellationToken cancellationToken)
    {
        var ending = new HashSet<Guid>();
        var others = new HashSet<Guid>();
        foreach (var recorded in page.Where(e => Concerns(e.Event)))
            if (SessionEnergies.SessionOf(recorded.StreamId) is { } session)
                (Ends(recorded.Event) ? ending : others).Add(session);
        if (mode == FoldMode.Loading)
        {
            loading.UnionWith(ending);
            loaded = page[^1].Sequence;
            return;
        }
        others.ExceptWith(ending);
        ending.UnionWith(await EndedAsync(connection, [.. others], cancellationToken));
        if (ending.Count == 0) return;
        await WriteAsync(connection, await SessionEnergies.ReadAsync(connection, ending, page[^1].Sequence, cancellationToken), cancellationToken);
    }

    public override async Task FinishLoadingAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (var some in loading.Chunk(AtOnce))
            await WriteAsync(connection, await SessionEnergies.ReadAsync(connection, some, loaded, cancellationToken), cancellationToken);
        loading.Clear();
    }

    private static bool Ends(object recorded) =>
        recorded is TransactionEvent.Stopped or TransactionEvent.Superseded or TransactionEvent.ClosedByPolicy;

    private static async Task<List<Guid>> EndedAsync(NpgsqlConnection connection, Guid[] sessions, CancellationToken cancellationToken)
    {
        var ended = new List<Guid>();
        if (sessions.Length == 0) return ended;
        await using var command = new NpgsqlCommand("SELECT session_id FROM session_energy WHERE session_id = ANY ($1)", connection);
        command.Parameters.Add(new() { Value = sessions });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) ended.Add(reader.GetGuid(0));
        return ended;
    }

    private static async Task WriteAsync(NpgsqlConnection connection, List<SessionEnergyRow> sessions, CancellationToken cancellationToken)
    {
        await SessionEnergyRow.Table.UpsertAsync(connection, sessions, cancellationToken);
        var hours = sessions.SelectMany(session => session.Hours.Select(hour => (session.SessionId, hour.Hour, hour.Wh))).ToList();
        await using var command = new NpgsqlCommand(
            """
            WITH gone AS (
                DELETE FROM energy_hourly old WHERE session_id = ANY ($1)
                   AND NOT EXISTS (SELECT FROM unnest($2, $3) AS kept(session_id, hour) WHERE kept.session_id = old.session_id AND kept.hour = old.hour))
            INSERT INTO energy_hourly
                (session_id, hour, transaction_id, charge_point_id, connector_id, token_id, energy_wh, billable, last_sequence)
            SELECT h.session_id, h.hour, s.transaction_id, s.charge_point_id, s.connector_id, s.token_id, h.wh, s.billable, s.last_sequence
            FROM unnest($2, $3, $4) AS h(session_id, hour, wh) JOIN session_energy s USING (session_id)
            ON CONFLICT (session_id, hour) DO UPDATE
            SET energy_wh = excluded.energy_wh, billable = excluded.billable, last_sequence = excluded.last_sequence
            """,
            connection);
        command.Parameters.Add(new() { Value = sessions.Select(session => session.SessionId).ToArray() });
        command.Parameters.Add(new() { Value = hours.Select(hour => hour.SessionId).ToArray() });
        command.Parameters.Add(new() { Value = hours.Select(hour => hour.Hour).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = hours.Select(hour => hour.Wh).ToArray() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
