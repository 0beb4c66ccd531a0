using System.Text.Json.Nodes;
using Csms.Host.Tests.Api;

namespace Csms.Host.Tests.Conformance.SpecDerived;

/// <summary>SD-M: meter values (OCPP 1.6 section 4.7).</summary>
[Collection(OneHost.Name)]
public sealed class MeterReports(CsmsFixture csms)
{
    private static readonly string[] TwoSamples = ["""{"value":"1500"}""", """{"value":"7400","measurand":"Power.Active.Import","unit":"W"}"""];

    [Fact]
    public async Task SD_M01_Mean_imported_energy_when_they_do_not_say()
    {
        await using var station = await Station.ConnectAsync(csms);
        var sample = (await KeptAsync(station, """{"value":"1500"}""")).Single();

        string.Join(' ', ((string[])["measurand", "unit", "location", "context", "format"]).Select(member => sample[member]))
            .ShouldBe("Energy.Active.Import.Register Wh Outlet Sample.Periodic Raw");
        ((decimal?)sample["value"]).ShouldBe(1500);
    }

    [Fact]
    public async Task SD_M02_Know_every_measurand_unit_and_phase()
    {
        string[] measurands =
        [
            "Current.Export", "Current.Import", "Current.Offered", "Energy.Active.Export.Register", "Energy.Active.Import.Register",
            "Energy.Reactive.Export.Register", "Energy.Reactive.Import.Register", "Energy.Active.Export.Interval", "Energy.Active.Import.Interval",
            "Energy.Reactive.Export.Interval", "Energy.Reactive.Import.Interval", "Frequency", "Power.Active.Export", "Power.Active.Import", "Power.Factor",
            "Power.Offered", "Power.Reactive.Export", "Power.Reactive.Import", "RPM", "SoC", "Temperature", "Voltage",
        ];
        string[] units = ["Wh", "kWh", "varh", "kvarh", "W", "kW", "VA", "kVA", "var", "kvar", "A", "V", "Celcius", "Celsius", "Fahrenheit", "K", "Percent"];
        string[] phases = ["L1", "L2", "L3", "N", "L1-N", "L2-N", "L3-N", "L1-L2", "L2-L3", "L3-L1"];
        await using var station = await Station.ConnectAsync(csms);
        var samples = measurands.Select(measurand => $$"""{"value":"1","measurand":"{{measurand}}"}""")
            .Concat(units.Select(unit => $$"""{"value":"2","unit":"{{unit}}"}"""))
            .Concat(phases.Select(phase => $$"""{"value":"3","measurand":"Voltage","unit":"V","phase":"{{phase}}"}"""));

        var kept = await KeptAsync(station, [.. samples]);
        kept.Where(s => (int)s["value"]! == 1).Select(s => (string)s["measurand"]!).ShouldBe(measurands, ignoreOrder: true);
        kept.Where(s => (int)s["value"]! == 2).Select(s => (string)s["unit"]!).ShouldBe(units, ignoreOrder: true);
        kept.Where(s => (int)s["value"]! == 3).Select(s => (string)s["phase"]!).ShouldBe(phases, ignoreOrder: true);
    }

    [Fact]
    public async Task SD_M02_Count_energy_in_Wh_whatever_the_unit()
    {
        await using var station = await Station.ConnectAsync(csms);
        var transactionId = await station.HasStartedAsync(meterStart: 1000);
        await station.CallAsync("MeterValues", Values(transactionId, """{"value":"3.5","unit":"kWh"}"""));

        ((long?)(await station.TransactionAsync(transactionId))["energyWh"]).ShouldBe(2500);
    }

    [Theory]
    [InlineData("n/a")]
    [InlineData("")]
    [InlineData("1,5")]
    public async Task SD_M03_Are_kept_although_they_are_no_number(string value)
    {
        await using var station = await Station.ConnectAsync(csms);
        var sample = (await KeptAsync(station, $$"""{"value":"{{value}}"}""")).Single();

        sample["value"].ShouldBeNull();
        ((string?)sample["text"]).ShouldBe(value);
    }

