using Csms.Testing;

namespace Csms.EventStore.Tests;

public sealed class Aliases(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Lead_to_their_stream()
    {
        await using var store = new PostgresEventStore(database.DataSource);
        await store.AppendAsync(Appends.To("t-1", 0, new { }) with { Alias = "transaction/1" }, CancellationToken.None);

        (await store.FindStreamAsync("transaction/1", CancellationToken.None)).ShouldBe("t-1");
        (await store.FindStreamAsync("transaction/2", CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Refuse_another_stream_and_store_nothing_of_it()
    {
        await using var store = new PostgresEventStore(database.DataSource);
        await store.AppendAsync(Appends.To("first", 0, new { }) with { Alias = "taken" }, CancellationToken.None);

        var content = new ErasableContent(Guid.NewGuid(), null, "x");
        var second = await store.AppendAsync(Appends.To("second", 0, new { }) with { Alias = "taken", Contents = [content] }, CancellationToken.None);

        second.ShouldBe(new AppendResult.Conflict(0));
        (await store.AllOfAsync("second")).ShouldBeEmpty();
        (await store.ReadContentAsync(content.Id, CancellationToken.None)).ShouldBeNull();
        (await store.FindStreamAsync("taken", CancellationToken.None)).ShouldBe("first");
    }

    [Fact]
    public async Task May_be_given_to_the_same_stream_again()
    {
        await using var store = new PostgresEventStore(database.DataSource);
        await store.AppendAsync(Appends.To("again", 0, new { }) with { Alias = "again/1" }, CancellationToken.None);

        var result = await store.AppendAsync(Appends.To("again", 1, new { }) with { Alias = "again/1" }, CancellationToken.None);

        result.ShouldBeOfType<AppendResult.Appended>().Version.ShouldBe(2);
    }

    [Fact]
    public async Task Go_to_one_of_fifty_streams_that_want_them_at_once()
    {
        await using var one = new PostgresEventStore(database.DataSource);
        await using var two = new PostgresEventStore(database.DataSource);
        var before = await one.ReadHeadAsync(CancellationToken.None);

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => Task.Run(() =>
            (n % 2 == 0 ? one : two).AppendAsync(Appends.To($"wants-{n}", 0, new { n }, new { n }) with { Alias = "wanted" }, CancellationToken.None))));

        var winner = Array.FindIndex(results, result => result is AppendResult.Appended);
        results.Count(result => result is AppendResult.Conflict).ShouldBe(49);
        (await one.FindStreamAsync("wanted", CancellationToken.None)).ShouldBe($"wants-{winner}");
        (await one.ReadHeadAsync(CancellationToken.None)).ShouldBe(before + 2);
    }

    [Fact]
    public async Task Refused_in_a_batch_leave_the_numbers_of_the_others_whole()
    {
        await using var store = new PostgresEventStore(database.DataSource);
        await store.AppendAsync(Appends.To("holder", 0, new { }) with { Alias = "held" }, CancellationToken.None);
        var before = await store.ReadHeadAsync(CancellationToken.None);

        var appends = Enumerable.Range(0, 60).Select(n => store.AppendAsync(
            Appends.To($"mixed-{n}", n % 5 == 0 ? 7 : 0, new { n }, new { n }) with { Alias = n % 3 == 0 ? "held" : null }, CancellationToken.None));
        var results = await Task.WhenAll(appends);

        var feed = await store.ReadFeedAsync(before, 1000, CancellationToken.None);
        feed.Select(recorded => recorded.Sequence).ShouldBe(Enumerable.Range(1, feed.Count).Select(n => before + n));
        for (var n = 0; n < results.Length; n++)
        {
            if (n % 5 == 0 || n % 3 == 0)
                results[n].ShouldBe(new AppendResult.Conflict(0));
            else
                results[n].ShouldBe(new AppendResult.Appended(2, feed.Last(recorded => recorded.StreamId == $"mixed-{n}").Sequence));
        }
    }
}
