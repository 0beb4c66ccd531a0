using Csms.Domain;
using Csms.Domain.ChargePoints;
using Csms.Domain.Tokens;
using Csms.Domain.Transactions;
using Csms.Testing;
using static Csms.Domain.Transactions.TransactionEvent;

namespace Csms.ReadModels.Tests.Folding;

public sealed class FoldingMeterValues : ReadModelTest
{
    private const string Stream = "transaction-00000000-0000-0000-0000-00000000002a";
    private static readonly ReadModel Model = Catalog.Find("meter_values")!;
    private static readonly Started Begun = new(42, "CP1", 1, Guid.Empty, 1000, Noon, AuthorizationStatus.Accepted);

    [Fact]
    public async Task Every_sample_is_a_row_with_the_defaults_filled_in()
    {
        await FoldAsync(Model, Feed(
            Stream,
            Begun,
            new MeterValuesReported(2,
            [
                new(Noon, [new("1000.50"), new("6.9", "Current.Import", "A", "Sample.Clock", "L1", "Inlet", "Raw"), new("abc", "SoC", "Percent")]),
                new(Noon.AddMinutes(1), [new(null, Format: "SignedData", ContentId: new Guid("22222222-2222-2222-2222-222222222222"))]),
            ]),
            new Stopped(1200, Noon.AddMinutes(2), StopReason.Local, TransactionData: [new(Noon.AddMinutes(2), [new("1200", Context: "Transaction.End")])])));
        await FoldAsync(Model, Feed(
            "charge-point-CP2",
            new ChargePointEvent.MeterValuesReported(0, [new(Noon, [new("77")])]),
            new ChargePointEvent.MeterValuesReported(1, [new(Noon, [new("78")])], TransactionId: -1),
            new ChargePointEvent.UnknownTransactionStopped(99, 5, Noon, "Local", TransactionData: [new(Noon, [new("79")])])));
        Snapshot.Match(this, await RowsAsync("v1_meter_values", "charge_point_id, transaction_id, device_time, measurand"));
    }

    [Theory]
    [InlineData(FoldMode.Following)]
    [InlineData(FoldMode.Loading)]
    public async Task A_repeated_sample_is_stored_once(FoldMode mode)
    {
        MeterReading again = new(Noon.AddMinutes(2), [new("1200"), new("5", "Current.Import", "A", Phase: "L1")]);
        var page = Feed(
            Stream,
            Begun,
            new MeterValuesReported(1, [new(Noon.AddMinutes(1), [new("1100"), new("1101")]), again]),
            new MeterValuesReported(1, [again]),
            new MeterValuesReported(1, [new(Noon.AddMinutes(1).AddSeconds(30), [new("1150")])]),
            new Stopped(1300, Noon.AddMinutes(3), StopReason.Local, TransactionData: [again, new(Noon.AddMinutes(3), [new("1300")])]),
            new MeterValuesReported(1, [again]));
        if (mode == FoldMode.Following) await FoldAsync(Model, page);
        else await LoadAsync(page);
        (await ScalarAsync<string>("SELECT string_agg(value_text, ' ' ORDER BY device_time, kind_id) FROM read.meter_values")).ShouldBe("1100 1150 1200 5 1300");
        (await ScalarAsync<long>("SELECT min(sequence) FROM read.meter_values WHERE value_text = '1200'")).ShouldBe(2);
    }

    [Fact]
    public async Task Months_have_their_partitions_across_the_end_of_a_year()
    {
        var newYear = new DateTimeOffset(2025, 12, 31, 23, 59, 59, TimeSpan.Zero);
        await FoldAsync(
            Model,
            Recorded(1, Stream, newYear, Begun),
            Recorded(2, Stream, newYear.AddSeconds(2), new MeterValuesReported(1, [new(newYear, [new("1")]), new(newYear.AddSeconds(1), [new("2")])])));
        (await PartitionsAsync()).ShouldBe("meter_values_2025_12=1 meter_values_2026_01=1");
    }

    [Fact]
    public async Task Clocks_that_went_mad_share_the_default_partition()
    {
        int[] years = [1, 1970, 2009, 2027, 2099, 9999];
        var readings = years.SelectMany(y => Enumerable.Range(1, 12).Select(m => new MeterReading(new(y, m, 28, 0, 0, 0, TimeSpan.Zero), [new("1")])));
        await FoldAsync(Model, Feed(Stream, Begun, new MeterValuesReported(1, [.. readings])));
        (await PartitionsAsync()).ShouldBe("meter_values_default=72");
    }

    [Fact]
    public async Task A_month_that_comes_of_age_takes_its_samples_from_the_default_partition()
    {
        var march = new DateTimeOffset(2026, 3, 5, 0, 0, 0, TimeSpan.Zero);
        MeterValuesReported early = new(1, [new(march, [new("1")])]);
        await FoldAsync(Model, Feed(Stream, Begun, early));
        (await PartitionsAsync()).ShouldBe("meter_values_default=1");
        await FoldAsync(
            Model,
            Recorded(7, Stream, march, Begun),
            Recorded(8, Stream, march, early),
            Recorded(9, Stream, march, new MeterValuesReported(1, [new(march.AddDays(1), [new("2")])])));
        (await PartitionsAsync()).ShouldBe("meter_values_2026_03=2");
    }

    private async Task LoadAsync(FeedEvent[] page)
    {
        await using var connection = await DataSource.OpenConnectionAsync();
        await ReadModelSchema.ExecuteAsync(connection, "SET search_path TO read; DROP INDEX ux_meter_values", CancellationToken.None);
        var loading = Model.Open(FoldMode.Loading);
        await loading.WriteAsync(connection, page, CancellationToken.None);
        await ReadModelSchema.ExecuteAsync(connection, Model.IndexesSql, CancellationToken.None);
        await loading.FinishLoadingAsync(connection, CancellationToken.None);
    }

    /// <summary>The partitions that have rows, with their number.</summary>
    private Task<string> PartitionsAsync() => ScalarAsync<string>(
        "SELECT string_agg(p || '=' || n, ' ' ORDER BY p) FROM (SELECT tableoid::regclass::text, count(*) FROM read.meter_values GROUP BY 1) AS t(p0, n), LATERAL (SELECT replace(p0, 'read.', '')) AS s(p)");
}
