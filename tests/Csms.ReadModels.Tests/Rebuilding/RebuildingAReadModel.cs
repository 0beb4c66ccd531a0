using Csms.ReadModels.Rebuilding;
using Csms.ReadModels.Tests.Projecting;

namespace Csms.ReadModels.Tests.Rebuilding;

public sealed class RebuildingAReadModel : ReadModelTest
{
    [Fact]
    public async Task Gives_the_same_rows_as_following_did()
    {
        var sessions = new Sessions(this);
        for (var i = 0; i < 5; i++) await sessions.RecordAsync($"CP{i}");
        await ProjectAsync();
        var everything = await EverythingAsync();
        foreach (var model in Catalog.All)
        {
            var report = await RebuildAsync(model);
            report.Compared.Count.ShouldBe(model.Tables.Count);
            report.Differs.ShouldBeFalse(report.ToString());
            report.Position.ShouldBe(await Store.ReadHeadAsync(CancellationToken.None));
        }
        (await EverythingAsync()).ShouldBe(everything);
        (await ScalarAsync<long>("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'read%'")).ShouldBe(1);
    }

    [Fact]
    public async Task Gives_the_same_rows_for_all_of_them_in_one_pass()
    {
        var sessions = new Sessions(this);
        await sessions.RecordAsync("CP1");
        await ProjectAsync();
        // One stands further back than the others.
        await ScalarAsync<object>("UPDATE events.mt_event_progression SET last_seq_id = 3 WHERE name LIKE 'csms.calls:%' RETURNING 1");
        await sessions.RecordAsync("CP2");
        var reports = await new Rebuild(DataSource, Store).RunAsync(Catalog.All, progress: null, CancellationToken.None);
        reports.ShouldAllBe(r => !r.Differs);
        await ProjectAsync();
        var everything = await EverythingAsync();
        (await new Rebuild(DataSource, Store).RunAsync(Catalog.All, progress: null, CancellationToken.None)).ShouldAllBe(r => !r.Differs);
        (await EverythingAsync()).ShouldBe(everything);
    }

    [Fact]
    public async Task Tells_what_was_wrong_and_puts_it_right()
    {
        await new Sessions(this).RecordAsync("CP1");
        await ProjectAsync();
        var everything = await EverythingAsync();
        await ScalarAsync<object>("UPDATE read.meter_values SET value = 1 WHERE sequence = (SELECT min(sequence) FROM read.meter_values) RETURNING 1");
        await ScalarAsync<object>("DELETE FROM read.transactions WHERE transaction_id = 1; SELECT 1");

        (await RebuildAsync(Catalog.Find("meter_values")!)).Compared.Single(c => c.Differs).Table.ShouldBe("meter_values");
        var difference = (await RebuildAsync(Catalog.Find("transactions")!)).Compared.Single();
        (difference.Before.Rows, difference.After.Rows).ShouldBe((1, 2));
        (await EverythingAsync()).ShouldBe(everything);
    }

    [Fact]
    public async Task Swaps_while_events_keep_coming()
    {
        using var stop = new CancellationTokenSource();
        var running = NewProjector().RunAsync(stop.Token);
        var sessions = new Sessions(this);
        await sessions.RecordAsync("CP0");
        await CatchUpAsync();

        using var enough = new CancellationTokenSource();
        var coming = Task.Run(async () =>
        {
            for (var i = 1; !enough.IsCancellationRequested || i < 10; i++) await sessions.RecordAsync($"CP{i}");
        });
        foreach (var model in Catalog.All) (await RebuildAsync(model)).Differs.ShouldBeFalse();
        await enough.CancelAsync();
        await coming;
        await CatchUpAsync();
        await stop.CancelAsync();
        await running;

        var followed = await EverythingAsync();
        foreach (var model in Catalog.All) (await RebuildAsync(model)).Differs.ShouldBeFalse(model.Name);
        (await EverythingAsync()).ShouldBe(followed);
    }

    [Fact]
    public async Task Waits_for_a_reader_of_the_old_tables_without_stopping_the_others()
    {
        await new Sessions(this).RecordAsync("CP1");
        await ProjectAsync();
        await using var reader = await DataSource.OpenConnectionAsync();
        await using var reading = await reader.BeginTransactionAsync();
        await ReadModelSchema.ExecuteAsync(reader, "SELECT count(*) FROM read.v1_transactions", CancellationToken.None);
        var rebuilding = RebuildAsync(Catalog.Find("transactions")!);
        await UntilAsync(() => ScalarAsync<bool>("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = 'read.v1_transactions'::regclass)"), "it waits");
        var other = await Should.ThrowAsync<RebuildInProgressException>(() => RebuildAsync(Catalog.Find("transactions")!));
        other.Message.ShouldContain("transactions");
        await reading.CommitAsync();
        (await rebuilding).Differs.ShouldBeFalse();
    }

