using Csms.Domain.Bills;
using Csms.Domain.Energy;
using Csms.Domain.Transactions;
using Csms.EventStore;
using Csms.ReadModels.Rows;
using Npgsql;
using NpgsqlTypes;

namespace Csms.ReadModels.EnergyHourly;

/// <summary>The energy of sessions that ended, and its hours. Whatever comes after the end (late values, the terms of the bill, a ruling) resolves it anew.</summary>
internal sealed class EnergyHourlyProjection(FoldMode mode, int mostEnded, int mostRoom) : Projection
{
    private const int AtOnce = 1_000;

    // Following, a session is resolved when it ends: from memory, if it was short enough to stay there. While loading nobody reads the rows, and each is resolved
    // once as a rule, when it is over and its bill was opened.
    private readonly SessionsAtHand atHand = new(mostEnded, mostRoom);
    private readonly List<SessionEnergyRow> resolved = [];
    private readonly HashSet<Guid> ending = [];
    private readonly HashSet<Guid> others = [];
    private long seen;

    public static ReadModel ReadModel { get; } = new(
        "energy_hourly",
        3,
        ["energy_hourly", "session_energy"],
        [
            typeof(TransactionEvent.Started), typeof(TransactionEvent.MeterValuesReported), typeof(TransactionEvent.Stopped),
            typeof(TransactionEvent.StopRepeatedDifferently), typeof(TransactionEvent.Superseded), typeof(TransactionEvent.ClosedByPolicy), typeof(BillEvent.Opened),
            typeof(BillEvent.Ruled),
        ],
        mode => new EnergyHourlyProjection(mode, mostEnded: 1_000, mostRoom: mode == FoldMode.Following ? 16 << 20 : 64 << 20));

    public static bool Concerns(object recorded) =>
        Ends(recorded) || recorded is TransactionEvent.MeterValuesReported or BillEvent.Opened or BillEvent.Ruled;

    public static bool Ends(object recorded) =>
        recorded is TransactionEvent.Stopped or TransactionEvent.Superseded or TransactionEvent.ClosedByPolicy;

    public override async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<FeedEvent> page, CancellationToken cancellationToken)
    {
        foreach (var recorded in page.Where(e => e.Event is TransactionEvent or BillEvent.Opened or BillEvent.Ruled))
        {
            if (SessionEnergies.SessionOf(recorded.StreamId) is not { } session) continue;
            if (atHand.Add(session, recorded) && mode == FoldMode.Loading) continue;
            if (Concerns(recorded.Event)) (Ends(recorded.Event) ? ending : others).Add(session);
        }
        seen = page[^1].Sequence;
        if (mode == FoldMode.Following)
        {
            await ResolveAsync(connection, cancellationToken);
            foreach (var over in atHand.Release()) over.Leave();
            return;
        }
        resolved.AddRange(atHand.Release().Select(Last));
        if (resolved.Count > AtOnce || ending.Count + others.Count > AtOnce) await LoadAsync(connection, cancellationToken);
    }

    /// <summary>Sessions at hand are what the feed has said.</summary>
    public override Projection Next() => this;

    public override Task FlushAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        resolved.AddRange(atHand.ReleaseAll().Select(Last));
        return LoadAsync(connection, cancellationToken);
    }

    /// <summary>Sessions that were at hand are new; what came of others, too late or while there was no room, is read from their streams.</summary>
    private async Task LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (resolved.Count > 0)
        {
            await SessionEnergyRow.Table.CopyAsync(connection, resolved, cancellationToken);
            await Copying.CopyAsync(
                connection,
                "energy_hourly (session_id, hour, transaction_id, charge_point_id, connector_id, token_id, energy_wh, billable, last_sequence)",
                resolved.SelectMany(session => session.Hours.Select(hour => (session, hour))),
                Write,
                cancellationToken);
            resolved.Clear();
        }
        await ResolveAsync(connection, cancellationToken);
    }

    private static void Write(CopyBuffer to, in (SessionEnergyRow Session, HourlyEnergy Hour) row)
    {
        to.Row(9);
        to.Uuid(row.Session.SessionId);
        to.Time(row.Hour.Hour);
        to.Integer(row.Session.TransactionId);
        to.Text(row.Session.ChargePointId);
        to.Integer(row.Session.ConnectorId);
        to.Uuid(row.Session.TokenId);
        to.Bigint(row.Hour.Wh);
        to.Boolean(row.Session.Billable);
        to.Bigint(row.Session.LastSequence);
    }

    private static SessionEnergyRow Last(SessionAtHand session)
    {
        var energy = session.Resolve()!;
        session.Leave();
        return energy;
    }

    private async Task ResolveAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        others.ExceptWith(ending);
        ending.UnionWith(others.Where(session => atHand.Find(session) is { Ended: true }));
        others.RemoveWhere(session => atHand.Find(session) is not null);
        ending.UnionWith(await EndedAsync(connection, [.. others], cancellationToken));
        var known = ending.Select(atHand.Find).OfType<SessionAtHand>().ToList();
        var energies = known.ConvertAll(session => session.Resolve()!);
        ending.ExceptWith(known.Select(session => session.Id));
        if (ending.Count > 0) energies.AddRange(await SessionEnergies.ReadAsync(connection, ending, seen, cancellationToken));
        if (energies.Count > 0) await WriteAsync(connection, energies, cancellationToken);
        ending.Clear();
        others.Clear();
    }

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
