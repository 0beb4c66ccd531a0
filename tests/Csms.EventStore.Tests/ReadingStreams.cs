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
    public async Task Looks_at_no_more_of_a_long_stream_than_a_stretch_of_it()
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
        (await looks.SoFarAsync()).ShouldBeLessThan(2500);

        var before = await looks.SoFarAsync();
        (await store.FindLastAsync("long", all[9000].Sequence, ["even"], CancellationToken.None))!.Version.ShouldBe(8999);
        (await looks.SoFarAsync() - before).ShouldBeLessThan(2000);
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
