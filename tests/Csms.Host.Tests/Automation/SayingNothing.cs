namespace Csms.Host.Tests.Automation;

/// <summary>Quiet by default. It takes a real minute, beside the other tests.</summary>
[Trait("Takes", "a minute")]
public sealed class SayingNothing(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    [Fact]
    public async Task Is_what_a_charge_point_hears_that_boots_and_sits_for_a_minute()
    {
        await csms.RegisterAsync("CP-SITS");
        await csms.RegisterTokenAsync("CP-SITS-CARD");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-SITS");
        await cp.BootAsync();
        await cp.ReportAsync(0, "LocalListConflict");
        await cp.ReportAsync(1);

        await Should.ThrowAsync<TimeoutException>(() => Eventually.BecomesAsync(() => Task.FromResult(cp.HasCall), isCalled => isCalled, TimeSpan.FromMinutes(1)));
        await csms.RegisterTokenAsync("CP-SITS-CARD-2");
        (await cp.CallAsync("Heartbeat", "{}"))["currentTime"].ShouldNotBeNull();
        cp.HasCall.ShouldBeFalse();
    }
}
