namespace Csms.ReadModels.Tests.Projecting;

public sealed class TakingOver : ReadModelTest
{
    private const string Locks = "FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    [Fact]
    public async Task Of_two_projectors_one_works_and_the_other_takes_over()
    {
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var sessions = new Sessions(this);
        var one = NewProjector().RunAsync(first.Token);
        await sessions.RecordAsync("CP1");
        await CatchUpAsync();
        var other = NewProjector().RunAsync(second.Token);
        await UntilAsync(() => ScalarAsync<bool>($"SELECT EXISTS (SELECT {Locks} AND NOT granted)"), "the second waits");
        await sessions.RecordAsync("CP2");
        await CatchUpAsync();

        await first.CancelAsync();
        await one;
        await sessions.RecordAsync("CP3");
        await CatchUpAsync();
        (await ScalarAsync<long>("SELECT count(*) FROM read.meter_values")).ShouldBe(45);
        await second.CancelAsync();
        await other;
    }

    [Fact]
    public async Task A_projector_whose_connection_dies_gives_way_and_comes_back()
    {
        using var stop = new CancellationTokenSource();
        var running = NewProjector().RunAsync(stop.Token);
        var sessions = new Sessions(this);
        await sessions.RecordAsync("CP1");
        await CatchUpAsync();
        (await ScalarAsync<long>($"SELECT count(pg_terminate_backend(pid)) {Locks} AND granted AND classid = 1129532755")).ShouldBe(1);
        await sessions.RecordAsync("CP2");
        await CatchUpAsync();
        (await ScalarAsync<long>("SELECT count(*) FROM read.transactions")).ShouldBe(4);
        await stop.CancelAsync();
        await running;
    }
}
