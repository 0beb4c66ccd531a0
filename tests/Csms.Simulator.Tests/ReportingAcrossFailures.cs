using System.Text.Json;
using Csms.Simulator.Connection;
using Csms.Simulator.Transactions;
using Ocpp.Protocol.V16;

namespace Csms.Simulator.Tests;

public sealed class ReportingAcrossFailures : SimulatorTest
{
    private static readonly string[] TransactionActions = ["StartTransaction", "MeterValues", "StopTransaction"];

    [Fact]
    public async Task What_happened_offline_is_told_in_order_with_the_times_at_which_it_happened()
    {
        var time = new ManualTime();
        Central.AnswerNext("BootNotification", """{"status":"Accepted","currentTime":"2026-03-02T08:00:00Z","interval":0}""");
        var chargePoint = await BootedAsync(time: time, settings: [("MeterValueSampleInterval", "60"), ("HeartbeatInterval", "0")]);
        await chargePoint.GoOfflineAsync();

        var first = await chargePoint.StartAsync(1, "TAG-1");
        time.Advance(TimeSpan.FromSeconds(150));
        await chargePoint.StopAsync(first);
        await chargePoint.UnplugAsync(1);
        var second = await chargePoint.StartAsync(1, "TAG-2");
        chargePoint.QueuedMessages.ShouldBe(5);
        first.TransactionId.ShouldBeNull();
        time.Advance(TimeSpan.FromSeconds(5));
        chargePoint.ComeOnline();
        await chargePoint.ConnectAsync();
        await second.Numbered;

        var told = chargePoint.Frames.Sent.Where(frame => frame.IsCall && TransactionActions.Contains(frame.Name)).ToArray();
        told.Select(frame => frame.Name).ShouldBe(["StartTransaction", "MeterValues", "MeterValues", "StopTransaction", "StartTransaction"]);
        told[0].Payload.GetProperty("timestamp").GetString().ShouldBe("2026-03-02T08:00:00.000Z");
        told[3].Payload.GetProperty("timestamp").GetString().ShouldBe("2026-03-02T08:02:30.000Z");
        told[1..4].Select(frame => frame.Payload.GetProperty("transactionId").GetInt32()).ShouldAllBe(id => id == first.TransactionId);
        StatusesOf(chargePoint, 1).Last().ShouldBe("Charging");
        chargePoint.Frames.CallsSent("BootNotification").Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_message_is_tried_again_after_growing_waits_and_holds_the_others_back()
    {
        var time = new ManualTime();
        Central.AnswerNext("StartTransaction", "!InternalError");
        Central.AnswerNext("StartTransaction", "!InternalError");
        var chargePoint = await BootedAsync(time: time, settings: [("TransactionMessageAttempts", "3"), ("TransactionMessageRetryInterval", "20"), ("MeterValueSampleInterval", "0")]);

        var start = chargePoint.StartAsync(1, "TAG-1");
        await time.UntilSomebodyWaitsAsync(TimeSpan.FromSeconds(20));
        time.Advance(TimeSpan.FromSeconds(20));
        await time.UntilSomebodyWaitsAsync(TimeSpan.FromSeconds(40));
        time.Advance(TimeSpan.FromSeconds(40));
        var transaction = await start;

        var sent = chargePoint.Frames.CallsSent("StartTransaction").ToArray();
        sent.Length.ShouldBe(3);
        sent.Select(frame => frame.Payload.GetRawText()).Distinct().Count().ShouldBe(1);
        sent.Select(frame => frame.UniqueId).Distinct().Count().ShouldBe(3);
        chargePoint.Ledger.Acknowledged.Single().TransactionId.ShouldBe(transaction.TransactionId);
    }

    [Fact]
    public async Task A_start_given_up_takes_its_stop_with_it_and_no_number_is_invented()
    {
        foreach (var _ in Enumerable.Range(0, 2)) Central.AnswerNext("StartTransaction", "!InternalError");
        var chargePoint = await BootedAsync(settings: [("TransactionMessageAttempts", "2"), ("TransactionMessageRetryInterval", "0")]);

        var lost = await chargePoint.StartAsync(1, "TAG-1");
        await chargePoint.StopAsync(lost);
        await chargePoint.UnplugAsync(1);
        var told = await chargePoint.StartAsync(1, "TAG-1");

        lost.Unreportable.ShouldBeTrue();
        told.TransactionId.ShouldNotBeNull();
        chargePoint.Frames.CallsSent("StopTransaction").ShouldBeEmpty();
        chargePoint.Ledger.Abandoned.Select(entry => entry.Kind).ShouldBe([TransactionMessageKind.Start, TransactionMessageKind.Stop]);
        chargePoint.Ledger.Acknowledged.Single().TransactionId.ShouldBe(told.TransactionId);
    }

    [Fact]
    public async Task An_answer_that_is_lost_counts_for_nothing_and_the_fact_is_told_again()
    {
        var chargePoint = await BootedAsync();
        chargePoint.Arrange(Mishap.AnswerLost, TransactionMessageKind.Start);

        var transaction = await chargePoint.StartAsync(1, "TAG-1");
        transaction.TransactionId.ShouldBeNull();
        chargePoint.Ledger.Acknowledged.ShouldBeEmpty();
        var first = chargePoint.Frames.CallsSent("StartTransaction").Single();
        chargePoint.Frames.AnswerTo(first).ShouldNotBeNull();
        await chargePoint.ConnectAsync();
        await transaction.Numbered;

        var again = chargePoint.Frames.CallsSent("StartTransaction").Last();
        again.Payload.GetRawText().ShouldBe(first.Payload.GetRawText());
        again.UniqueId.ShouldNotBe(first.UniqueId);
        chargePoint.Ledger.Acknowledged.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Without_an_answer_the_message_stays_in_the_queue()
    {
        var chargePoint = await BootedAsync();
        Central.AnswerNext("StartTransaction", (string?)null);

        var start = chargePoint.StartAsync(1, "TAG-1");
        await chargePoint.Frames.SentCallAsync("StartTransaction");
        chargePoint.CutConnection();
        await start;

        chargePoint.QueuedMessages.ShouldBe(1);
        chargePoint.Ledger.Acknowledged.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_meter_is_read_on_while_nobody_is_let_in_and_not_without_power()
    {
        var time = new ManualTime();
        Central.AnswerNext("BootNotification", $$"""{"status":"Accepted","currentTime":"{{time.GetUtcNow():O}}","interval":3600}""");
        var chargePoint = await BootedAsync(time: time, settings: ("ClockAlignedDataInterval", "900"));
        chargePoint.CutConnection();
        Central.RefuseWith = 503;
        await Should.ThrowAsync<HandshakeRefusedException>(() => chargePoint.ConnectAsync());

        time.Advance(TimeSpan.FromMinutes(30));
        chargePoint.QueuedMessages.ShouldBe(2);
        chargePoint.LosePower();
        time.Advance(TimeSpan.FromMinutes(30));
        chargePoint.QueuedMessages.ShouldBe(2);
    }

    [Theory]
    [InlineData(Mishap.RepeatedWithNewId, false)]
    [InlineData(Mishap.RepeatedWithSameId, true)]
    public async Task A_message_sent_twice_has_the_same_content(Mishap mishap, bool sameId)
    {
        var chargePoint = await BootedAsync();
        var transaction = await chargePoint.StartAsync(1, "TAG-1");
        chargePoint.Arrange(mishap, TransactionMessageKind.Stop);

        await chargePoint.StopAsync(transaction);
        await Eventually.HoldsAsync(() => chargePoint.Ledger.Acknowledged.Count == 3);

        var stops = chargePoint.Frames.CallsSent("StopTransaction").ToArray();
        stops.Length.ShouldBe(2);
        JsonElement.DeepEquals(stops[0].Payload, stops[1].Payload).ShouldBeTrue();
        (stops[0].UniqueId == stops[1].UniqueId).ShouldBe(sameId);
        chargePoint.Ledger.Facts.Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_central_system_that_numbers_one_start_twice_is_found_out()
    {
        var chargePoint = await BootedAsync();
        chargePoint.Arrange(Mishap.RepeatedWithNewId, TransactionMessageKind.Start);

        await chargePoint.StartAsync(1, "TAG-1");
        await Eventually.HoldsAsync(() => chargePoint.Ledger.Acknowledged.Count == 2);

        chargePoint.Ledger.Contradictions.Count().ShouldBe(1);
    }

    [Fact]
    public async Task After_a_loss_of_power_it_boots_tells_its_statuses_and_then_stops_what_was_interrupted()
    {
        var chargePoint = await BootedAsync(options => options with { Connectors = 2 });
        var transaction = await chargePoint.StartAsync(2, "TAG-1");
        var before = chargePoint.Frames.All.Count;

        chargePoint.LosePower();
        await Should.ThrowAsync<InvalidOperationException>(chargePoint.ConnectAsync());
        await chargePoint.RestorePowerAsync();
        var stop = await chargePoint.Frames.SentCallAsync("StopTransaction");

        chargePoint.Frames.All.Skip(before).Where(frame => frame is { Sent: true, IsCall: true }).Select(frame => frame.Name)
            .ShouldBe(["BootNotification", "StatusNotification", "StatusNotification", "StatusNotification", "StopTransaction"]);
        StatusesOf(chargePoint, 2).Last().ShouldBe("Finishing");
        stop.Payload.GetProperty("reason").GetString().ShouldBe("PowerLoss");
        stop.Payload.GetProperty("transactionId").GetInt32().ShouldBe(transaction.TransactionId!.Value);
    }

    [Fact]
    public async Task A_stop_held_back_arrives_late_with_the_time_at_which_it_happened()
    {
        var time = new ManualTime();
        Central.AnswerNext("BootNotification", """{"status":"Accepted","currentTime":"2026-03-02T08:00:00Z","interval":0}""");
        var chargePoint = await BootedAsync(time: time, settings: [("MeterValueSampleInterval", "0"), ("HeartbeatInterval", "0")]);
        var transaction = await chargePoint.StartAsync(1, "TAG-1");
        chargePoint.Arrange(Mishap.HeldBack, TransactionMessageKind.Stop);

        var stopping = chargePoint.StopAsync(transaction);
        await time.UntilSomebodyWaitsAsync(TimeSpan.FromMinutes(5));
        chargePoint.Frames.CallsSent("StopTransaction").ShouldBeEmpty();
        time.Advance(TimeSpan.FromMinutes(5));
        await stopping.WaitAsync(TimeSpan.FromSeconds(20));

        chargePoint.Frames.CallsSent("StopTransaction").Single().Payload.GetProperty("timestamp").GetString().ShouldBe("2026-03-02T08:00:00.000Z");
    }

    [Fact]
    public async Task Without_a_connection_the_cache_knows_who_may_charge_until_it_is_cleared()
    {
        var chargePoint = await BootedAsync();
        await chargePoint.AuthorizeAsync("TAG-1");
        await chargePoint.GoOfflineAsync();

        (await chargePoint.AuthorizeAsync("tag-1")).ShouldBe(AuthorizationStatus.Accepted);
        (await chargePoint.AuthorizeAsync("TAG-2")).ShouldBe(AuthorizationStatus.Invalid);
        chargePoint.ComeOnline();
        await chargePoint.ConnectAsync();
        await Central.StatusOfAsync("ClearCache", "{}");
        await chargePoint.GoOfflineAsync();

        (await chargePoint.AuthorizeAsync("TAG-1")).ShouldBe(AuthorizationStatus.Invalid);
    }

    [Fact]
    public async Task A_half_open_connection_lets_calls_time_out()
    {
        var time = new ManualTime();
        var chargePoint = await BootedAsync(time: time, settings: ("MessageTimeout", "30"));
        chargePoint.StopReading();

        var outcome = chargePoint.TryCallAsync(OcppActions.Heartbeat, new HeartbeatRequest());
        await time.UntilSomebodyWaitsAsync(TimeSpan.FromSeconds(30));
        time.Advance(TimeSpan.FromSeconds(30));

        (await outcome).ShouldBeOfType<CallOutcome.TimedOut>();
    }
}
