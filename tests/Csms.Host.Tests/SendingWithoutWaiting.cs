using Csms.EventStore.Journal;
using Csms.Host.Calls;
using Csms.Host.Tests.Journal;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Ocpp.Protocol.V16;

namespace Csms.Host.Tests;

/// <summary>OCPP-J allows a charge point one unanswered CALL (section 4.1.1). Not all keep to it.</summary>
public sealed class SendingWithoutWaiting(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    // As csms_append has it.
    private const string HoldAppends = "SELECT pg_advisory_xact_lock(4851306243581562436)";

    private const int MostInHand = 8;

    [Fact]
    public async Task Is_answered_and_stored_in_turn()
    {
        await csms.RegisterAsync("CP-HASTY");
        await using var wire = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-HASTY");
        await SendStatusesAsync(wire, 50);
        // One that is answered at once comes behind those that wait for the disk, too.
        await wire.CallForFrameAsync("Heartbeat", "{}", "last");

        await ShouldBeInTurnAsync("CP-HASTY", 50);
    }

    [Fact]
    public async Task Holds_up_no_answer_to_our_own_call()
    {
        await csms.RegisterAsync("CP-CROSSING");
        await using var wire = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-CROSSING");
        await csms.Services.GetRequiredService<CallRequests>().RequestAsync(
            new CallOrder("CP-CROSSING", OcppActions.ClearCache, "{}"u8.ToArray(), "test"), CancellationToken.None);
        var ours = await wire.ReceiveCallAsync();

        await using (await HoldAppendsAsync())
        {
            await SendStatusesAsync(wire, 3);
            await wire.AnswerAsync(ours, """{"status":"Accepted"}""");
            var frames = await Eventually.BecomesAsync(
                () => csms.FramesOfAsync("CP-CROSSING"), all => all.Exists(f => f.Entry is { Direction: JournalDirection.In, Kind: JournalKind.Result, RequestAt: not null }));
            frames.Count(f => f.Entry.Action == "StatusNotification").ShouldBe(3, "None of them can have been answered.");
        }

        await wire.CallForFrameAsync("Heartbeat", "{}", "last");
        await ShouldBeInTurnAsync("CP-CROSSING", 3);
    }

    [Fact]
    public async Task Is_stored_behind_what_was_answered_before()
    {
        await csms.RegisterAsync("CP-ORDERLY");
        await using var wire = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-ORDERLY");
        for (var i = 0; i < 20; i++)
        {
            await csms.Services.GetRequiredService<CallRequests>().RequestAsync(
                new CallOrder("CP-ORDERLY", OcppActions.ClearCache, "{}"u8.ToArray(), "test"), CancellationToken.None);
            var ours = await wire.ReceiveCallAsync();
            await wire.AnswerAsync(ours, """{"status":"Accepted"}""");
            await wire.CallForFrameAsync("StatusNotification", $$"""{"connectorId":{{i}},"errorCode":"NoError","status":"Available"}""", $"s{i}");

            var answered = (await csms.EventsOfAsync($"call-{(string)ours[1]!}")).Single(e => e.Type == "call_answered");
            var status = (await csms.EventsOfAsync("charge-point-CP-ORDERLY")).Last(e => e.Type == "connector_status_reported");
            answered.Sequence.ShouldBeLessThan(status.Sequence);
        }
    }

    [Fact]
    public async Task Is_read_no_further_than_a_few()
    {
        await csms.RegisterAsync("CP-FLOOD");
        await using var wire = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-FLOOD");
        await using (await HoldAppendsAsync())
        {
            await SendStatusesAsync(wire, 30);
            // The one that is too many is read before it waits.
            await csms.FramesOfAsync("CP-FLOOD", MostInHand + 1);
            await Task.Delay(TimeSpan.FromSeconds(1));
            (await csms.FramesOfAsync("CP-FLOOD")).Count.ShouldBe(MostInHand + 1);
        }

        await wire.CallForFrameAsync("Heartbeat", "{}", "last");
        await ShouldBeInTurnAsync("CP-FLOOD", 30);
    }

    private static async Task SendStatusesAsync(RawChargePoint wire, int count)
    {
        for (var i = 0; i < count; i++)
            await wire.SendAsync($$"""[2,"s{{i}}","StatusNotification",{"connectorId":{{i}},"errorCode":"NoError","status":"Available"}]""");
    }

    private async Task ShouldBeInTurnAsync(string chargePointId, int statuses)
    {
        string[] ids = [.. Enumerable.Range(0, statuses).Select(i => $"s{i}"), "last"];
        var frames = await Eventually.BecomesAsync(
            () => csms.FramesOfAsync(chargePointId), all => all.Exists(f => f.Entry is { Direction: JournalDirection.Out, UniqueId: "last" }));
        frames.FindAll(f => f.Entry is { Direction: JournalDirection.Out, Kind: JournalKind.Result }).ConvertAll(f => f.Entry.UniqueId).ShouldBe(ids);
        var stored = (await csms.EventsOfAsync($"charge-point-{chargePointId}")).Where(e => e.Type == "connector_status_reported");
        stored.Select(e => e.Metadata.CorrelationId).ShouldBe(ids.SkipLast(1).Select(id => $"ocpp:{chargePointId}/1/{id}"));
    }

    /// <summary>Until it is disposed nothing can be stored.</summary>
    private async Task<NpgsqlConnection> HoldAppendsAsync()
    {
        var connection = await csms.Database.DataSource.OpenConnectionAsync();
        // Ends with the connection.
        await using var hold = new NpgsqlCommand($"BEGIN; {HoldAppends}", connection);
        await hold.ExecuteNonQueryAsync();
        return connection;
    }
}
