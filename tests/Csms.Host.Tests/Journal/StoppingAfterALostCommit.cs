using Csms.EventStore.Journal;
using Csms.Host.Journal;
using Csms.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Csms.Host.Tests.Journal;

public sealed class StoppingAfterALostCommit
{
    [Fact]
    public async Task Writes_no_frame_twice()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        await using var database = await TestDatabase.CreateInAsync(cluster);
        await using var wire = FaultyWire.To(cluster.SocketFile);
        await using var behind = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(database.ConnectionString) { Host = "127.0.0.1", Port = wire.Port, SslMode = SslMode.Disable });
        await using var table = new JournalTable(behind);
        await ExecuteAsync("""
            CREATE FUNCTION commit_slowly() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(1); RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER slow_commit AFTER INSERT ON events.csms_journal DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION commit_slowly()
            """);
        var journal = new WireJournal(Options.Create(new JournalOptions()));
        using var log = new EveryLine();
        using var logging = new LoggerFactory([log]);
        using var writer = new JournalWriter(journal, table, new NodeName(), TimeProvider.System, logging.CreateLogger<JournalWriter>());
        await writer.StartAsync(CancellationToken.None);
        journal.Record(new JournalEntry(DateTimeOffset.UtcNow, JournalDirection.In, JournalKind.Call, "[]"u8.ToArray(), 2) { UniqueId = "once" });

        // The server commits, and its word for it never arrives.
        await BecomesAsync("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'");
        wire.FallSilent();
        await BecomesAsync("SELECT count(*) FROM events.csms_journal");
        wire.Cut();
        wire.Speak();
        await Eventually.BecomesAsync(() => Task.FromResult(log.Lines.Count), said => said == 1);
        await writer.StopAsync(CancellationToken.None);

        journal.Waiting.Frames.ShouldBe(0);
        (await CountAsync("SELECT count(*) FROM events.csms_journal")).ShouldBe(1);

        Task BecomesAsync(string count) => Eventually.BecomesAsync(() => CountAsync(count), found => found == 1);

        async Task<long> CountAsync(string sql)
        {
            await using var command = database.DataSource.CreateCommand(sql);
            return (long)(await command.ExecuteScalarAsync())!;
        }

        async Task ExecuteAsync(string sql)
        {
            await using var command = database.DataSource.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }
    }
}
