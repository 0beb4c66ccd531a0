using Csms.Domain;
using Csms.Domain.Tokens;
using Csms.Domain.Transactions;
using Csms.ReadModels.Transactions;
using Csms.Testing;
using static Csms.Domain.Transactions.TransactionEvent;

namespace Csms.ReadModels.Tests.Folding;

public sealed class FoldingTransactions : ReadModelTest
{
    private const string Stream = "transaction-00000000-0000-0000-0000-00000000002a";
    private static readonly Guid Token = new("11111111-1111-1111-1111-111111111111");
    private static readonly Started Begun = new(42, "CP1", 1, Token, 1000, Noon, AuthorizationStatus.Accepted);

    [Fact]
    public async Task Shows_a_whole_session()
    {
        await GivenAsync(
            Begun with { ReservationId = 9, Authorization = AuthorizationStatus.Blocked, Anomalies = [Anomaly.UnknownToken] },
            Register(60, "1.2", "kWh"),
            new Stopped(4711, Noon.AddHours(1), StopReason.EVDisconnected, Token, [new(Noon.AddHours(1), [new("4711", Context: "Transaction.End")])], [Anomaly.ClockAhead]),
            new MeterValuesReported(1, [new(Noon.AddMinutes(30), [new("3000")])], [Anomaly.AfterStop, Anomaly.ClockAhead]),
            new StopRepeatedDifferently(4712, Noon.AddHours(1), StopReason.Local));
        Snapshot.Match(this, await RowsAsync("v1_transactions", "stream_id"));
    }

    [Fact]
    public async Task One_that_was_superseded_still_takes_its_late_stop()
    {
        await GivenAsync(Begun, new Superseded(43));
        (await FindAsync()).Status.ShouldBe("superseded");
        await GivenAsync(Register(60, "1500"));
        (await FindAsync()).EnergyWh.ShouldBe(500);
        await GivenAsync(new Stopped(2000, Noon.AddHours(1), StopReason.Local));
        (await FindAsync()).ShouldSatisfyAllConditions(row => row.Status.ShouldBe("stopped"), row => row.EnergyWh.ShouldBe(1000));
    }

    [Fact]
    public async Task Energy_grows_while_it_runs()
    {
        await GivenAsync(Begun);
        (await FindAsync()).EnergyWh.ShouldBeNull();
        await GivenAsync(Register(60, "1500"));
        (await FindAsync()).EnergyWh.ShouldBe(500);
        await GivenAsync(Register(120, "2.25", "kWh"));
        (await FindAsync()).EnergyWh.ShouldBe(1250);
    }

    [Theory]
    [InlineData("0")] // a drop-out
    [InlineData("-1")]
    [InlineData("1200")] // below an earlier one
    [InlineData("n/a")]
    [InlineData("1e30")]
    [InlineData("")]
    public async Task A_bad_register_does_not_change_the_energy(string value)
    {
        await GivenAsync(Begun, Register(60, "1500"), Register(120, value));
        (await FindAsync()).EnergyWh.ShouldBe(500);
    }

    [Theory]
    [InlineData("Power.Active.Import", "W", null, "Outlet", null)]
    [InlineData(null, "Wh", "L1", null, null)]
    [InlineData(null, null, null, "Inlet", null)]
    [InlineData(null, null, null, null, "SignedData")]
    [InlineData(null, "MWh", null, null, null)]
    public async Task Other_samples_are_no_register(string? measurand, string? unit, string? phase, string? location, string? format)
    {
        await GivenAsync(Begun, new MeterValuesReported(1, [new(Noon, [new("9000", measurand, unit, null, phase, location, format)])]));
        (await FindAsync()).EnergyWh.ShouldBeNull();
    }

    [Fact]
    public async Task A_meter_that_ran_backwards_leaves_the_energy_unknown()
    {
        await GivenAsync(Begun, Register(60, "1500"), new Stopped(900, Noon.AddMinutes(-5), StopReason.Local, Anomalies: [Anomaly.MeterRanBackwards, Anomaly.StoppedBeforeStart]));
        var row = await FindAsync();
        (row.EnergyWh, row.DurationSeconds).ShouldBe((null, null));
        row.Flags.ShouldBe(["MeterRanBackwards", "StoppedBeforeStart"]);
    }

    [Fact]
    public async Task Registers_at_the_ends_of_their_range_do_not_overflow()
    {
        await GivenAsync(Begun with { MeterStart = long.MinValue }, new Stopped(long.MaxValue, Noon, StopReason.Local));
        (await FindAsync()).EnergyWh.ShouldBeNull();
    }

    private static MeterValuesReported Register(int seconds, string value, string? unit = null) =>
        new(1, [new(Noon.AddSeconds(seconds), [new(value, Unit: unit), new("7.4", "Power.Active.Import", "kW")])]);

    private Task GivenAsync(params object[] events) => FoldAsync(Catalog.Find("transactions")!, Feed(Stream, events));

    private async Task<TransactionRow> FindAsync() => (await new TransactionQueries(DataSource).FindAsync(42, CancellationToken.None)).ShouldNotBeNull();
}
