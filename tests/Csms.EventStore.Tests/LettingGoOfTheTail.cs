using Csms.Testing;

namespace Csms.EventStore.Tests;

/// <summary>The feed is followed for months: what was read must not stay in memory behind those who have it, or had it.</summary>
public sealed class LettingGoOfTheTail(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly PostgresEventStore store = new(database.DataSource);
    private readonly Feed feed = new(database.DataSource);
    private readonly FeedSignal signal = new(database.DataSource);
    private FeedReader? reader;

    public Task InitializeAsync()
    {
        reader = new FeedReader(feed, signal);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await reader!.DisposeAsync();
        await signal.DisposeAsync();
        await feed.DisposeAsync();
        await store.DisposeAsync();
    }

    [Fact]
    public async Task Happens_when_nobody_has_it_any_more()
    {
        var first = await NewestAsync();
        await ReadMoreAsync();
        (await IsGoneAsync(first)).ShouldBeTrue();
    }

    [Fact]
    public async Task Happens_behind_a_follower_who_takes_his_time()
    {
        var held = await reader!.TailAsync();
        await ReadMoreAsync();
        var second = await NewestAsync();
        await ReadMoreAsync();
        (await IsGoneAsync(second)).ShouldBeTrue();
        held.Gone.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task Waits_for_followers_who_have_yet_to_read_it()
    {
        var begin = (await reader!.TailAsync()).Last;
        using var slow = reader.Join(begin);
        using var quick = reader.Join(begin);
        await ReadMoreAsync();
        (await reader.TailAsync()).Covers(begin).ShouldBeTrue();

        quick.Position = long.MaxValue;
        await ReadMoreAsync();
        (await reader.TailAsync()).Covers(begin).ShouldBeTrue();

        slow.Position = (await reader.TailAsync()).Last;
        await ReadMoreAsync();
        (await reader.TailAsync()).Covers(begin).ShouldBeFalse();
        (await reader.TailAsync()).Covers(slow.Position).ShouldBeTrue();
    }

    [Fact]
    public async Task Does_not_wait_for_one_who_left_or_was_left_behind()
    {
        var begin = (await reader!.TailAsync()).Last;
        reader.Join(begin).Dispose();
        using var lost = reader.Join(begin - 1);
        await ReadMoreAsync();

        (await reader.TailAsync()).Covers(begin).ShouldBeFalse();
    }

    [Fact]
    public async Task Takes_a_follower_from_the_database_to_the_tail_without_a_gap()
    {
        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        for (var i = 0; i < 3; i++)
            await store.AppendAsync(Appends.To(Guid.NewGuid().ToString(), 0, new { i }), over.Token);
        await using var pages = store.FollowFeedAsync(0, 2, over.Token).GetAsyncEnumerator(over.Token);
        var seen = new List<long>();
        while (seen.Count == 0 || seen[^1] < await feed.ReadHeadAsync(over.Token) || seen.Count < 20)
        {
            if (seen.Count < 20)
                await store.AppendAsync(Appends.To(Guid.NewGuid().ToString(), 0, new { seen.Count }), over.Token);
            (await pages.MoveNextAsync()).ShouldBeTrue();
            seen.AddRange(pages.Current.Select(recorded => recorded.Sequence));
        }

        seen.ShouldBe(Enumerable.Range((int)seen[0], seen.Count).Select(n => (long)n));
    }

    private async Task<WeakReference> NewestAsync() => new(await reader!.TailAsync());

    /// <summary>Several times: the reader itself may still have the one before the newest.</summary>
    private async Task ReadMoreAsync()
    {
        for (var i = 0; i < 3; i++)
        {
            var stream = Guid.NewGuid().ToString();
            await store.AppendAsync(Appends.To(stream, 0, new { i }), CancellationToken.None);
            await ReadToAsync(await feed.ReadHeadAsync(CancellationToken.None));
        }
    }

    private async Task ReadToAsync(long head)
    {
        while (await reader!.TailAsync() is var tail && tail.Last < head)
            await tail.Gone.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static async Task<bool> IsGoneAsync(WeakReference tail)
    {
        // Whoever was just told of a newer one may be about to let go.
        for (var tries = 0; tail.IsAlive && tries < 100; tries++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Yield();
        }

        return !tail.IsAlive;
    }
}
