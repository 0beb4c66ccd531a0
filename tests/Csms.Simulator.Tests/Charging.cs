using Csms.Simulator.Energy;
using Ocpp.Protocol.V16;

namespace Csms.Simulator.Tests;

public sealed class Charging : SimulatorTest
{
    [Fact]
    public async Task A_session_goes_through_all_its_stations_in_order()
    {
        var chargePoint = await BootedAsync();

        await chargePoint.PlugInAsync(1);
        (await chargePoint.AuthorizeAsync("TAG-1")).ShouldBe(AuthorizationStatus.Accepted);
        var transaction = await chargePoint.StartAsync(1, "TAG-1");
        await chargePoint.SendMeterValuesAsync(transaction);
        await chargePoint.StopAsync(transaction);
        await chargePoint.UnplugAsync(1);

        ActionsSent(chargePoint).Skip(3).ShouldBe(
            ["StatusNotification", "Authorize", "StartTransaction", "StatusNotification", "MeterValues", "StopTransaction", "StatusNotification", "StatusNotification"]);
        StatusesOf(chargePoint, 1).ShouldBe(["Available", "Preparing", "Charging", "Finishing", "Available"]);
        var stop = chargePoint.Frames.CallsSent("StopTransaction").Single().Payload;
        stop.GetProperty("transactionId").GetInt32().ShouldBe(transaction.TransactionId!.Value);
        stop.GetProperty("idTag").GetString().ShouldBe("TAG-1");
        stop.GetProperty("transactionData").EnumerateArray().Select(value => value.GetProperty("sampledValue")[0].GetProperty("context").GetString())
            .ShouldBe(["Transaction.Begin", "Sample.Periodic", "Transaction.End"]);
    }

    [Fact]
    public async Task The_register_is_the_integral_of_the_power_curve_and_never_goes_back()
    {
        var time = new ManualTime();
        var chargePoint = await BootedAsync(options => options with { Kind = ConnectorKind.Dc, ConnectorWatts = 150_000, InitialRegisterWh = 5_000 }, time, ("MeterValueSampleInterval", "0"));
        var transaction = await chargePoint.StartAsync(1, "TAG-1", Vehicle.Typical);

        time.Advance(TimeSpan.FromMinutes(10));
        await chargePoint.StopAsync(transaction);

        transaction.MeterStart.ShouldBe(5_000);
        (transaction.MeterStop!.Value - 5_000).ShouldBeInRange((long)(Trapezoids(Vehicle.Typical, TimeSpan.FromMinutes(10)) * 0.995), (long)(Trapezoids(Vehicle.Typical, TimeSpan.FromMinutes(10)) * 1.005));
        await chargePoint.UnplugAsync(1);
        var next = await chargePoint.StartAsync(1, "TAG-2");
        next.MeterStart.ShouldBe(transaction.MeterStop.Value);
    }

    [Fact]
    public async Task Samples_at_the_interval_and_suspends_when_the_car_is_full()
    {
        var time = new ManualTime();
        var chargePoint = await BootedAsync(time: time, settings: ("MeterValueSampleInterval", "60"));
        var nearlyFull = new Vehicle(CapacityWh: 10_000, StateOfCharge: 0.88, TargetStateOfCharge: 0.9, MaxPowerAc: 11_000, MaxPowerDc: 0);
        var transaction = await chargePoint.StartAsync(1, "TAG-1", nearlyFull);

        time.Advance(TimeSpan.FromMinutes(3));
        await StatusAsync(chargePoint, 1, "SuspendedEV");
        var third = await chargePoint.Frames.SentCallAsync("MeterValues", nth: 3);
        await chargePoint.StopAsync(transaction);

        var energies = chargePoint.Frames.CallsSent("MeterValues").Select(Energy).ToArray();
        energies.ShouldBe(energies.Order());
        energies[^1].ShouldBe(1_200);
        transaction.MeterStop.ShouldBe(1_200);
        third.Payload.GetProperty("transactionId").GetInt32().ShouldBe(transaction.TransactionId!.Value);
        Measurands(third).ShouldBe(["Energy.Active.Import.Register", "Power.Active.Import", "Current.Import", "Current.Import", "Current.Import", "Voltage", "Voltage", "Voltage"]);
    }

