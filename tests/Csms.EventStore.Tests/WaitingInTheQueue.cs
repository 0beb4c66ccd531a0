using Csms.Testing;

namespace Csms.EventStore.Tests;

public sealed class WaitingInTheQueue(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_caller_who_gives_up_before_his_turn_stores_nothing_and_whoever_was_sent_is_told_the_truth()
    {
        await using var store = new PostgresEventStore(database.DataSource);
        using var giveUp = new CancellationTokenSource();
        await using var blocker = await database.HoldUpAppendsAsync();

        var first = store.AppendAsync(Appends.To("patient", 0, new { n = 1 }), giveUp.Token);
        await SomebodyWaitsForTheLockAsync();
        var second = store.AppendAsync(Appends.To("impatient", 0, new { n = 2 }), giveUp.Token);
        await giveUp.CancelAsync();
        await second.ShouldThrowAsync<OperationCanceledException>();
        first.IsCompleted.ShouldBeFalse();
        await blocker.RollbackAsync();

        (await first).ShouldBeOfType<AppendResult.Appended>();
        (await store.AppendAsync(Appends.To("impatient", 0, new { n = 3 }), CancellationToken.None)).ShouldBeOfType<AppendResult.Appended>();
        (await store.AllOfAsync("impatient")).ShouldHaveSingleItem().Json().ShouldBe("""{"n": 3}""");
    }

    [Fact]
    public async Task Everything_that_was_taken_is_committed_before_the_store_is_gone()
    {
        var store = new PostgresEventStore(database.DataSource);
        var appends = Enumerable.Range(0, 300).Select(n => store.AppendAsync(Appends.To("drained", n, new { n }), CancellationToken.None)).ToArray();

        await store.DisposeAsync();

        appends.ShouldAllBe(append => append.IsCompletedSuccessfully);
        // One stream: each in a batch of its own, in the order in which they came.
        appends.Select(append => append.Result).ShouldAllBe(result => result is AppendResult.Appended);
        await store.AppendAsync(Appends.To("late", 0, new { }), CancellationToken.None).ShouldThrowAsync<ObjectDisposedException>();
    }

    [Fact]
    public async Task A_full_queue_holds_callers_back_and_loses_none()
    {
        await using var store = new PostgresEventStore(database.DataSource);
        var blocker = await database.HoldUpAppendsAsync();
        var appends = Enumerable.Range(0, 6000).Select(n => store.AppendAsync(Appends.To($"flood-{n}", 0, new { n }), CancellationToken.None)).ToArray();
        await blocker.DisposeAsync();

        (await Task.WhenAll(appends)).ShouldAllBe(result => result is AppendResult.Appended);
    }

    private async Task SomebodyWaitsForTheLockAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var command = database.DataSource.CreateCommand("""
            SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
               AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """);
        while (await command.ExecuteScalarAsync(patience.Token) is 0L)
            await Task.Yield();
    }
}
