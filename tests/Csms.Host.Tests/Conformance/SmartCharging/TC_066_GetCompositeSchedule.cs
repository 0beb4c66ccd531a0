using System.Net;
using Csms.Host.Tests.Api;

namespace Csms.Host.Tests.Conformance.SmartCharging;

[Collection(OneHost.Name)]
public sealed class TC_066_GetCompositeSchedule(CsmsFixture csms)
{
    [Fact]
    public async Task Shows_what_the_charge_point_has_worked_out()
    {
        await using var station = await Station.ConnectAsync(csms);

        var call = await station.AsksAsync(
            "GetCompositeSchedule",
            new { connectorId = 1, duration = 300, chargingRateUnit = "W" },
            """
            {"status":"Accepted","connectorId":1,"scheduleStart":"2026-03-01T10:00:00Z",
            "chargingSchedule":{"duration":300,"chargingRateUnit":"W","chargingSchedulePeriod":[{"startPeriod":0,"limit":6000.0},{"startPeriod":60,"limit":11000.0}]}}
            """);

        call["response"]!["chargingSchedule"]!["chargingSchedulePeriod"]!.AsArray().Count.ShouldBe(2);

        // No profile is known here, so nothing that it reports deviates.
        var compared = await station.Operator.ReadAsync($"/charge-points/{station.Id}/composite-schedule/comparison?callId={call["id"]}").ShouldBeAsync(HttpStatusCode.OK);
        ((bool?)compared["agrees"]).ShouldBe(true);
        ((string?)compared["expected"]["start"]).ShouldBe("2026-03-01T10:00:00Z");
    }
}
