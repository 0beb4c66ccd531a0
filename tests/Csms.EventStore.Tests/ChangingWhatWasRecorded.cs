using Csms.EventStore.Ledger;
using Csms.EventStore.Tests.Ledger;
using Csms.Testing;
using Npgsql;

namespace Csms.EventStore.Tests;

public sealed class ChangingWhatWasRecorded : IAsyncLifetime
{
    private TestDatabase database = null!;

    public static TheoryData<string> Changes =>
    [
        "UPDATE events.mt_events SET data = '{}' WHERE seq_id = 1",
        "UPDATE events.mt_events SET timestamp = now() WHERE false",
        "DELETE FROM events.mt_events WHERE seq_id = 3",
        "TRUNCATE events.mt_events",
        "DELETE FROM events.mt_streams",
        "TRUNCATE events.mt_streams CASCADE",
        "UPDATE events.mt_streams SET version = version",
        "UPDATE events.mt_streams SET version = version - 1",
        "UPDATE events.mt_streams SET version = NULL",
        "UPDATE events.mt_streams SET version = version + 1, created = now() + interval '1 second'",
        "UPDATE events.mt_streams SET version = version + 1, id = 'another'",
        "UPDATE events.csms_sequence SET last_sequence = last_sequence - 1",
        "DELETE FROM events.csms_sequence",
        "UPDATE events.csms_ledger_checkpoints SET note = ''",
        "DELETE FROM events.csms_ledger_checkpoints",
        "TRUNCATE events.csms_ledger_checkpoints",
        "UPDATE events.csms_ledger_tiles SET root = root",
        "DELETE FROM events.csms_ledger_tiles",
        "TRUNCATE events.csms_ledger_tiles",
        "DELETE FROM events.csms_ledger_anchored",
        "SET session_replication_role = replica; DELETE FROM events.mt_events",
    ];

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        await database.FillAsync(5);
        await database.SealAsync();
    }

    public Task DisposeAsync() => database.DisposeAsync();

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Is_refused_even_to_the_owner_and_the_superuser(string sql)
    {
        var refused = await database.ExecuteAsync(sql).ShouldThrowAsync<PostgresException>();

        refused.SqlState.ShouldBe(PostgresErrorCodes.RestrictViolation, refused.MessageText);
        refused.MessageText.ShouldContain("never changed");
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Is_not_the_applications_to_ask_for(string sql)
    {
        await ApplicationRole.GrantAsync(database.DataSource, TestDatabase.ApplicationRole, CancellationToken.None);
        await using var app = NpgsqlDataSource.Create(database.ApplicationConnectionString);
        await using var command = app.CreateCommand(sql);

        var refused = await command.ExecuteNonQueryAsync().ShouldThrowAsync<PostgresException>();

        refused.SqlState.ShouldBeOneOf(PostgresErrorCodes.InsufficientPrivilege, PostgresErrorCodes.RestrictViolation);
        if (!sql.Contains("mt_streams SET version", StringComparison.Ordinal) && !sql.Contains("csms_sequence SET", StringComparison.Ordinal))
            refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, refused.MessageText);
    }

    [Fact]
    public async Task Keeps_nobody_from_appending_sealing_and_erasing_contents()
    {
        await ApplicationRole.GrantAsync(database.DataSource, TestDatabase.ApplicationRole, CancellationToken.None);
        await using var app = NpgsqlDataSource.Create(database.ApplicationConnectionString);
        await using var store = new PostgresEventStore(app);
        var content = new ErasableContent(Guid.NewGuid(), null, "x");

        for (var version = 0; version < 3; version++)
        {
            (await store.AppendAsync(Appends.To("by-the-app", version, new { version }) with { Alias = "app", Contents = [content] }, CancellationToken.None))
                .ShouldBeOfType<AppendResult.Appended>();
        }
        await store.EraseContentAsync(content.Id, CancellationToken.None);
        for (var version = 2; version <= 3; version++)
            await store.SaveSnapshotAsync(new StreamSnapshot("by-the-app", version, 1, "{}"u8.ToArray()), CancellationToken.None);
        (await store.ReadSnapshotAsync("by-the-app", 1, CancellationToken.None))!.Version.ShouldBe(3);
        (await new Sealer(app, Sealing.Key, new(), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<Sealer>.Instance)
            .SealOnceAsync(CancellationToken.None)).ShouldBeTrue();

        (await new EventLedger(app).ReadLatestAsync(CancellationToken.None))!.Size.ShouldBe(8);
        (await database.ScalarAsync<bool>(
            $"SELECT bool_or(has_table_privilege('{TestDatabase.ApplicationRole}', c.oid, 'TRUNCATE')) FROM pg_class c WHERE c.relnamespace = 'events'::regnamespace AND c.relkind = 'r'"))
            .ShouldBeFalse();
    }
}
