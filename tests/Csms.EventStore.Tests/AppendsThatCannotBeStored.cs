using Csms.Testing;
using Npgsql;

namespace Csms.EventStore.Tests;

public sealed class AppendsThatCannotBeStored(TestDatabase database) : IClassFixture<TestDatabase>
{
    public static TheoryData<string> Poison => new(
        "{\"a\":\"\\u0000\"}",
        "{\"\\u0000\":1}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":1",
        "[1]",
        "17",
        "",
        "{\"a\":1e200000}"); // Only PostgreSQL itself knows that this is beyond `numeric`.

    [Theory]
    [MemberData(nameof(Poison))]
    public async Task Fail_alone_and_leave_their_batch_in_order(string json)
    {
        await using var store = new PostgresEventStore(database.DataSource);
        var before = await store.ReadHeadAsync(CancellationToken.None);
        var name = Guid.NewGuid().ToString();

        var good = Enumerable.Range(0, 100).Select(n => store.AppendAsync(Appends.To($"{name}-{n}", 0, new { n }), CancellationToken.None)).ToList();
        var bad = store.AppendAsync(new($"{name}-bad", "test", 0, [Appends.Raw(json)]), CancellationToken.None);
        good.AddRange(Enumerable.Range(100, 100).Select(n => store.AppendAsync(Appends.To($"{name}-{n}", 0, new { n }), CancellationToken.None)));

        await bad.ShouldThrowAsync<ArgumentException>();
        (await Task.WhenAll(good)).ShouldAllBe(result => result is AppendResult.Appended);
        (await store.AllOfAsync($"{name}-bad")).ShouldBeEmpty();
        (await store.ReadHeadAsync(CancellationToken.None)).ShouldBe(before + 200);
        var feed = await store.ReadFeedAsync(before, 1000, CancellationToken.None);
        feed.Select(recorded => recorded.StreamId).ShouldBe(Enumerable.Range(0, 200).Select(n => $"{name}-{n}"));
    }

    [Theory]
    [InlineData("nul\0in a name", "test")]
    [InlineData("good", "nul\0in a type")]
    public async Task Include_text_that_is_not_text(string stream, string type)
    {
        await using var store = new PostgresEventStore(database.DataSource);

        await store.AppendAsync(new(stream, type, 0, [Appends.Event(new { })]), CancellationToken.None).ShouldThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task Include_half_a_surrogate_pair()
    {
        await using var store = new PostgresEventStore(database.DataSource);

        // Not in an attribute: those are UTF-8, where no such thing exists.
        await store.AppendAsync(Appends.To("half " + '\ud83d', 0, new { }), CancellationToken.None).ShouldThrowAsync<ArgumentException>();
        await store.AppendAsync(Appends.To("half " + '\ude00' + '\ud83d', 0, new { }), CancellationToken.None).ShouldThrowAsync<ArgumentException>();
        (await store.AppendAsync(Appends.To("whole \ud83d\ude00", 0, new { }), CancellationToken.None)).ShouldBeOfType<AppendResult.Appended>();
    }

    [Fact]
    public async Task Include_a_stream_name_too_long_for_the_index()
    {
        await using var store = new PostgresEventStore(database.DataSource);
        // Random, since PostgreSQL compresses what repeats.
        var name = string.Concat(Enumerable.Range(0, 400).Select(_ => Guid.NewGuid().ToString("N")));

        var bad = store.AppendAsync(Appends.To(name, 0, new { }), CancellationToken.None);
        var good = store.AppendAsync(Appends.To("beside the long one", 0, new { }), CancellationToken.None);

        await bad.ShouldThrowAsync<ArgumentException>();
        (await good).ShouldBeOfType<AppendResult.Appended>();
    }

    /// <summary>With a notice PostgreSQL sends what it has held back until then: the results are here before it says that it cannot commit.</summary>
    [Fact]
    public async Task Are_acknowledged_to_nobody_when_it_is_the_commit_that_fails()
    {
        await using var ownDatabase = await TestDatabase.CreateAsync();
        await using var store = new PostgresEventStore(ownDatabase.DataSource);
        await using (var failing = ownDatabase.DataSource.CreateCommand("""
            CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE NOTICE 'not yet'; PERFORM pg_sleep(0.1); RAISE 'no commit'; END $$;
            CREATE CONSTRAINT TRIGGER no_commit AFTER INSERT ON events.mt_events DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fail()
            """))
            await failing.ExecuteNonQueryAsync();
        var held = await ownDatabase.HoldUpAppendsAsync();

        var all = Enumerable.Range(0, 1500).Select(n => store.AppendAsync(Appends.To($"stream {n}", 0, new { n }), CancellationToken.None)).ToList();
        await held.Connection!.DisposeAsync();

        foreach (var one in all)
            (await one.ShouldThrowAsync<PostgresException>()).MessageText.ShouldBe("no commit");
        (await store.ReadHeadAsync(CancellationToken.None)).ShouldBe(0);
    }

    [Fact]
    public async Task Include_appends_without_events()
    {
        await using var store = new PostgresEventStore(database.DataSource);

        await store.AppendAsync(new("empty", "test", 0, []), CancellationToken.None).ShouldThrowAsync<ArgumentException>();
    }
}
