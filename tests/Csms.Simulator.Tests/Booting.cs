using Csms.Simulator.Connection;

namespace Csms.Simulator.Tests;

public sealed class Booting : SimulatorTest
{
    [Fact]
    public async Task Asks_again_after_the_interval_until_it_is_accepted_and_then_tells_every_status()
    {
        var time = new ManualTime();
        Central.AnswerNext("BootNotification", """{"status":"Pending","currentTime":"2026-03-02T08:00:00Z","interval":90}""");
        Central.AnswerNext("BootNotification", """{"status":"Rejected","currentTime":"2026-03-02T08:00:00Z","interval":45}""");
        var chargePoint = ChargePoint(options => options with { Connectors = 2 }, time);
        await chargePoint.ConnectAsync();

        var boot = chargePoint.BootAsync();
        await time.UntilSomebodyWaitsAsync(TimeSpan.FromSeconds(90));
        chargePoint.Accepted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(90));
        await time.UntilSomebodyWaitsAsync(TimeSpan.FromSeconds(45));
        time.Advance(TimeSpan.FromSeconds(45));
        await boot;

        chargePoint.Accepted.ShouldBeTrue();
        ActionsSent(chargePoint).ShouldBe([.. Enumerable.Repeat("BootNotification", 3), .. Enumerable.Repeat("StatusNotification", 3)]);
        StatusesOf(chargePoint, 0).ShouldBe(["Available"]);
        StatusesOf(chargePoint, 2).ShouldBe(["Available"]);
    }

    [Fact]
    public async Task A_trigger_while_pending_brings_the_next_boot_at_once_and_a_remote_start_is_turned_down()
    {
        Central.AnswerNext("BootNotification", """{"status":"Pending","currentTime":"2026-03-02T08:00:00Z","interval":3600}""");
        var chargePoint = ChargePoint();
        await chargePoint.ConnectAsync();
        var boot = chargePoint.BootAsync();
        await chargePoint.Frames.AnswerAsync(await chargePoint.Frames.SentCallAsync("BootNotification"));

        (await Central.StatusOfAsync("RemoteStartTransaction", """{"idTag":"TAG-1"}""")).ShouldBe("Rejected");
        (await Central.StatusOfAsync("TriggerMessage", """{"requestedMessage":"BootNotification"}""")).ShouldBe("Accepted");
        await boot;

        chargePoint.Frames.CallsSent("BootNotification").Count().ShouldBe(2);
    }

    [Fact]
    public async Task Takes_its_clock_and_its_heartbeats_from_the_answer()
    {
        var time = new ManualTime();
        Central.AnswerNext("BootNotification", """{"status":"Accepted","currentTime":"2031-05-06T07:08:09.123Z","interval":17}""");
        var chargePoint = await BootedAsync(time: time);

        chargePoint.Clock.Now.ShouldBe(new DateTimeOffset(2031, 5, 6, 7, 8, 9, 123, TimeSpan.Zero));
        chargePoint.Settings["HeartbeatInterval"].ShouldBe("17");
        time.Advance(TimeSpan.FromSeconds(17));
        await chargePoint.Frames.SentCallAsync("Heartbeat");
    }

    [Fact]
    public async Task A_clock_that_ignores_the_central_system_stays_wrong()
    {
        var chargePoint = ChargePoint();
        chargePoint.Clock.StartAtEpoch();
        chargePoint.Clock.FollowsCentralSystem = false;
        await chargePoint.ConnectAsync();
        await chargePoint.BootAsync();

        chargePoint.Clock.Now.Year.ShouldBe(1970);
    }

    [Fact]
    public async Task A_refused_boot_is_tried_again()
    {
        Central.AnswerNext("BootNotification", "!InternalError");
        var chargePoint = await BootedAsync();

        chargePoint.Frames.CallsSent("BootNotification").Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_refused_handshake_says_with_which_status()
    {
        Central.RefuseWith = 404;

        var refusal = await Should.ThrowAsync<HandshakeRefusedException>(ChargePoint().ConnectAsync());

        refusal.Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Sends_its_identity_and_the_raw_password()
    {
        await BootedAsync(options => options with { Identity = "CP / 1", Password = new byte[] { 1, 2, 250 } });

        Convert.FromBase64String(Central.Headers.Authorization.ToString()["Basic ".Length..]).ShouldBe([.. "CP / 1:"u8, 1, 2, 250]);
    }

    [Fact]
    public async Task Left_alone_it_comes_back_after_a_lost_connection_without_booting_again()
    {
        using var end = new CancellationTokenSource();
        var chargePoint = ChargePoint();
        var running = chargePoint.RunAsync(end.Token);
        await StatusAsync(chargePoint, 1, "Available");

        chargePoint.CutConnection();
        await chargePoint.Disconnected;
        await Eventually.HoldsAsync(() => chargePoint.IsConnected);
        (await chargePoint.SendHeartbeatAsync()).Year.ShouldBeGreaterThan(2025);
        await end.CancelAsync();
        await running;

        chargePoint.Frames.CallsSent("BootNotification").Count().ShouldBe(1);
    }
}
