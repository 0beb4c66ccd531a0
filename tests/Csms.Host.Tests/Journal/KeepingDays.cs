using Csms.EventStore.Journal;
using Csms.Host.Journal;
using Microsoft.Extensions.DependencyInjection;

namespace Csms.Host.Tests.Journal;

public class KeepingDays(KeepingDays.ShortJournal csms) : IClassFixture<KeepingDays.ShortJournal>
{
    [Fact]
    public async Task Drops_those_that_were_kept_long_enough_and_no_other()
    {
        var table = csms.Services.GetRequiredService<JournalTable>();
        var now = DateTimeOffset.UtcNow;
        foreach (var age in (int[])[400, 9, 8, 7, 6, 0])
            await table.WriteAsync("test", [Entry(now.AddDays(-age), $"{age}")], CancellationToken.None);

        await csms.Services.GetRequiredService<JournalUpkeep>().KeepAsync(CancellationToken.None);

        (await csms.FramesOfAsync("J-OLD")).ConvertAll(f => f.Entry.UniqueId).ShouldBe(["7", "6", "0"]);
        await using var days = csms.Database.DataSource.CreateCommand("SELECT count(*) FROM pg_inherits WHERE inhparent = 'events.csms_journal'::regclass");
        // Today, those written to before, and two ahead.
        (await days.ExecuteScalarAsync()).ShouldBe(5L);
    }

    [Fact]
    public async Task Drops_none_because_the_clock_of_a_node_has_jumped_ahead()
    {
        var table = csms.Services.GetRequiredService<JournalTable>();
        await table.WriteAsync("test", [Entry(DateTimeOffset.UtcNow.AddDays(-6), "6", "J-JUMP")], CancellationToken.None);

        await table.DropDaysOlderThanAsync(7, DateOnly.FromDateTime(DateTime.UtcNow.AddDays(30)), CancellationToken.None);

        (await csms.FramesOfAsync("J-JUMP")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Makes_a_day_once_however_many_nodes_want_it()
    {
        var day = DateTimeOffset.UtcNow.AddDays(40);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            await using var table = new JournalTable(csms.Database.DataSource);
            await table.WriteAsync($"node-{i}", [Entry(day, $"{i}", "J-AHEAD")], CancellationToken.None);
        }));

        (await csms.FramesOfAsync("J-AHEAD")).Count.ShouldBe(8);
    }

    private static JournalEntry Entry(DateTimeOffset at, string uniqueId, string chargePointId = "J-OLD") =>
        new(at, JournalDirection.In, JournalKind.Call, "[]"u8.ToArray(), 2) { ChargePointId = chargePointId, UniqueId = uniqueId };

    public sealed class ShortJournal : CsmsFixture
    {
        protected override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?> { ["Journal:Retention"] = "7.00:00:00" };
    }
}
