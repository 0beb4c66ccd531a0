using Csms.ReadModels.Rebuilding;
using Csms.ReadModels.Tests.Projecting;

namespace Csms.ReadModels.Tests.Rebuilding;

public sealed class ComparingReadModels : ReadModelTest
{
    [Fact]
    public async Task Finds_nothing_where_rows_are_as_events_say_to_the_byte()
    {
        var sessions = new Sessions(this);
        for (var i = 0; i < 3; i++) await sessions.RecordAsync($"CP{i}");
        await ProjectAsync();
        var reports = await CompareAsync([.. Catalog.All]);
        reports.Count.ShouldBe(Catalog.All.Count);
        reports.ShouldAllBe(r => !r.Differs);
        var head = await Store.ReadHeadAsync(CancellationToken.None);
        reports.ShouldAllBe(r => r.Position == head);
    }

    [Fact]
    public async Task Shows_rows_that_somebody_tampered_with_and_changes_nothing()
    {
        await new Sessions(this).RecordAsync("CP1");
        await ProjectAsync();
        // The same number, written in another way: no other comparison would see it.
        await ScalarAsync<object>("UPDATE read.meter_values SET value = value + 0.00 WHERE sequence = (SELECT min(sequence) FROM read.meter_values) RETURNING 1");
        await ScalarAsync<object>("DELETE FROM read.transactions WHERE transaction_id = 1; SELECT 1");
        await ScalarAsync<object>("UPDATE read.transactions SET energy_wh = 999999 WHERE transaction_id = 2 RETURNING 1");
        var before = await EverythingAsync();

        var values = (await CompareAsync(Catalog.Find("meter_values")!))[0].Tables.Single(t => t.Differs);
        (values.Table, values.OnlyLive, values.OnlyRebuilt).ShouldBe(("meter_values", values.Shown.Count(r => r.IsLive), values.OnlyLive));
        var transactions = (await CompareAsync(Catalog.Find("transactions")!))[0].Tables.Single();
        (transactions.Rows, transactions.OnlyLive, transactions.OnlyRebuilt).ShouldBe((1, 1, 2));
        transactions.Shown.Single(r => r.IsLive).Json.ShouldContain("999999");
        transactions.Shown.Count(r => !r.IsLive).ShouldBe(2);

        (await EverythingAsync()).ShouldBe(before);
        (await ScalarAsync<long>("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'read%'")).ShouldBe(1);
    }

    [Fact]
    public async Task Shows_only_some_of_many_differences_and_counts_all()
    {
        await new Sessions(this).RecordAsync("CP1");
        await ProjectAsync();
        await ScalarAsync<object>("INSERT INTO read.tokens SELECT gen_random_uuid(), t.status, t.expiry_date, t.parent_token_id, t.max_concurrent_transactions, t.registered_at, t.changed_at, t.removed_at, t.last_sequence FROM read.tokens t, generate_series(1, 50); SELECT 1");
        var tokens = (await CompareAsync(Catalog.Find("tokens")!))[0].Tables.Single();
        (tokens.OnlyLive, tokens.OnlyRebuilt, tokens.Shown.Count).ShouldBe((50, 0, Comparison.MostShown));
    }

    [Fact]
    public async Task Compares_as_of_one_event_while_events_keep_coming()
    {
        using var stop = new CancellationTokenSource();
        var running = NewProjector().RunAsync(stop.Token);
        var sessions = new Sessions(this);
        await sessions.RecordAsync("CP0");
        await CatchUpAsync();
        using var enough = new CancellationTokenSource();
        var coming = Task.Run(async () =>
        {
            for (var i = 1; !enough.IsCancellationRequested || i < 5; i++) await sessions.RecordAsync($"CP{i}");
        });
        (await CompareAsync([.. Catalog.All])).ShouldAllBe(r => !r.Differs);
        await enough.CancelAsync();
        await coming;
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Says_so_when_there_is_nothing_to_compare_with()
    {
        await new Sessions(this).RecordAsync("CP1");
        var report = (await CompareAsync(Catalog.Find("tokens")!)).Single();
        (report.Position, report.Differs).ShouldBe((null, false));
    }

    [Fact]
    public async Task Shows_how_far_it_has_come()
    {
        var head = await new Sessions(this).RecordAsync("CP1");
        await ProjectAsync();
        var seen = new List<RebuildProgress>();
        await new Comparison(DataSource, Store).RunAsync([Catalog.Find("tokens")!], new Progress(seen), CancellationToken.None);
        seen.ShouldContain(p => p.Stage == RebuildStage.Loading && p.Done == head && p.Total == head);
        seen.Select(p => p.Stage).Distinct().ShouldBe([RebuildStage.Loading, RebuildStage.Indexing, RebuildStage.Comparing, RebuildStage.Done]);
    }

    private Task<IReadOnlyList<ComparisonReport>> CompareAsync(params ReadModel[] models) =>
        new Comparison(DataSource, Store).RunAsync(models, progress: null, CancellationToken.None);

    private sealed class Progress(List<RebuildProgress> seen) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) => seen.Add(value);
    }
}
