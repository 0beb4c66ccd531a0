using System.Net;
using Csms.Domain.ChargePoints;
using Csms.Host.Limits;
using Csms.Host.Tests.Api;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Csms.Host.Tests.Faults;

/// <summary>The host's clock is set while it serves: a day ahead, and then to the day before.</summary>
public sealed class SettingTheClock(SettingTheClock.SetHost csms) : IClassFixture<SettingTheClock.SetHost>
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public async Task Loses_nothing_doubles_nothing_and_holds_nothing_up()
    {
        await csms.RegisterAsync("CP-CLOCK");
        await csms.RegisterTokenAsync("CLOCK");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-CLOCK");
        await cp.CallAsync("BootNotification", """{"chargePointVendor":"V","chargePointModel":"M"}""");
        var began = DateTimeOffset.UtcNow.AddMinutes(-10);
        var start = $$"""{"connectorId":1,"idTag":"CLOCK","meterStart":100,"timestamp":"{{began:O}}"}""";
        var transactionId = (int)(await cp.CallAsync("StartTransaction", start))["transactionId"]!;

        csms.Clock.Offset = Day;
        (await TimeToldAsync(cp)).ShouldBe(DateTimeOffset.UtcNow + Day, TimeSpan.FromMinutes(1));
        await cp.CallAsync("MeterValues", Values(transactionId, began.AddMinutes(1), 150));
        ((int)(await cp.CallAsync("StartTransaction", start))["transactionId"]!).ShouldBe(transactionId);

        csms.Clock.Offset = -Day;
        (await TimeToldAsync(cp)).ShouldBe(DateTimeOffset.UtcNow - Day, TimeSpan.FromMinutes(1));
        await cp.CallAsync("MeterValues", Values(transactionId, began.AddMinutes(1), 150));
        await cp.CallAsync("MeterValues", Values(transactionId, began.AddMinutes(2), 200));
        var stop = $$"""{"transactionId":{{transactionId}},"meterStop":250,"timestamp":"{{began.AddMinutes(3):O}}"}""";
        await cp.CallAsync("StopTransaction", stop);
        await cp.CallAsync("StopTransaction", stop);
        (await csms.EventsOfTransactionAsync(transactionId)).Select(e => e.Type).ShouldBe(
            ["transaction_started", "transaction_meter_values_reported", "transaction_meter_values_reported", "transaction_stopped"]);

        // What people read and what is sent go on: rows follow, and a call that is ordered now arrives now.
        await Eventually.BecomesAsync(() => csms.Admin.ReadAsync($"/transactions/{transactionId}"), rest => rest.Status == HttpStatusCode.OK && (int?)rest["meterStop"] == 250);
        var asking = csms.Admin.PostAsync(new Uri("/api/v1/charge-points/CP-CLOCK/calls/ClearCache?wait=15", UriKind.Relative), new StringContent("{}", System.Text.Encoding.UTF8, "application/json"));
        await cp.AnswerAsync(await cp.ReceiveCallAsync(), """{"status":"Accepted"}""");
        using var asked = await asking;
        (await asked.Content.ReadAsStringAsync()).ShouldContain("Accepted");

        // Who connects now is seen, and replaces who is there.
        await using var again = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-CLOCK");
        await cp.Closed;
        (await csms.EventsOfAsync(ChargePoint.StreamId("CP-CLOCK")))[^1].Type.ShouldBe("charge_point_connected");
        csms.Clock.Offset = TimeSpan.Zero;
        await TimeToldAsync(again);
    }

    [Fact]
    public void Makes_a_wait_of_seconds_no_wait_of_a_day()
    {
        var clock = new JumpingClock();
        var limits = new KnockLimits(Options.Create(new LimitOptions()), clock);
        var street = IPAddress.Parse("198.51.100.9");
        while (limits.Begin("CP", street) is null)
            limits.Refused("CP", street, guessed: true);

        clock.Offset = -Day;
        limits.Begin("CP", street).ShouldNotBeNull().ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }

    private static async Task<DateTimeOffset> TimeToldAsync(RawChargePoint cp) => DateTimeOffset.Parse(
        (string)(await cp.CallAsync("Heartbeat", "{}"))["currentTime"]!, System.Globalization.CultureInfo.InvariantCulture);

    private static string Values(int transactionId, DateTimeOffset at, int register) =>
        $$"""{"connectorId":1,"transactionId":{{transactionId}},"meterValue":[{"timestamp":"{{at:O}}","sampledValue":[{"value":"{{register}}"}]}]}""";

    public sealed class SetHost : CsmsFixture
    {
        internal JumpingClock Clock { get; } = new();

        protected override void Add(IServiceCollection services) => services.AddSingleton<TimeProvider>(Clock);
    }
}
