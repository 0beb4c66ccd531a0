using System.Text;
using Csms.Testing;

namespace Csms.EventStore.Tests;

public sealed class ReadingStreams(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task As_of_a_sequence_number_or_a_time_shows_what_was_known_then()
    {
        await using var store = new PostgresEventStore(database.DataSource);
        for (var n = 0; n < 5; n++)
        {
            await store.AppendAsync(Appends.To("as-of", n, new { n }), CancellationToken.None);
            await store.AppendAsync(Appends.To("noise", n, new { n }), CancellationToken.None);
        }
        var all = await store.AllOfAsync("as-of");

        (await store.AllOfAsync("as-of", asOf: new AsOf(Sequence: all[2].Sequence))).ShouldBe(all[..3], Same);
        (await store.AllOfAsync("as-of", asOf: new AsOf(Sequence: all[2].Sequence + 1))).ShouldBe(all[..3], Same);
        (await store.AllOfAsync("as-of", asOf: new AsOf(RecordedAt: all[1].Timestamp))).ShouldBe(all[..2], Same);
        (await store.AllOfAsync("as-of", asOf: new AsOf(RecordedAt: all[1].Timestamp.AddTicks(-10).ToOffset(TimeSpan.FromHours(5))))).ShouldBe(all[..1], Same);
        (await store.AllOfAsync("as-of", 1, new AsOf(all[3].Sequence, all[2].Timestamp))).ShouldBe(all[1..3], Same);
        (await store.AllOfAsync("as-of", asOf: new AsOf(RecordedAt: DateTimeOffset.UnixEpoch))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_some_types_in_a_stretch_of_time_shows_a_few_around_it_too()
    {
        await using var store = new PostgresEventStore(database.DataSource);
        for (var n = 0; n < 8; n++)
            await store.AppendAsync(new StreamAppend("stretch", "test", n, [Appends.Event(new { n }, n % 2 == 0 ? "even" : "odd")]), CancellationToken.None);
        var all = await store.AllOfAsync("stretch");

        (await VersionsAsync(new("stretch", all[4].Timestamp, null))).ShouldBe([5, 7]);
        (await VersionsAsync(new("stretch", all[4].Timestamp, null, Before: 1))).ShouldBe([3, 5, 7]);
        (await VersionsAsync(new("stretch", all[4].Timestamp, null, Before: 2))).ShouldBe([1, 3, 5, 7]);
        (await VersionsAsync(new("stretch", all[4].Timestamp, null, Before: 9))).ShouldBe([1, 3, 5, 7]);
        (await VersionsAsync(new("stretch", all[3].Timestamp, all[4].Timestamp, Before: 1))).ShouldBe([3, 5]);
        (await VersionsAsync(new("stretch", DateTimeOffset.UnixEpoch, null, Before: 3))).ShouldBe([1, 3, 5, 7]);
        (await VersionsAsync(new("stretch", DateTimeOffset.MaxValue, null, Before: 1))).ShouldBe([7]);
        (await VersionsAsync(new("stretch", DateTimeOffset.UnixEpoch, all[1].Timestamp))).ShouldBe([1]);
        (await VersionsAsync(new("stretch", DateTimeOffset.UnixEpoch, all[1].Timestamp, After: 1))).ShouldBe([1, 3]);
        (await VersionsAsync(new("stretch", all[2].Timestamp, all[2].Timestamp, After: 9))).ShouldBe([3, 5, 7]);
        (await VersionsAsync(new("stretch", all[3].Timestamp, all[3].Timestamp, Before: 1, After: 1))).ShouldBe([3, 5]);

        async Task<long[]> VersionsAsync(StretchOfStream stretch) =>
            [.. (await store.ReadStretchesOfStreamsAsync([stretch], ["even"], CancellationToken.None))[0].Select(recorded => recorded.Version)];
    }

    [Fact]
    public async Task Pages_go_forward_and_back_and_no_further_than_what_was_known()
    {
        await using var store = new PostgresEventStore(database.DataSource);
        for (var n = 0; n < 6; n++)
            await store.AppendAsync(Appends.To("pages", n, new { n }), CancellationToken.None);
        var all = await store.AllOfAsync("pages");

        (await ForwardAsync(0, 2)).ShouldBe([1, 2]);
        (await ForwardAsync(2, 9)).ShouldBe([3, 4, 5, 6]);
        (await ForwardAsync(2, 9, new AsOf(Sequence: all[3].Sequence))).ShouldBe([3, 4]);
        (await ForwardAsync(6, 9)).ShouldBeEmpty();
        (await BackAsync(long.MaxValue, 2)).ShouldBe([6, 5]);
        (await BackAsync(5, 9)).ShouldBe([4, 3, 2, 1]);
        (await BackAsync(long.MaxValue, 2, new AsOf(RecordedAt: all[3].Timestamp))).ShouldBe([4, 3]);
        (await BackAsync(1, 9)).ShouldBeEmpty();

        async Task<long[]> ForwardAsync(long after, int limit, AsOf? asOf = null) =>
            [.. (await store.ReadPageOfStreamAsync("pages", after, limit, asOf, CancellationToken.None)).Select(recorded => recorded.Version)];
        async Task<long[]> BackAsync(long before, int limit, AsOf? asOf = null) =>
            [.. (await store.ReadNewestOfStreamAsync("pages", before, limit, asOf, CancellationToken.None)).Select(recorded => recorded.Version)];
    }

    [Fact]
    public async Task Pages_of_some_streams_come_in_the_order_of_the_feed_wherever_they_begin()
    {
        await using var store = new PostgresEventStore(database.DataSource);
        string[] names = ["some-1", "some-2", "some-3", "some-4"];
        for (var n = 0; n < 17; n++)
        {
            foreach (var name in names.Where((_, i) => n >= i * i))
                await store.AppendAsync(Appends.To(name, n - (Array.IndexOf(names, name) * Array.IndexOf(names, name)), new { n }), CancellationToken.None);
        }
        var all = (await Task.WhenAll(names[..3].Select(name => store.AllOfAsync(name)))).SelectMany(stream => stream).OrderBy(recorded => recorded.Sequence).ToList();
        var head = await store.ReadHeadAsync(CancellationToken.None);

        for (var after = all[0].Sequence - 1; after <= head; after++)
        {
            foreach (var upTo in (long[])[after + 7, head])
            {
                var expected = all.Where(recorded => recorded.Sequence > after && recorded.Sequence <= upTo).Take(5).ToList();
                (await store.ReadStretchAsync(after, upTo, [.. names[..3], "nobody"], 5, CancellationToken.None)).ShouldBe(expected, Same);
                (await store.ReadStretchAsync(after, upTo, [.. names[..3], .. Enumerable.Range(0, 200).Select(n => $"nobody-{n}")], 5, CancellationToken.None)).ShouldBe(expected, Same);
            }
        }
    }

    [Fact]
    public async Task Looks_at_no_more_of_a_long_stream_than_was_asked_for()
    {
        await using var ownDatabase = await TestDatabase.CreateAsync();
        await using var store = new PostgresEventStore(ownDatabase.DataSource);
        for (var n = 0; n < 10_000; n += 1000)
        {
            var some = Enumerable.Range(n, 1000).Select(one => Appends.Event(new { n = one }, one % 2 == 0 ? "even" : "odd")).ToArray();
            await store.AppendAsync(new("long", "test", n, some), CancellationToken.None);
        }
        var all = await store.AllOfAsync("long");
        var looks = await Looks.CountAsync(ownDatabase);

        // Events of one append have one time: a stretch begins behind them all.
        var stretch = new StretchOfStream("long", all[8500].Timestamp, all[8500].Timestamp, Before: 8, After: 16);
        var found = await store.ReadStretchesOfStreamsAsync([stretch], ["even"], CancellationToken.None);
        found[0].Select(recorded => recorded.Version).ShouldBe(Enumerable.Range(0, 8 + 500 + 16).Select(n => 7985L + (2 * n)));
        (await looks.SinceAsync()).ShouldBeLessThan(2500);

        (await store.FindLastAsync("long", all[9000].Sequence, ["even"], CancellationToken.None))!.Version.ShouldBe(8999);
        (await looks.SinceAsync()).ShouldBeLessThan(2000);

        (await store.ReadPageOfStreamAsync("long", 5000, 10, null, CancellationToken.None))[0].Version.ShouldBe(5001);
        (await store.ReadNewestOfStreamAsync("long", long.MaxValue, 10, null, CancellationToken.None))[0].Version.ShouldBe(10_000);
        (await store.ReadStretchAsync(all[4999].Sequence, long.MaxValue, ["long"], 10, CancellationToken.None))[0].Version.ShouldBe(5001);
        (await looks.SinceAsync()).ShouldBeLessThan(100);
    }

    [Fact]
    public async Task Goes_on_after_a_version()
    {
        await using var store = new PostgresEventStore(database.DataSource);
        await store.AppendAsync(Appends.To("after", 0, new { n = 1 }, new { n = 2 }, new { n = 3 }), CancellationToken.None);

        (await store.AllOfAsync("after", afterVersion: 2)).ShouldHaveSingleItem().Version.ShouldBe(3);
        (await store.AllOfAsync("after", afterVersion: 3)).ShouldBeEmpty();
        (await store.AllOfAsync("nobody")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Snapshots_belong_to_a_shape_of_state_and_never_go_back()
    {
        await using var store = new PostgresEventStore(database.DataSource);
        await store.SaveSnapshotAsync(Snapshot(7, 1, "seven"), CancellationToken.None);
        await store.SaveSnapshotAsync(Snapshot(9, 1, "nine, of no use"), CancellationToken.None);
        await store.SaveSnapshotAsync(Snapshot(9, 1, "nine"), CancellationToken.None);
        await store.SaveSnapshotAsync(Snapshot(8, 1, "eight, late"), CancellationToken.None);
        await store.SaveSnapshotAsync(Snapshot(3, 2, "new shape"), CancellationToken.None);

        var first = (await store.ReadSnapshotAsync("cached", 1, CancellationToken.None))!;
        (first.Version, Encoding.UTF8.GetString(first.State.Span)).ShouldBe((9, """{"s":"nine"}"""));
        (await store.ReadSnapshotAsync("cached", 2, CancellationToken.None))!.Version.ShouldBe(3);
        (await store.ReadSnapshotAsync("cached", 3, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Erased_content_is_gone_and_its_event_stays()
    {
        await using var store = new PostgresEventStore(database.DataSource);
        var content = new ErasableContent(Guid.CreateVersion7(), Guid.NewGuid(), "Ünïcode, \"quoted\"\n");
        await store.AppendAsync(Appends.To("names-content", 0, new { content = content.Id }) with { Contents = [content] }, CancellationToken.None);
        (await store.ReadContentAsync(content.Id, CancellationToken.None)).ShouldBe(content.Content);

        await store.EraseContentAsync(content.Id, CancellationToken.None);
        await store.EraseContentAsync(content.Id, CancellationToken.None);

        (await store.ReadContentAsync(content.Id, CancellationToken.None)).ShouldBeNull();
        (await store.AllOfAsync("names-content")).ShouldHaveSingleItem();
    }

    private static IEqualityComparer<RecordedEvent> Same { get; } = EqualityComparer<RecordedEvent>.Create((a, b) => a!.Sequence == b!.Sequence, a => a.Sequence.GetHashCode());

    private static StreamSnapshot Snapshot(long version, int schemaVersion, string text) =>
        new("cached", version, schemaVersion, Encoding.UTF8.GetBytes($$"""{"s":"{{text}}"}"""));
}
