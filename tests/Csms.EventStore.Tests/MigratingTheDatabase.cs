using Csms.Testing;
using Npgsql;

namespace Csms.EventStore.Tests;

public sealed class MigratingTheDatabase
{
    [Fact]
    public async Task Works_from_many_nodes_at_once()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        await using var dataSource = NpgsqlDataSource.Create(cluster.AdminConnectionString);

        await Task.WhenAll(Enumerable.Range(0, 12)
            .Select(_ => Task.Run(() => Migrations.MigrateAsync(dataSource, CancellationToken.None, typeof(PostgresEventStore).Assembly))));

        (await CountAsync(dataSource, "events.csms_migrations")).ShouldBe(MigrationFile.In(typeof(PostgresEventStore).Assembly).Count);
    }

    [Fact]
    public async Task Refuses_a_file_that_was_edited_after_it_was_applied()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using (var edit = database.DataSource.CreateCommand("UPDATE events.csms_migrations SET checksum = 'another' WHERE number = 2"))
            await edit.ExecuteNonQueryAsync();

        var refused = await Migrations.MigrateAsync(database.DataSource, CancellationToken.None, typeof(PostgresEventStore).Assembly)
            .ShouldThrowAsync<InvalidOperationException>();

        refused.Message.ShouldContain("Csms.EventStore/0002_store_tables.sql was edited after it was applied");
    }

    [Fact]
    public async Task Rolls_back_a_file_that_fails_keeps_those_before_it_and_says_which()
    {
        await using var database = await TestDatabase.CreateAsync();

        for (var attempt = 0; attempt < 2; attempt++)
        {
            var failed = await Migrations.MigrateAsync(database.DataSource, CancellationToken.None, typeof(MigratingTheDatabase).Assembly)
                .ShouldThrowAsync<InvalidOperationException>();
            failed.Message.ShouldBe("Migration Csms.EventStore.Tests/0002_breaks.sql failed and was rolled back: division by zero");
        }

        (await CountAsync(database.DataSource, "pg_tables WHERE tablename = 'fits'")).ShouldBe(1);
        (await CountAsync(database.DataSource, "pg_tables WHERE tablename = 'half_made'")).ShouldBe(0);
    }

    [Fact]
    public async Task Has_no_statistics_of_what_no_row_is_found_by_on_new_days_of_the_journal_as_well()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using (var make = database.DataSource.CreateCommand("SELECT events.csms_journal_make_day('2031-05-06')"))
            await make.ExecuteNonQueryAsync();

        foreach (var table in (string[])["csms_journal", "csms_journal_20310506"])
        {
            var without = $"pg_attribute WHERE attrelid = 'events.{table}'::regclass AND attstattarget = 0 AND attname";
            (await CountAsync(database.DataSource, without + " IN ('frame', 'answer_frame', 'unique_id')")).ShouldBe(3);
            (await CountAsync(database.DataSource, without + " IN ('at', 'charge_point_id', 'correlation_id', 'kind', 'action')")).ShouldBe(0);
        }
    }

    private static async Task<long> CountAsync(NpgsqlDataSource dataSource, string from)
    {
#pragma warning disable CA2100 // Constants above.
        await using var command = dataSource.CreateCommand($"SELECT count(*) FROM {from}");
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
