using Csms.EventStore.Journal;
using Csms.Testing;
using Npgsql;

namespace Csms.Host.Tests.Journal;

public sealed class WritingBatches(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Nodes = 6;
    private const int Batches = 10;
    private const int Rows = 25;
    private readonly string chargePointId = $"J-BATCH-{Guid.NewGuid():N}";

    [Fact]
    public async Task Gives_every_row_a_number_of_its_own_in_the_order_of_each_node_and_leaves_room_for_its_answer()
    {
        await Task.WhenAll(Enumerable.Range(0, Nodes).Select(async node =>
        {
            await using var table = new JournalTable(database.DataSource);
            for (var batch = 0; batch < Batches; batch++)
                await table.WriteAsync($"node-{node}", [.. Enumerable.Range(batch * Rows, Rows).Select(Entry)], CancellationToken.None);
        }));

        var written = await WrittenAsync();
        var ids = written.ConvertAll(row => row.Id);
        ids.Count.ShouldBe(Nodes * Batches * Rows);
        ids.Order().Zip(ids.Order().Skip(1)).ShouldAllBe(pair => pair.Second - pair.First >= 2);
        foreach (var node in written.GroupBy(row => row.Node))
            node.OrderBy(row => row.Id).Select(row => row.UniqueId).ShouldBe(Enumerable.Range(0, Batches * Rows).Select(i => $"{i}"));

        var last = await new JournalQueries(database.DataSource).ReadLastIdAsync(CancellationToken.None);
        last.ShouldBeGreaterThan(ids.Max());
    }

    [Fact]
    public async Task Goes_on_over_another_connection_when_its_own_was_lost()
    {
        await using var own = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { ApplicationName = chargePointId });
        await using var table = new JournalTable(own);
        await table.WriteAsync("node", [Entry(0)], CancellationToken.None);
        await using (var end = database.DataSource.CreateCommand("SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE application_name = $1"))
        {
            end.Parameters.AddWithValue(chargePointId);
            (await end.ExecuteScalarAsync()).ShouldBe(1L);
        }

        await Should.ThrowAsync<NpgsqlException>(() => table.WriteAsync("node", [Entry(1)], CancellationToken.None));
        await table.WriteAsync("node", [Entry(1)], CancellationToken.None);

        (await WrittenAsync()).ConvertAll(row => row.UniqueId).ShouldBe(["0", "1"]);
    }

    [Fact]
    public async Task Finds_what_it_has_written_whatever_its_message_was_called()
    {
        await using var table = new JournalTable(database.DataSource);
        var entry = Entry(0) with { UniqueId = "a\0b" };
        (await table.HasAsync("node", entry, CancellationToken.None)).ShouldBeFalse();
        await table.WriteAsync("node", [entry], CancellationToken.None);

        (await table.HasAsync("node", entry, CancellationToken.None)).ShouldBeTrue();
    }

    private JournalEntry Entry(int i) =>
        new(DateTimeOffset.UtcNow, JournalDirection.In, JournalKind.Call, "[]"u8.ToArray(), 2) { ChargePointId = chargePointId, UniqueId = $"{i}" };

    private async Task<List<(long Id, string Node, string UniqueId)>> WrittenAsync()
    {
        await using var command = database.DataSource.CreateCommand("SELECT id, node, unique_id FROM events.csms_journal WHERE charge_point_id = $1 ORDER BY id");
        command.Parameters.AddWithValue(chargePointId);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<(long, string, string)>();
        while (await reader.ReadAsync())
            rows.Add((reader.GetInt64(0), reader.GetString(1), reader.GetString(2)));
        return rows;
    }
}