    [Fact]
    public async Task Reads_the_meter_at_whole_multiples_of_the_aligned_interval()
    {
        var time = new ManualTime();
        time.Advance(TimeSpan.FromMinutes(7));
        Central.AnswerNext("BootNotification", $$"""{"status":"Accepted","currentTime":"{{time.GetUtcNow():O}}","interval":3600}""");
        var chargePoint = await BootedAsync(time: time, settings: ("ClockAlignedDataInterval", "900"));

        time.Advance(TimeSpan.FromMinutes(8));

        var values = await chargePoint.Frames.SentCallAsync("MeterValues");
        values.Payload.GetProperty("meterValue")[0].GetProperty("timestamp").GetString().ShouldBe("2026-03-02T08:15:00.000Z");
        values.Payload.GetProperty("meterValue")[0].GetProperty("sampledValue")[0].GetProperty("context").GetString().ShouldBe("Sample.Clock");
    }

    [Fact]
    public async Task A_token_turned_down_at_the_start_ends_the_session_with_its_own_reason()
    {
        Central.AnswerNext("StartTransaction", """{"transactionId":7,"idTagInfo":{"status":"Invalid"}}""");
        var chargePoint = await BootedAsync();

        await chargePoint.StartAsync(1, "NOBODY");

        var stop = await chargePoint.Frames.SentCallAsync("StopTransaction");
        stop.Payload.GetProperty("reason").GetString().ShouldBe("DeAuthorized");
        stop.Payload.GetProperty("transactionId").GetInt32().ShouldBe(7);
    }

    [Fact]
    public async Task A_token_turned_down_only_suspends_the_energy_where_the_device_is_told_so()
    {
        Central.AnswerNext("StartTransaction", """{"transactionId":7,"idTagInfo":{"status":"Blocked"}}""");
        var chargePoint = await BootedAsync(settings: ("StopTransactionOnInvalidId", "false"));

        var transaction = await chargePoint.StartAsync(1, "NOBODY");

        await StatusAsync(chargePoint, 1, "SuspendedEVSE");
        transaction.StoppedAt.ShouldBeNull();
    }

    [Fact]
    public async Task Pulling_the_cable_stops_the_session()
    {
        var chargePoint = await BootedAsync();
        await chargePoint.StartAsync(1, "TAG-1");

        await chargePoint.UnplugAsync(1);

        StatusesOf(chargePoint, 1).ShouldBe(["Available", "Preparing", "Charging", "SuspendedEV", "Finishing", "Available"]);
        chargePoint.Frames.CallsSent("StopTransaction").Single().Payload.GetProperty("reason").GetString().ShouldBe("EVDisconnected");
    }

    private static double Energy(Connection.SeenFrame values) => double.Parse(
        values.Payload.GetProperty("meterValue")[0].GetProperty("sampledValue")[0].GetProperty("value").GetString()!, System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<string?> Measurands(Connection.SeenFrame values) =>
        values.Payload.GetProperty("meterValue")[0].GetProperty("sampledValue").EnumerateArray().Select(value => value.GetProperty("measurand").GetString());

    // The same curve integrated another way, in steps of a tenth of a second.
    private static double Trapezoids(Vehicle vehicle, TimeSpan duration)
    {
        var curve = PowerCurve.Of(ConnectorKind.Dc, 150_000, vehicle, noiseSeed: 0);
        var (energy, charge, step) = (0.0, vehicle.StateOfCharge, TimeSpan.FromMilliseconds(100));
        for (var at = TimeSpan.Zero; at < duration && charge < vehicle.TargetStateOfCharge; at += step)
        {
            var slice = (curve.WattsAt(at, charge) + curve.WattsAt(at + step, charge)) / 2 * step.TotalHours;
            energy += slice;
            charge += slice / vehicle.CapacityWh;
        }

        return energy;
    }
}
