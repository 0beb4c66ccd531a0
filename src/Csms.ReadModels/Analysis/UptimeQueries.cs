using System.Globalization;
using Csms.ReadModels.Rows;
using Csms.ReadModels.UptimeExclusions;
using Npgsql;
using NpgsqlTypes;
using static Csms.ReadModels.Analysis.EnergyQueries;

namespace Csms.ReadModels.Analysis;

/// <summary>Which uptime is asked for.</summary>
/// <param name="ChargePointId">Null: of all.</param>
/// <param name="OfflineIsDown">Whether a charge point that is not connected counts as an outage.</param>
public sealed record UptimeFilter(string? ChargePointId, DateTimeOffset From, DateTimeOffset To, Bucket Bucket, string TimeZone, bool OfflineIsDown);

/// <summary>How long a connector could be used in a piece of time.</summary>
/// <param name="Start">Its beginning, or that of the time that was asked for.</param>
/// <param name="ObservedSeconds">For how long of it the connector was known.</param>
/// <param name="OutageSeconds">For how long of that nobody could charge.</param>
/// <param name="ExcludedSeconds">For how long of that it does not count.</param>
/// <param name="Outages">In how many pieces.</param>
public sealed record ConnectorUptime(
    DateTimeOffset Start, DateTimeOffset End, string ChargePointId, int ConnectorId, decimal ObservedSeconds, decimal OutageSeconds, decimal ExcludedSeconds, long Outages)
{
    /// <summary>Without exclusions; null where nothing was observed.</summary>
    public decimal? RawPercent => Percent(OutageSeconds);

    /// <summary>As 23 CFR 680.116(b) counts.</summary>
    public decimal? UptimePercent => Percent(OutageSeconds - ExcludedSeconds);

    private decimal? Percent(decimal down) => ObservedSeconds == 0 ? null : decimal.Round(100 * (1 - (down / ObservedSeconds)), 4);
}

/// <summary>A time in which nobody could charge at a connector.</summary>
/// <param name="To">Null: it lasts.</param>
/// <param name="Cause">Why the connection ended while offline; else Unavailable or Faulted.</param>
/// <param name="Excluded">Why some of it does not count; null: all of it does.</param>
public sealed record Outage(
    string ChargePointId, int ConnectorId, DateTimeOffset From, DateTimeOffset? To, bool Offline, string Cause, string? ErrorCode, string? VendorErrorCode, string? Excluded);

/// <summary>How long connectors could be used.</summary>
public sealed class UptimeQueries(NpgsqlDataSource dataSource)
{
    // As v1_uptime, by any piece of time. An outage of connector 0 is one of every connector. Pieces are put in order one after the other, and no more of them
    // than the page holds are reckoned. A page goes on behind a piece, not behind the moment from which it is asked for: that one moves on
    // where it is twelve months ago.
    private const string Sql = $"""
        WITH known AS MATERIALIZED (
            SELECT charge_point_id, connector_id, range_agg(tstzrange(known_since, ended_at)) AS times
            FROM {ReadModelSchema.Name}.connector_state_intervals
            WHERE (ended_at IS NULL OR (removed AND ended_at > known_since)) AND connector_id > 0 AND ($1 IS NULL OR charge_point_id = $1) GROUP BY 1, 2
        )
        SELECT m.starts, m.ends, m.charge_point_id, m.connector_id, d.observed, d.outage, d.excluded, d.outages, m.piece
        FROM (
            SELECT b.piece, b.starts, b.ends, k.charge_point_id, k.connector_id, k.times * tstzmultirange(tstzrange(b.starts, b.ends)) AS seen
            FROM (
                SELECT * FROM (
                    SELECT b AT TIME ZONE $5 AS piece, greatest(b AT TIME ZONE $5, $2) AS starts, least((b + ('1 ' || $4)::interval) AT TIME ZONE $5, $3) AS ends
                    FROM generate_series(date_trunc($4, greatest($7, $2) AT TIME ZONE $5), $3 AT TIME ZONE $5 - interval '1 microsecond', ('1 ' || $4)::interval) AS b
                ) b
                WHERE starts < ends ORDER BY piece
            ) b
            CROSS JOIN LATERAL (
                SELECT * FROM known WHERE times && tstzrange(b.starts, b.ends) AND ($7 IS NULL OR (b.piece, charge_point_id, connector_id) > ($7, $8, $9))
                ORDER BY charge_point_id, connector_id LIMIT $10
            ) k
            ORDER BY b.piece, k.charge_point_id, k.connector_id LIMIT $10
        ) m
        CROSS JOIN LATERAL (
            SELECT coalesce(range_agg(tstzrange(i.started_at, coalesce(i.ended_at, $3))) FILTER (WHERE $6 OR i.status IN ('Unavailable', 'Faulted')), '{"{}"}') AS down
            FROM {ReadModelSchema.Name}.connector_state_intervals i
            WHERE (i.offline OR i.status IN ('Unavailable', 'Faulted')) AND i.charge_point_id = m.charge_point_id AND i.connector_id IN (0, m.connector_id)
              AND i.started_at < m.ends AND (i.ended_at IS NULL OR i.ended_at > m.starts)
        ) i
        CROSS JOIN LATERAL (
            SELECT coalesce(range_agg(tstzrange(x.started_at, x.ended_at)), '{"{}"}') AS excluded FROM {ReadModelSchema.Name}.uptime_exclusions x
            WHERE x.charge_point_id = m.charge_point_id AND (x.connector_id IS NULL OR x.connector_id = m.connector_id) AND x.withdrawn_at IS NULL
              AND x.started_at < m.ends AND x.ended_at > m.starts
        ) x
        CROSS JOIN LATERAL (
            SELECT (SELECT coalesce(sum(extract(epoch FROM upper(r) - lower(r))), 0) FROM unnest(m.seen) r) AS observed,
                   (SELECT coalesce(sum(extract(epoch FROM upper(r) - lower(r))), 0) FROM unnest(m.seen * i.down) r) AS outage,
                   (SELECT coalesce(sum(extract(epoch FROM upper(r) - lower(r))), 0) FROM unnest(m.seen * i.down * x.excluded) r) AS excluded,
                   (SELECT count(*) FROM unnest(m.seen * i.down) r) AS outages
        ) d
        ORDER BY m.piece, m.charge_point_id, m.connector_id
        """;

