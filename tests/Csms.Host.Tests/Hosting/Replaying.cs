using System.Text.Json.Nodes;
using Csms.Host.Api.Events;
using Csms.Host.Commands;
using Csms.Host.Hosting;
using Csms.Host.Replaying;

namespace Csms.Host.Tests.Hosting;

public sealed class Replaying(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    [Fact]
    public async Task Tells_of_a_charge_point_and_its_transactions_in_the_order_of_recording()
    {
        await csms.RegisterAsync("CP-R1");
        await csms.RegisterAsync("CP-R2");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-R1");
        var start = await cp.CallAsync("StartTransaction", """{"connectorId":1,"idTag":"R1","meterStart":1000,"timestamp":"2026-03-01T10:00:00Z"}""");
        await cp.CallAsync("StopTransaction", $$"""{"transactionId":{{start["transactionId"]}},"meterStop":4000,"timestamp":"2026-03-01T10:45:00Z"}""");

        var lines = await RunAsync(ExitCode.Success, "--charge-point", "CP-R1", "--json", "--state");

        var events = lines.Select(line => JsonNode.Parse(line)!).ToList();
        events.Select(e => (long)e["event"]!["sequence"]!).ShouldBeInOrder(SortDirection.Ascending);
        var types = events.Select(e => (string)e["event"]!["type"]!).ToList();
        types[0].ShouldBe("charge_point_registered");
        types.ShouldContain("transaction_started");
        types.ShouldContain("transaction_stopped");
        events.ShouldAllBe(e => e["state"] != null);
        lines.ShouldAllBe(line => !line.Contains("CP-R2", StringComparison.Ordinal));

        var last = (long)events[^1]["event"]!["sequence"]!;
        var timeline = await RunAsync(ExitCode.Success, "--stream", "charge-point-CP-R1", "--to-sequence", $"{last}", "--speed", "100000");
        timeline[0].ShouldContain("charge-point-CP-R1 v1 charge_point_registered by test");
        (await RunAsync(ExitCode.Success, "--json", "--after", $"{last - 1}", "--to-sequence", $"{last}")).ShouldHaveSingleItem();
        (await RunAsync(ExitCode.Success, "--json", "--to", "2020-01-01T00:00:00Z")).ShouldBeEmpty();
        (await RunAsync(ExitCode.Success, "--json", "--from", "2020-01-01T00:00:00Z")).Length.ShouldBeGreaterThan(events.Count);
        await RunAsync(ExitCode.Unexpected, "--stream", "none");
        await RunAsync(ExitCode.WrongUsage, "--speed", "0");
        await RunAsync(ExitCode.WrongUsage, "--stream", "a", "--charge-point", "b");
    }

    [Fact]
    public async Task Lets_time_pass_as_fast_as_asked()
    {
        var clock = new LeapingTime();
        var pace = new Pace(clock, speed: 60);
        var first = new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);
        var began = clock.GetTimestamp();

        await pace.WaitAsync(first, CancellationToken.None);
        clock.GetElapsedTime(began).ShouldBe(TimeSpan.Zero);
        await pace.WaitAsync(first.AddMinutes(2), CancellationToken.None);
        clock.GetElapsedTime(began).ShouldBe(TimeSpan.FromSeconds(2));
        await pace.WaitAsync(first.AddMinutes(1), CancellationToken.None);
        clock.GetElapsedTime(began).ShouldBe(TimeSpan.FromSeconds(2));
        await pace.WaitAsync(first.AddYears(20), CancellationToken.None);
        clock.GetElapsedTime(began).ShouldBe((first.AddYears(20) - first) / 60);
    }

    private async Task<string[]> RunAsync(int exitCode, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        await using var replay = HostProcess.StartOn(csms.Database.ConnectionString, folder.Data, ["replay", .. arguments]);
        (await replay.EndAsync()).ShouldBe(exitCode, string.Join('\n', replay.Errors));
        return replay.Output;
    }

    /// <summary>Whoever waits has waited already.</summary>
    [Fact]
    public void Folds_every_kind_of_stream()
    {
        var types = typeof(Streams).GetFields().Select(kind => kind.GetValue(null)!).Select(kind => (string)kind.GetType().GetProperty("Type")!.GetValue(kind)!).ToList();

        types.Count.ShouldBeGreaterThan(15);
        types.Where(type => StreamFold.Of($"{type}-1") is null).ShouldBeEmpty();
    }

    private sealed class LeapingTime : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            now += dueTime.Ticks;
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
