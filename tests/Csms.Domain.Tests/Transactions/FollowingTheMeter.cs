using Csms.Domain.Transactions;
using static Csms.Domain.Transactions.TransactionEvent;

namespace Csms.Domain.Tests.Transactions;

public sealed class FollowingTheMeter : TransactionSpecification
{
    [Fact]
    public void Has_no_energy_before_the_first_reading() => Given(HasStarted).State.ShouldBeOfType<Transaction.Running>().Energy.ShouldBeNull();

    [Theory]
    [InlineData("1500", null, 500)]
    [InlineData("1500", "Wh", 500)]
    [InlineData("1.5", "kWh", 500)]
    [InlineData("1500.25", "Wh", 500.25)]
    public void Counts_energy_from_the_register_at_the_start(string value, string? unit, decimal energy) =>
        EnergyAfter(Reading("10:15", value, unit)).ShouldBe(energy);

    [Theory]
    [InlineData("Power.Active.Import", null, null, null, null)]
    [InlineData(null, "L1", null, null, null)]
    [InlineData(null, null, "Inlet", null, null)]
    [InlineData(null, null, null, "SignedData", null)]
    [InlineData(null, null, null, null, "kvarh")]
    public void Looks_only_at_the_total_register_at_the_outlet(string? measurand, string? phase, string? location, string? format, string? unit) =>
        EnergyAfter(new MeterReading(HasStarted.Timestamp, [new Sample("9999", measurand, unit, null, phase, location, format)])).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("n/a")]
    [InlineData("79228162514264337593543950335")]
    public void Passes_over_values_that_are_no_register(string value) => EnergyAfter(Reading("10:15", value, "kWh")).ShouldBeNull();

    [Fact]
    public void Is_not_turned_back_by_a_late_reading() => EnergyAfter(Reading("10:30", "2000"), Reading("10:15", "1500")).ShouldBe(1000);

    [Fact]
    public void Goes_on_after_the_stop()
    {
        var stopped = Given(HasStarted, HasStopped, new MeterValuesReported(1, [Reading("10:59", "4100")])).State.ShouldBeOfType<Transaction.Stopped>();
        (stopped.Energy, stopped.Meter.Register).ShouldBe((3200m, 4100m));
    }

    private decimal? EnergyAfter(params MeterReading[] readings) =>
        Given([HasStarted, .. readings.Select(reading => new MeterValuesReported(1, [reading]))]).State.ShouldBeOfType<Transaction.Running>().Energy;
}