    /// <summary>By piece of time, charge point and connector; those that nothing was known of are left out. Local midnights cut it, so that a day may have 23 or
    /// 25 hours.</summary>
    public async Task<Page<ConnectorUptime>> ListAsync(UptimeFilter filter, PageRequest request, CancellationToken cancellationToken)
    {
        var after = request.Cursor is { } cursor ? Place.Parse(cursor.Id) : null;
        await using var command = dataSource.CreateCommand(Sql);
        command.Parameters.Add(Optional(filter.ChargePointId, NpgsqlDbType.Text));
        command.Parameters.AddWithValue(filter.From.ToUniversalTime());
        command.Parameters.AddWithValue(filter.To.ToUniversalTime());
        command.Parameters.AddWithValue(filter.Bucket.Field());
        command.Parameters.AddWithValue(filter.TimeZone);
        command.Parameters.AddWithValue(filter.OfflineIsDown);
        command.Parameters.Add(Optional(request.Cursor?.Time.ToUniversalTime(), NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Optional(after?.ChargePointId, NpgsqlDbType.Text));
        command.Parameters.Add(Optional(after?.ConnectorId, NpgsqlDbType.Integer));
        command.Parameters.AddWithValue(request.Size + 1);
        var rows = await command.ListAsync(
            r => (
                Row: new ConnectorUptime(
                    r.Time(), r.Time(), r.Text(), r.Integer(),
                    r.NumericOrNull()!.Value, r.NumericOrNull()!.Value, r.NumericOrNull()!.Value, r.Bigint()),
                Piece: r.Time()),
            cancellationToken);
        var page = Page<(ConnectorUptime Row, DateTimeOffset Piece)>.Of(
            rows, request, r => new(r.Piece, new Place(r.Row.ConnectorId, r.Row.ChargePointId).ToString()));
        return new([.. page.Items.Select(r => r.Row)], page.Next);
    }

    /// <summary>Newest first.</summary>
    public async Task<Page<Outage>> ListOutagesAsync(
        string? chargePointId, DateTimeOffset? from, DateTimeOffset? to, PageRequest request, CancellationToken cancellationToken)
    {
        var after = request.Cursor is { } cursor ? Place.Parse(cursor.Id) : null;
        var rows = await new Query($"""
            SELECT charge_point_id, connector_id, started_at, ended_at, offline, CASE WHEN offline THEN cause ELSE status END, nullif(error_code, 'NoError'), vendor_error_code,
                   (SELECT min(x.cause) FROM {ReadModelSchema.Name}.uptime_exclusions x
                    WHERE x.charge_point_id = i.charge_point_id AND (x.connector_id IS NULL OR i.connector_id IN (0, x.connector_id)) AND x.withdrawn_at IS NULL
                      AND x.started_at < coalesce(i.ended_at, 'infinity') AND x.ended_at > i.started_at)
            FROM {ReadModelSchema.Name}.connector_state_intervals i
            """)
            .Where("(offline OR status IN ('Unavailable', 'Faulted'))")
            .Where("charge_point_id = ?", chargePointId)
            .Where("(ended_at IS NULL OR ended_at > ?)", from)
            .Where("started_at < ?", to)
            .Where("(started_at, charge_point_id, connector_id) < (?, ?, ?)", request.Cursor?.Time, after?.ChargePointId, after?.ConnectorId)
            .Then("ORDER BY started_at DESC, charge_point_id DESC, connector_id DESC LIMIT ?", request.Size + 1)
            .ReadAsync(
                dataSource,
                r => new Outage(r.Text(), r.Integer(), r.Time(), r.TimeOrNull(), r.Boolean(), r.Text(), r.TextOrNull(), r.TextOrNull(), r.TextOrNull()),
                cancellationToken);
        return Page<Outage>.Of(rows, request, row => new(row.From, new Place(row.ConnectorId, row.ChargePointId).ToString()));
    }

    /// <summary>Newest first; withdrawn ones are among them.</summary>
    public async Task<Page<UptimeExclusionRow>> ListExclusionsAsync(string? chargePointId, PageRequest request, CancellationToken cancellationToken)
    {
        var rows = await new Query(UptimeExclusionRow.Table.SelectLive)
            .Where("charge_point_id = ?", chargePointId)
            .Where("(started_at, exclusion_id) < (?, ?)", request.Cursor?.Time, request.Cursor?.Uuid)
            .Then("ORDER BY started_at DESC, exclusion_id DESC LIMIT ?", request.Size + 1)
            .ReadAsync(dataSource, UptimeExclusionRow.Table.Read, cancellationToken);
        return Page<UptimeExclusionRow>.Of(rows, request, row => new(row.StartedAt, row.ExclusionId.ToString()));
    }

    private sealed record Place(int ConnectorId, string ChargePointId)
    {
        public static Place Parse(string text) =>
            text.Split('/', 2) is [var connector, var chargePoint] && int.TryParse(connector, CultureInfo.InvariantCulture, out var id)
                ? new(id, chargePoint)
                : throw new InvalidCursorException();

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ConnectorId}/{ChargePointId}");
    }
}
