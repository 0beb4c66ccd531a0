using Npgsql;
using NpgsqlTypes;

namespace Csms.EventStore.Journal;

/// <summary>Reads the wire journal. A request is paired with its answer by message id and wire time: charge points use ids again.</summary>
public sealed class JournalQueries(NpgsqlDataSource dataSource)
{
    private const string Columns = """
        j.id, j.at, j.node, j.charge_point_id, j.epoch, j.direction, j.kind, j.action, j.unique_id, j.correlation_id, j.request_at, j.first_event, j.last_event,
        j.detail, j.size, j.secret_withheld, j.person_erased, j.frame
        """;

    // An answer that is not in its request's row. Nobody waits for one longer than ten minutes, the longest timeout of a call; an hour bounds what is looked
    // through for one that never came.
    private const string Answer = """
        LEFT JOIN LATERAL (
            SELECT r.id, r.at, r.kind FROM events.csms_journal r
             WHERE j.kind = 'call' AND j.answer_id IS NULL AND r.charge_point_id = j.charge_point_id AND r.unique_id = j.unique_id AND r.request_at = j.at AND r.kind IN ('result', 'error')
               AND r.at >= j.at AND r.at < j.at + interval '1 hour'
             ORDER BY r.at LIMIT 1) a ON true
        """;

    private const string Outcome = """
        CASE WHEN j.kind = 'call' THEN CASE COALESCE(j.answer_kind, a.kind) WHEN 'result' THEN 'ok' WHEN 'error' THEN 'call_error' ELSE 'no_answer' END
             WHEN j.kind IN ('result', 'error') AND j.request_at IS NULL THEN 'unasked'
             WHEN j.kind = 'result' THEN 'ok'
             WHEN j.kind = 'error' THEN 'call_error'
             WHEN j.kind = 'handshake' THEN CASE WHEN j.detail IS NULL THEN 'accepted' ELSE 'refused' END
             WHEN j.kind = 'gap' THEN 'lost'
             ELSE 'malformed' END
        """;

    private const string Everything = "events.csms_journal_frames";

    // The index knows requests; an answer that has a row of its own is found behind its request.
    private const string Correlated = """
        (SELECT * FROM events.csms_journal_frames WHERE correlation_id = ANY (?) AND row_request_at IS NULL
          UNION ALL
         SELECT r.* FROM events.csms_journal c JOIN events.csms_journal_frames r
             ON r.charge_point_id = c.charge_point_id AND r.unique_id = c.unique_id AND r.row_request_at = c.at AND r.row_at >= c.at AND r.row_at < c.at + interval '1 hour'
          WHERE c.correlation_id = ANY (?) AND c.request_at IS NULL AND c.kind = 'call' AND c.answer_at IS NULL)
        """;

    // How much later than its row a frame may be: AnswerEntry.Latest, and the microsecond that it is rounded to.
    private const string Latest = "interval '1 second'";

    private const string Aliases = """
        id, at, node, charge_point_id, epoch, direction, kind, action, unique_id, correlation_id, request_at, first_event, last_event, detail, size,
        secret_withheld, person_erased, frame, answer_id, answer_at, outcome
        """;

    /// <summary>Rows in the order of the wire. Whoever asks for a charge point is also told of frames that were not journalled, which may have been its.</summary>
    /// <param name="filter">Which rows.</param>
    /// <param name="newestFirst">Else oldest first.</param>
    /// <param name="after">Only rows behind this place in the list.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<List<JournalRow>> ListAsync(JournalFilter filter, bool newestFirst, JournalPosition? after, int limit, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand();
        List<string> common = [];
        Where(common, $"j.at >= ? AND j.row_at >= ? - {Latest}", filter.From);
        Where(common, "j.at < ? AND j.row_at < ?", filter.To);
        if (after is { } place)
        {
            Where(common, $"(j.at, j.id) {(newestFirst ? '<' : '>')} (?, {Bind(place.Id)})", place.At);
            Where(common, newestFirst ? "j.row_at <= ?" : $"j.row_at >= ? - {Latest}", place.At);
        }

        List<string> own = [.. common];
        Where(own, "j.charge_point_id = ?", filter.ChargePointId);
        Where(own, "j.action = ?", filter.Action);
        Where(own, "j.direction = ?", filter.Direction is { } direction ? JournalWords.Of(direction) : null);
        Where(own, "j.unique_id = ?", filter.UniqueId);
        if (filter.Outcome is { } outcome)
        {
            own.Add(KindsOf(outcome));
            Where(own, $"{Outcome} = ?", JournalWords.Of(outcome));
        }

        var turn = newestFirst ? "DESC" : "ASC";
        var most = Bind(limit);
        var source = filter.CorrelationId is { } correlation ? Correlated.Replace("?", Bind(new[] { correlation }), StringComparison.Ordinal) : Everything;
        var rows = Stretch(source, string.Join(" AND ", own.DefaultIfEmpty("true")));
        if (filter is { ShowsGaps: true, ChargePointId: not null })
            rows += " UNION ALL " + Stretch(Everything, string.Join(" AND ", common.Append("j.row_kind = 'gap'")));
        // Put together from constants; every value is a parameter.
#pragma warning disable CA2100
        command.CommandText = $"SELECT * FROM ({rows}) AS f({Aliases}) ORDER BY at {turn}, id {turn} LIMIT {most}";
#pragma warning restore CA2100
        return await ReadAsync(command, cancellationToken);

