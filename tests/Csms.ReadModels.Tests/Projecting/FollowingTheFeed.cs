using System.Collections.Concurrent;
using Csms.Domain;
using Csms.Domain.ChargePoints;
using Csms.Domain.Tokens;
using Csms.Domain.Transactions;
using Csms.ReadModels.Projecting;
using Csms.ReadModels.Rebuilding;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Csms.ReadModels.Tests.Projecting;

public sealed class FollowingTheFeed : ReadModelTest
{
    [Fact]
    public async Task Rows_follow_what_is_recorded_while_it_runs()
    {
        using var stop = new CancellationTokenSource();
        var running = NewProjector().RunAsync(stop.Token);
        var sessions = new Sessions(this);
        for (var i = 0; i < 3; i++)
        {
            await sessions.RecordAsync($"CP{i}");
            await CatchUpAsync();
            (await ScalarAsync<long>("SELECT count(*) FROM read.transactions WHERE status = 'running'")).ShouldBe(i + 1);
            (await ScalarAsync<long>("SELECT count(*) FROM read.meter_values")).ShouldBe((i + 1) * 15);
        }
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Going_back_to_any_older_checkpoint_changes_nothing()
    {
        await new Sessions(this).RecordAsync("CP1");
        await ProjectAsync();
        var everything = await EverythingAsync();
        var head = await Store.ReadHeadAsync(CancellationToken.None);
        for (var back = head - 1; back >= 0; back -= 3)
        {
            await ScalarAsync<object>($"UPDATE events.mt_event_progression SET last_seq_id = {back} WHERE name LIKE 'csms.%' RETURNING 1");
            await ProjectAsync();
            (await EverythingAsync()).ShouldBe(everything, $"after going back to {back}");
        }
    }

    [Fact]
    public async Task A_page_is_in_the_rows_and_the_checkpoint_or_in_neither()
    {
        await ProjectAsync();
        var sequence = await RecordAsync("charge-point-CP1", new ChargePointEvent.Registered("CP1", RegistrationPolicy.Accepted, 1));
        var page = EventDecoder.Decode(await Store.ReadFeedAsync(0, 10, CancellationToken.None));
        var model = Catalog.Find("charge_points")!;
        await using (var killed = await DataSource.OpenConnectionAsync())
        {
            await ReadModelSchema.ExecuteAsync(killed, "SET search_path TO read", CancellationToken.None);
            await using var transaction = await killed.BeginTransactionAsync();
            await Checkpoints.AdvanceAsync(killed, [model], 0, sequence, CancellationToken.None);
            await model.Open(FoldMode.Following).WriteAsync(killed, page, CancellationToken.None);
            await ScalarAsync<bool>($"SELECT pg_terminate_backend({killed.ProcessID})");
            await Should.ThrowAsync<NpgsqlException>(() => transaction.CommitAsync());
        }
        (await ScalarAsync<long>("SELECT count(*) FROM read.charge_points")).ShouldBe(0);
        await ProjectAsync();
        (await ScalarAsync<long>("SELECT count(*) FROM read.charge_points")).ShouldBe(1);
    }

    [Fact]
    public async Task A_page_that_somebody_else_has_written_is_refused()
    {
        await ProjectAsync();
        await using var connection = await DataSource.OpenConnectionAsync();
        await Should.ThrowAsync<CheckpointMovedException>(() => Checkpoints.AdvanceAsync(connection, [Catalog.All[0]], 5, 6, CancellationToken.None));
    }

    [Fact]
    public async Task A_projection_that_fails_does_not_stop_the_others()
    {
        await ProjectAsync();
        await ScalarAsync<object>("ALTER TABLE read.tokens RENAME COLUMN status TO gone; SELECT 1");
        using var stop = new CancellationTokenSource();
        var running = NewProjector().RunAsync(stop.Token);
        var sequence = await new Sessions(this).RecordAsync("CP1");
        await UntilAsync(async () => await PositionAsync("meter_values") >= sequence, "meter values go on");
        (await PositionAsync("tokens") < sequence).ShouldBeTrue();

        await ScalarAsync<object>("ALTER TABLE read.tokens RENAME COLUMN gone TO status; SELECT 1");
        await CatchUpAsync();
        (await ScalarAsync<long>("SELECT count(*) FROM read.tokens")).ShouldBe(1);
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_projection_that_failed_is_tried_again_when_its_time_comes_while_the_others_are_looked_at()
    {
        await ProjectAsync();
        // The page for all, and the page for this one alone.
        var failures = 2;
        var models = Catalog.All.Select(model => model.Name != "charge_points"
            ? model
            : model with
            {
                Open = mode => Interlocked.Decrement(ref failures) < 0 ? model.Open(mode) : throw new InvalidOperationException(),
            }).ToList();
        using var stop = new CancellationTokenSource();
        var running = new Projector(DataSource, Store, new Striding(), NullLogger<Projector>.Instance, models).RunAsync(stop.Token);
        var sequence = await RecordAsync("charge-point-CP1", new ChargePointEvent.Registered("CP1", RegistrationPolicy.Accepted, 1));

        // Nothing is recorded after it that would wake anybody.
        await UntilAsync(async () => await PositionAsync("charge_points") >= sequence, "the one that failed comes along");
        failures.ShouldBeLessThan(0, "it did not fail");
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Samples_are_stored_once_however_their_pages_fall_and_whatever_the_projector_took_for_granted()
    {
        using var stop = new CancellationTokenSource();
        var running = NewProjector().RunAsync(stop.Token);
        var stream = $"transaction-{Guid.NewGuid():D}";
        async Task ReportAsync(params int[] minutes)
        {
            await RecordAsync(stream, new TransactionEvent.MeterValuesReported(1, [.. minutes.Select(m => new MeterReading(Noon.AddMinutes(m), [new($"{m}")]))]));
            await CatchUpAsync();
        }

        await RecordAsync(stream, new TransactionEvent.Started(1, "CP1", 1, Guid.NewGuid(), 0, Noon, AuthorizationStatus.Accepted));
        await CatchUpAsync();
        await ReportAsync(1, 3);
        await ReportAsync(2, 3, 4);
        await ReportAsync(4);
        // As if it had been there before: the projector cannot know.
        await ScalarAsync<object>("INSERT INTO read.meter_values SELECT sequence, device_time + interval '1 minute', transaction_id, kind_id, connector_id, charge_point_id, unit, format, '5', 5 FROM read.meter_values WHERE value = 4 RETURNING 1");
        await ReportAsync(5);
        await ReportAsync(6);

        (await ScalarAsync<string>("SELECT string_agg(value_text, ' ' ORDER BY device_time) FROM read.meter_values")).ShouldBe("1 2 3 4 5 6");
        (await ScalarAsync<long>("SELECT sequence FROM read.meter_values WHERE value = 3")).ShouldBe(2);
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_newer_version_is_filled_from_the_beginning_and_ends_the_older_one()
    {
        await new Sessions(this).RecordAsync("CP1");
        await ProjectAsync();
        var before = await RowsAsync("transactions", "stream_id");
        await ScalarAsync<object>("UPDATE read.transactions SET energy_wh = 666 RETURNING 1");
        var version = Catalog.Find("transactions")!.Version + 1;
        var newer = Catalog.All.Select(m => m.Name == "transactions" ? m with { Version = version } : m).ToList();
        using var stop = new CancellationTokenSource();
        var running = NewProjector(newer).RunAsync(stop.Token);
        await UntilAsync(
            () => ScalarAsync<bool>($"SELECT EXISTS (SELECT FROM events.mt_event_progression WHERE name = 'csms.transactions:V{version}:All')"),
            "the newer version is filled");
        await stop.CancelAsync();
        await running;
        (await RowsAsync("transactions", "stream_id")).ShouldBe(before);
        (await ScalarAsync<long>("SELECT count(*) FROM events.mt_event_progression WHERE name LIKE 'csms.transactions:%'")).ShouldBe(1);
    }

    [Fact]
    public async Task An_older_version_is_not_filled_while_a_newer_one_is_there()
    {
        await new Sessions(this).RecordAsync("CP1");
        await ProjectAsync();
        var model = Catalog.Find("transactions")!;
        await new Rebuild(DataSource, Store).RunAsync(model with { Version = model.Version + 10 }, progress: null, CancellationToken.None);
        var log = new Warnings();
        using var stop = new CancellationTokenSource();
        var running = new Projector(DataSource, Store, TimeProvider.System, log).RunAsync(stop.Token);
        // The second time the projector has done all else between.
        await UntilAsync(
            () => Task.FromResult(log.Said.Count(said => said.Contains($"version {model.Version + 10} of a newer program", StringComparison.Ordinal)) > 1), "it says so");
        (await ScalarAsync<string>("SELECT string_agg(name, ' ') FROM events.mt_event_progression WHERE name LIKE 'csms.transactions:%'"))
            .ShouldBe($"csms.transactions:V{model.Version + 10}:All");

        await new Rebuild(DataSource, Store).RunAsync(model, progress: null, CancellationToken.None);
        await CatchUpAsync();
        await stop.CancelAsync();
        await running;
    }

    private async Task<long?> PositionAsync(string name) => (await new ProjectionPositions(DataSource, Store, TimeProvider.System)
        .ReadAsync(CancellationToken.None)).Single(p => p.Name == name).Position;

    /// <summary>More than half of the first pause passes from one look at the clock to the next.</summary>
    private sealed class Striding : TimeProvider
    {
        private long looks;

        public override long TimestampFrequency => 10;

        public override long GetTimestamp() => 6 * Interlocked.Increment(ref looks);
    }

    private sealed class Warnings : ILogger<Projector>
    {
        public ConcurrentQueue<string> Said { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Said.Enqueue(formatter(state, exception));
    }
}