    [Fact]
    public async Task SD_M04_May_be_of_the_main_meter_or_of_another_connector()
    {
        await using var station = await Station.ConnectAsync(csms);
        var transactionId = await station.HasStartedAsync(connectorId: 1);
        await station.MetersAsync("1", connectorId: 0);
        await station.MetersAsync("2", connectorId: 2, transactionId: transactionId);

        (await station.EventsAsync())[^1].ShouldBe("meter_values_reported");
        (await station.TransactionAsync(transactionId))["anomalies"].ToJsonString().ShouldContain("otherConnector", Case.Insensitive);
    }

    [Theory]
    [InlineData("\"measurand\":\"Power.Imaginary\"")]
    [InlineData("\"unit\":\"Furlong\"")]
    [InlineData("\"context\":\"Sample.Sometimes\"")]
    public async Task SD_M05_Are_kept_with_words_nobody_knows(string member)
    {
        await using var station = await Station.ConnectAsync(csms);
        var sample = (await KeptAsync(station, $$"""{"value":"5",{{member}}}""")).Single();

        sample.ToJsonString().ShouldContain(member);
    }

    [Fact]
    public async Task SD_M06_May_be_taken_for_any_reason()
    {
        string[] contexts =
            ["Interruption.Begin", "Interruption.End", "Other", "Sample.Clock", "Sample.Periodic", "Transaction.Begin", "Transaction.End", "Trigger"];
        await using var station = await Station.ConnectAsync(csms);

        var kept = await KeptAsync(station, [.. contexts.Select(context => $$"""{"value":"1","context":"{{context}}"}""")]);
        kept.Select(s => (string)s["context"]!).ShouldBe(contexts, ignoreOrder: true);
    }

    [Fact]
    public async Task SD_M07_Are_kept_once_however_often_they_come()
    {
        await using var station = await Station.ConnectAsync(csms);
        var transactionId = await station.HasStartedAsync();
        for (var i = 0; i < 3; i++)
            await station.CallAsync("MeterValues", Values(transactionId, TwoSamples));
        await station.ReconnectAsync();
        await station.CallAsync("MeterValues", Values(transactionId, TwoSamples));

        (await SamplesAsync(station, transactionId)).Count.ShouldBe(2);
        (await station.EventsOfAsync(transactionId)).ShouldBe(["transaction_started", "transaction_meter_values_reported"]);
    }

    [Fact]
    public async Task SD_M08_May_be_a_thousand_at_once()
    {
        await using var station = await Station.ConnectAsync(csms);
        var transactionId = await station.HasStartedAsync();
        var samples = Enumerable.Range(0, 1000).Select(i => $$"""{"value":"{{i}}","measurand":"Voltage","unit":"V","phase":"L1-N","location":"Inlet"}""").ToArray();
        await station.CallAsync("MeterValues", Values(transactionId, samples));

        (await SamplesAsync(station, transactionId)).Count.ShouldBe(1000);
    }

    private async Task<IReadOnlyList<JsonNode>> KeptAsync(Station station, params string[] samples)
    {
        var transactionId = await station.HasStartedAsync();
        (await station.CallAsync("MeterValues", Values(transactionId, samples))).Count.ShouldBe(0);
        return await SamplesAsync(station, transactionId);
    }

    private async Task<IReadOnlyList<JsonNode>> SamplesAsync(Station station, int transactionId)
    {
        await station.TransactionAsync(transactionId);
        return (await csms.Admin.ReadAsync($"/transactions/{transactionId}/meter-values?limit=1000")).Items;
    }

    /// <summary>Each sample a second after the one before: at one moment a meter shows one value of a kind.</summary>
    private static object Values(int transactionId, params string[] samples) => new
    {
        connectorId = 1,
        transactionId,
        meterValue = samples.Select((sample, i) => new
        {
            timestamp = new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero).AddSeconds(i),
            sampledValue = new[] { JsonNode.Parse(sample) },
        }),
    };
}