        // The index has rows, whose frames follow one another up to a second apart from them: as many rows as frames are wanted say which stretch of rows
        // those are in.
        string Stretch(string frames, string conditions) => $"""
            (WITH w AS MATERIALIZED (SELECT j.row_at FROM {frames} j {(filter.Outcome is null ? null : Answer)} WHERE {conditions} ORDER BY j.row_at {turn} LIMIT {most})
             {SelectFrom(frames)}{conditions}
               AND j.row_at BETWEEN (SELECT min(row_at) FROM w) - {Latest} AND (SELECT max(row_at) FROM w) + {Latest}
             ORDER BY j.at {turn}, j.id {turn} LIMIT {most})
            """;

        void Where(List<string> conditions, string condition, object? value)
        {
            if (value is not null)
                conditions.Add(condition.Replace("?", Bind(value), StringComparison.Ordinal));
        }

        string Bind(object value)
        {
            command.Parameters.Add(new() { Value = value is DateTimeOffset time ? time.UtcDateTime : value });
            return $"${command.Parameters.Count}";
        }
    }

    /// <summary>All that went over the wire under these correlation ids, in the order of the wire.</summary>
    public async Task<List<JournalRow>> ListCorrelatedAsync(IReadOnlyCollection<string> correlationIds, int limit, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand($"{SelectFrom(Correlated.Replace("?", "$1", StringComparison.Ordinal))} true ORDER BY j.at, j.id LIMIT $2");
        command.Parameters.Add(new() { Value = correlationIds.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.AddWithValue(limit);
        return await ReadAsync(command, cancellationToken);
    }

    /// <summary>What a charge point's frames came to be after a row, in the order of writing, which is how they become visible.</summary>
    /// <param name="chargePointId">Whose.</param>
    /// <param name="afterId">The last row that was seen.</param>
    /// <param name="since">Not older than this, whatever their number: it bounds what is looked through.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<List<JournalRow>> ListNewAsync(string chargePointId, long afterId, DateTimeOffset since, int limit, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand($"{SelectFrom(Everything)} j.charge_point_id = $1 AND j.row_at >= $2 AND j.id > $3 ORDER BY j.id LIMIT $4");
        command.Parameters.AddWithValue(chargePointId);
        command.Parameters.AddWithValue(since.UtcDateTime);
        command.Parameters.AddWithValue(afterId);
        command.Parameters.AddWithValue(limit);
        return await ReadAsync(command, cancellationToken);
    }

    /// <summary>The last number that was given out; later rows have higher ones.</summary>
    public async Task<long> ReadLastIdAsync(CancellationToken cancellationToken)
    {
        // The number after it is its answer's.
        await using var command = dataSource.CreateCommand("SELECT CASE WHEN is_called THEN last_value + 1 ELSE 0 END FROM events.csms_journal_ids");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static string SelectFrom(string source) => $"SELECT {Columns}, COALESCE(j.answer_id, a.id), COALESCE(j.answer_at, a.at), {Outcome} FROM {source} j {Answer} WHERE ";

    /// <summary>Tells the planner which rows can have an outcome at all.</summary>
    private static string KindsOf(JournalOutcome outcome) => outcome switch
    {
        JournalOutcome.Ok => "j.row_kind IN ('call', 'result')",
        JournalOutcome.CallError => "j.row_kind IN ('call', 'error')",
        JournalOutcome.NoAnswer => "j.row_kind = 'call'",
        JournalOutcome.Unasked => "j.row_kind IN ('result', 'error')",
        JournalOutcome.Malformed => "j.row_kind = 'malformed'",
        JournalOutcome.Lost => "j.row_kind = 'gap'",
        _ => "j.row_kind = 'handshake'",
    };

    private static async Task<List<JournalRow>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var rows = new List<JournalRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(Row(reader));
        return rows;
    }

    private static JournalRow Row(NpgsqlDataReader row)
    {
        var entry = new JournalEntry(
            Time(1)!.Value, JournalWords.Direction(row.GetString(5)), JournalWords.Kind(row.GetString(6)), row.GetFieldValue<byte[]>(17), row.GetInt32(14))
        {
            ChargePointId = Text(3),
            Epoch = Number(4),
            Action = Text(7),
            UniqueId = Text(8),
            CorrelationId = Text(9),
            RequestAt = Time(10),
            FirstEvent = Number(11),
            LastEvent = Number(12),
            Detail = Text(13),
            SecretWithheld = row.GetBoolean(15),
        };
        var answer = Number(18) is { } id ? new JournalAnswer(id, Time(19)!.Value) : null;
        return new JournalRow(row.GetInt64(0), entry, row.GetString(2), row.GetBoolean(16), JournalWords.Outcome(row.GetString(20)), answer);

        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
        long? Number(int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
        DateTimeOffset? Time(int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
    }
}
