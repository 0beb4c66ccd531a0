using System.Collections.Concurrent;
using Npgsql;
using NpgsqlTypes;

namespace Csms.EventStore.Journal;

/// <summary>Writes the wire journal, one batch after another, and takes from it. What it holds may lag, may be lost with a crash's last second, and may be erased.</summary>
public sealed class JournalTable(NpgsqlDataSource dataSource) : IAsyncDisposable
{
    private const string Copy = """
        COPY events.csms_journal (id, at, node, charge_point_id, epoch, direction, kind, action, unique_id, correlation_id, request_at, first_event, last_event,
                                  detail, size, secret_withheld, frame, answer_at, answer_is_error, answer_size, answer_secret_withheld, answer_frame)
            FROM STDIN (FORMAT binary)
        """;

    private readonly ConcurrentDictionary<DateOnly, bool> days = new();

    // Its own: the server's process behind a connection of the pool, which is somebody else's each time, has forgotten by the next batch what it needs for one.
    private NpgsqlConnection? writing;

    /// <summary>Stores all or none of the entries.</summary>
    /// <exception cref="NpgsqlException">The database is away; whether they were stored is unknown (<see cref="HasAsync"/>).</exception>
    public async Task WriteAsync(string node, IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var day in entries.Select(e => DateOnly.FromDateTime(e.At.UtcDateTime)).Distinct())
            await EnsureDayAsync(day, cancellationToken);
        try
        {
            await CopyAsync(node, entries, cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.CheckViolation)
        {
            // Somebody dropped the day since it was made.
            days.Clear();
            throw;
        }
    }

    /// <summary>Whether the entry is stored, and with it those it was written with.</summary>
    public async Task<bool> HasAsync(string node, JournalEntry entry, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "SELECT EXISTS (SELECT FROM events.csms_journal WHERE at = $1 AND node = $2 AND size = $3 AND unique_id IS NOT DISTINCT FROM $4)");
        command.Parameters.AddWithValue(entry.At.UtcDateTime);
        command.Parameters.AddWithValue(node);
        command.Parameters.AddWithValue(entry.Size);
        command.Parameters.Add(new() { Value = (object?)Storable(entry.UniqueId) ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Makes the partition of a day, if it is not there.</summary>
    public async Task EnsureDayAsync(DateOnly day, CancellationToken cancellationToken)
    {
        if (days.ContainsKey(day))
            return;
        await using var command = dataSource.CreateCommand("SELECT events.csms_journal_make_day($1)");
        command.Parameters.AddWithValue(day);
        await command.ExecuteNonQueryAsync(cancellationToken);
        days[day] = true;
    }

    /// <summary>Drops every day that is older than so many.</summary>
    /// <param name="days">Of them, each is kept.</param>
    /// <param name="today">By the caller's clock. Where the database has an earlier day, that counts: a clock that jumps ahead drops nothing.</param>
    /// <param name="cancellationToken">Ends the dropping.</param>
    /// <returns>How many there were.</returns>
    /// <exception cref="PostgresException">Somebody reads or writes without pause: later.</exception>
    public async Task<int> DropDaysOlderThanAsync(int days, DateOnly today, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT events.csms_journal_drop_days(least($1, timezone('UTC', now())::date) - $2)");
        command.Parameters.AddWithValue(today);
        command.Parameters.AddWithValue(days);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Replaces what is kept of a frame, because it named a person who is to be forgotten.</summary>
    public async Task EraseAsync(JournalPosition row, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        const string own = "UPDATE events.csms_journal SET frame = $3, person_erased = true WHERE at = $1 AND id = $2";
        const string answer = """
            UPDATE events.csms_journal SET answer_frame = $3, answer_person_erased = true
             WHERE at BETWEEN $1 - interval '1 second' AND $1 AND answer_at = $1 AND id = $2 - 1
            """;
        if (await ExecuteAsync(own) == 0)
            await ExecuteAsync(answer);

        async Task<int> ExecuteAsync(string sql)
        {
#pragma warning disable CA2100 // One of the constants above.
            await using var command = dataSource.CreateCommand(sql);
#pragma warning restore CA2100
            command.Parameters.AddWithValue(row.At.UtcDateTime);
            command.Parameters.AddWithValue(row.Id);
            command.Parameters.AddWithValue(frame);
            return await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Gives the connection back.</summary>
    public ValueTask DisposeAsync() => LetGoAsync();

    private async Task CopyAsync(string node, IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken)
    {
        try
        {
            await CopyAsync(writing ??= await ConnectAsync(cancellationToken), node, entries, cancellationToken);
        }
        catch
        {
            await LetGoAsync();
            throw;
        }
    }

    private static async Task CopyAsync(NpgsqlConnection connection, string node, IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken)
    {
        var id = await TakeIdsAsync(connection, entries.Count, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var import = await connection.BeginRawBinaryCopyAsync(Copy, cancellationToken))
        {
            using var rows = new CopyBuffer();
            rows.Begin();
            foreach (var entry in entries)
            {
                Write(rows, id, node, entry);
                id += 2;
                if (rows.Length < CopyBuffer.Full)
                    continue;
                await import.WriteAsync(rows.Written, cancellationToken);
                rows.Clear();
            }

            rows.End();
            await import.WriteAsync(rows.Written, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<long> TakeIdsAsync(NpgsqlConnection connection, int rows, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT events.csms_journal_take_ids($1)", connection);
        command.Parameters.AddWithValue(rows);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        try
        {
            // The journal may lose its last moments; it need not make the appends of facts wait for the disk.
            await using var setting = new NpgsqlCommand("SET synchronous_commit = off", connection);
            await setting.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async ValueTask LetGoAsync()
    {
        if (Interlocked.Exchange(ref writing, null) is not { } connection)
            return;
        await PooledSession.PutBackAsync(connection);
        await connection.DisposeAsync();
    }

    private static void Write(CopyBuffer row, long id, string node, in JournalEntry entry)
    {
        row.Row(22);
        row.Bigint(id);
        row.Time(entry.At);
        row.Text(node);
        row.Text(Storable(entry.ChargePointId));
        row.Bigint(entry.Epoch);
        row.Text(JournalWords.Of(entry.Direction));
        row.Text(JournalWords.Of(entry.Kind));
        row.Text(Storable(entry.Action));
        row.Text(Storable(entry.UniqueId));
        row.Text(Storable(entry.CorrelationId));
        if (entry.RequestAt is { } requestAt)
            row.Time(requestAt);
        else
            row.Null();
        row.Bigint(entry.FirstEvent);
        row.Bigint(entry.LastEvent);
        row.Text(Storable(entry.Detail));
        row.Integer(entry.Size);
        row.Boolean(entry.SecretWithheld);
        row.Bytes(entry.Frame.Span);
        if (entry.Answer is { } answer)
        {
            row.Time(answer.At);
            row.Boolean(answer.IsError);
            row.Integer(answer.Size);
            row.Boolean(answer.SecretWithheld);
            row.Bytes(answer.Frame.Span);
            return;
        }

        for (var column = 0; column < 5; column++)
            row.Null();
    }

    /// <summary>PostgreSQL's text holds no U+0000, JSON's does; the frame itself is bytes.</summary>
    private static string? Storable(string? text) => text?.Replace('\0', '\uFFFD');
}