    /// <summary>Views come before tables for readers, and nothing before anything for those who read both.</summary>
    [Theory]
    [InlineData("COMMENT ON VIEW read.v1_transactions IS 'A lock on the view alone, which a reader has for a moment.'", "SELECT count(*) FROM read.transactions")]
    [InlineData("SELECT count(*) FROM read.transactions", "SELECT count(*) FROM read.v1_transactions")]
    public async Task Goes_on_when_it_and_a_reader_wait_for_each_other(string first, string second)
    {
        await new Sessions(this).RecordAsync("CP1");
        await ProjectAsync();
        await using var reader = await DataSource.OpenConnectionAsync();
        await using var reading = await reader.BeginTransactionAsync();
        await ReadModelSchema.ExecuteAsync(reader, $"SET LOCAL deadlock_timeout TO '1min'; {first}", CancellationToken.None);
        var rebuilding = RebuildAsync(Catalog.Find("transactions")!);
        await UntilAsync(
            () => ScalarAsync<bool>("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation IN ('read.transactions'::regclass, 'read.v1_transactions'::regclass))"),
            "it waits");
        await ReadModelSchema.ExecuteAsync(reader, second, CancellationToken.None);
        await reading.CommitAsync();
        (await rebuilding).Differs.ShouldBeFalse();
    }

    [Fact]
    public async Task Keeps_what_was_built_on_the_views_and_who_may_read_them()
    {
        await ScalarAsync<object>("CREATE VIEW read.mine AS SELECT transaction_id FROM read.v1_transactions; SELECT 1");
        await ScalarAsync<object>("GRANT SELECT ON read.v1_transactions TO pg_monitor; SELECT 1");
        await new Sessions(this).RecordAsync("CP1");
        await RebuildAsync(Catalog.Find("transactions")!);
        (await ScalarAsync<long>("SELECT count(*) FROM read.mine")).ShouldBe(2);
        (await ScalarAsync<bool>("SELECT has_table_privilege('pg_monitor', 'read.v1_transactions', 'SELECT')")).ShouldBeTrue();
    }

    [Fact]
    public async Task Shows_how_far_it_has_come()
    {
        var head = await new Sessions(this).RecordAsync("CP1");
        var seen = new List<RebuildProgress>();
        await new Rebuild(DataSource, Store).RunAsync(Catalog.Find("meter_values")!, new Progress(seen), CancellationToken.None);
        seen.ShouldContain(p => p.Stage == RebuildStage.Loading && p.Done == head && p.Total == head);
        seen[^1].Stage.ShouldBe(RebuildStage.Done);
    }

    [Fact]
    public async Task Looks_for_rare_events_a_stretch_at_a_time()
    {
        await new Sessions(this).RecordAsync("CP1");
        // As long a history as this one with nothing in between, for numbers of events are what counts.
        await ScalarAsync<object>("UPDATE events.csms_sequence SET last_sequence = 250000 RETURNING 1");
        var head = await new Sessions(this).RecordAsync("CP2");
        var seen = new List<RebuildProgress>();
        var report = await new Rebuild(DataSource, Store).RunAsync(Catalog.Find("tokens")!, new Progress(seen), CancellationToken.None);
        seen.Where(p => p.Stage == RebuildStage.Loading).Select(p => p.Done).ShouldBe([100_000, 200_000, head]);
        report.Position.ShouldBe(head);
        (await ScalarAsync<long>("SELECT last_seq_id FROM events.mt_event_progression WHERE name LIKE 'csms.tokens:%'")).ShouldBe(head);
        await ProjectAsync();
        (await RebuildAsync(Catalog.Find("tokens")!)).Differs.ShouldBeFalse();
    }

    private Task<RebuildReport> RebuildAsync(ReadModel model) => new Rebuild(DataSource, Store).RunAsync(model, progress: null, CancellationToken.None);

    private sealed class Progress(List<RebuildProgress> seen) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) => seen.Add(value);
    }
}
