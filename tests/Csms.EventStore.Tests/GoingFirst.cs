using Csms.Testing;

namespace Csms.EventStore.Tests;

public sealed class GoingFirst(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Is_for_what_is_urgent_and_leaves_room_for_the_rest()
    {
        await using var store = new PostgresEventStore(database.DataSource);
        await using (var blocker = await database.HoldUpAppendsAsync())
        {
            // The first is under way alone; everything else waits behind it.
            var all = new List<Task<AppendResult>> { store.AppendAsync(Appends.To("first", 0, new { }), CancellationToken.None) };
            all.AddRange(Enumerable.Range(0, 700).Select(n => store.AppendAsync(Appends.To($"ordinary-{n}", 0, new { n }), CancellationToken.None)));
            all.AddRange(Enumerable.Range(0, 700).Select(n => store.AppendAsync(Appends.To($"urgent-{n}", 0, new { n }) with { IsUrgent = true }, CancellationToken.None)));
            await blocker.RollbackAsync();
            (await Task.WhenAll(all)).ShouldAllBe(result => result is AppendResult.Appended);
        }

        var order = (await store.ReadFeedAsync(0, 2000, CancellationToken.None)).Select(e => e.StreamId).Where(id => id != "first").ToArray();
        var begun = order.Take(448).ToArray();
        begun.ShouldAllBe(id => id.StartsWith("urgent"));
        order.Skip(448).Take(64).ShouldAllBe(id => id.StartsWith("ordinary"));
    }
}
