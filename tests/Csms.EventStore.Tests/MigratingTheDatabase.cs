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

        await using var count = dataSource.CreateCommand("SELECT count(*) FROM events.csms_migrations");
        (await count.ExecuteScalarAsync()).ShouldBe((long)MigrationFile.In(typeof(PostgresEventStore).Assembly).Count);
    }
}
