using Csms.Simulator.Fleet;
using Csms.Simulator.Ledger;
using Csms.Simulator.Transactions;
using Ocpp.Protocol.V16;

namespace Csms.Simulator.Tests;

public sealed class LivingAsAFleet : SimulatorTest
{
    private SimulatorOptions Hurried => new()
    {
        Url = Central.Url,
        Count = 4,
        Connectors = 2,
        Speed = 4_000,
        KeepLedger = true,
        KeepFrames = true,
        FirstReconnectWait = TimeSpan.FromMilliseconds(10),
        LongestReconnectWait = TimeSpan.FromMilliseconds(100),
        Settings = new Dictionary<string, string> { ["TransactionMessageRetryInterval"] = "0", ["MessageTimeout"] = "1" },
    };

    [Fact]
    public async Task Sessions_begin_and_end_and_every_stop_carries_a_number_that_was_given()
    {
        await using var fleet = new SimulatorFleet(Hurried);
        using var end = new CancellationTokenSource();

        var life = fleet.LiveAsync(null, end.Token);
        await Eventually.HoldsAsync(() => fleet.Ledger.CountOf(TransactionMessageKind.Stop) >= 20);
        await end.CancelAsync();
        var status = await life;

        status.Bugs.ShouldBe(0);
        status.Abandoned.ShouldBe(0);
        NumbersAreSound(fleet.Ledger);
        fleet.ChargePoints.Sum(chargePoint => chargePoint.Failures.Count).ShouldBe(0);
    }

    [Fact]
    public async Task Whatever_breaks_no_fact_is_acknowledged_out_of_order_or_under_a_false_number()
    {
        var numbers = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        await using var fleet = new SimulatorFleet(Hurried with { Faults = FaultMix.All with { Every = TimeSpan.FromMinutes(15) } });
        foreach (var _ in Enumerable.Range(0, 10_000))
            Central.AnswerNext("StartTransaction", start => $$$"""{"transactionId":{{{numbers.GetOrAdd(start.GetRawText(), _ => numbers.Count + 1)}}},"idTagInfo":{"status":"Accepted"}}""");
        using var end = new CancellationTokenSource();

        var life = fleet.LiveAsync(null, end.Token);
        await Eventually.HoldsAsync(() => fleet.Ledger.CountOf(TransactionMessageKind.Stop) >= 40);
        await end.CancelAsync();
        await life;

        fleet.ChargePoints.SelectMany(chargePoint => chargePoint.Failures).ShouldBeEmpty();
        fleet.Ledger.Contradictions.ShouldBeEmpty();
        NumbersAreSound(fleet.Ledger);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_drivers()
    {
        var (first, second) = (await DriversAsync(seed: 5), await DriversAsync(seed: 5));

        first.ShouldBe(second);
        (await DriversAsync(seed: 6)).ShouldNotBe(first);
    }

    [Fact]
    public async Task A_history_is_told_in_order_with_past_times_and_registers_that_only_grow()
    {
        var chargePoint = ChargePoint(options => options with { Connectors = 2 });
        // How many people came depends on the time of the day at which it is told.
        var now = new DateTimeOffset(2026, 6, 17, 20, 0, 0, TimeSpan.Zero);
        chargePoint.Clock.Set(now);
        var sessions = HistoryScript.Tell(chargePoint, days: 3, ["TAG-1", "TAG-2"], new Random(3));

        await chargePoint.ConnectAsync();
        await chargePoint.BootAsync();
        await Eventually.HoldsAsync(() => chargePoint.QueuedMessages == 0);

        sessions.ShouldBeGreaterThan(10);
        var told = chargePoint.Ledger.Acknowledged.ToArray();
        told.Count(entry => entry.Kind == TransactionMessageKind.Stop).ShouldBe(sessions);
        told.Select(At).ShouldBeInOrder();
        told.Select(At).ShouldAllBe(at => at < now && at > now.AddDays(-4));
        foreach (var connector in told.Where(entry => entry.Request is StartTransactionRequest).GroupBy(entry => ((StartTransactionRequest)entry.Request).ConnectorId))
        {
            var stops = connector.Select(start => (Start: (StartTransactionRequest)start.Request, Stop: Stop(told, start.TransactionId!.Value))).ToArray();
            stops.ShouldAllBe(pair => pair.Stop.MeterStop >= pair.Start.MeterStart);
            stops.Zip(stops.Skip(1)).ShouldAllBe(pair => pair.Second.Start.MeterStart == pair.First.Stop.MeterStop);
        }

        NumbersAreSound(chargePoint.Ledger);
    }

    [Fact]
    public async Task A_history_can_have_ends_that_are_lost_or_cannot_be_or_are_told_twice()
    {
        var chargePoint = ChargePoint(options => options with { Connectors = 2 });
        var sessions = HistoryScript.Tell(chargePoint, days: 14, ["TAG-1"], new Random(3), doubtful: 0.5);

        await chargePoint.ConnectAsync();
        await chargePoint.BootAsync();
        await Eventually.HoldsAsync(() => chargePoint.QueuedMessages == 0);

        var told = chargePoint.Ledger.Acknowledged.ToArray();
        var starts = told.Where(entry => entry.Request is StartTransactionRequest).ToArray();
        var stops = told.Where(entry => entry.Kind == TransactionMessageKind.Stop).ToLookup(entry => entry.TransactionId, entry => ((StopTransactionRequest)entry.Request).MeterStop);
        starts.Length.ShouldBe(sessions);
        starts.ShouldContain(start => !stops.Contains(start.TransactionId));
        starts.ShouldContain(start => stops[start.TransactionId].Any(stop => stop < ((StartTransactionRequest)start.Request).MeterStart));
        starts.ShouldContain(start => stops[start.TransactionId].Distinct().Count() == 2);
    }

    [Theory]
    [InlineData("none", 0)]
    [InlineData("all", 8)]
    [InlineData("offline, power-loss=0.5", 2)]
    public void Faults_are_named_on_the_command_line(string text, int count) => FaultMix.Parse(text).Weights.Count.ShouldBe(count);

    [Theory]
    [InlineData("meteor", "There is no fault named 'meteor'")]
    [InlineData("offline=-1", "'-1'")]
    public void A_wrong_fault_is_named(string text, string part) => Should.Throw<FormatException>(() => FaultMix.Parse(text)).Message.ShouldContain(part);

    private async Task<string[]> DriversAsync(int seed)
    {
        // Offline too, so that nobody is sent away for having come before the device had booted.
        var settings = new Dictionary<string, string> { ["AllowOfflineTxForUnknownId"] = "true" };
        await using var fleet = new SimulatorFleet(Hurried with { Count = 1, Connectors = 1, Seed = seed, Speed = 20_000, Settings = settings });
        using var end = new CancellationTokenSource();
        var life = fleet.LiveAsync(null, end.Token);
        await Eventually.HoldsAsync(() => fleet.Ledger.CountOf(TransactionMessageKind.Start) >= 6);
        await end.CancelAsync();
        await life;
        return [.. fleet.Ledger.Acknowledged.Select(entry => entry.Request).OfType<StartTransactionRequest>().Take(6).Select(start => start.IdTag.Value)];
    }

    // In the order of the answers of each charge point: a number is given once, carried after that, and never after its stop.
    private static void NumbersAreSound(AcknowledgementLedger ledger)
    {
        foreach (var chargePoint in ledger.Facts.GroupBy(entry => entry.ChargePointId))
        {
            var running = new HashSet<long>();
            foreach (var entry in chargePoint)
            {
                if (entry.Kind == TransactionMessageKind.Start) running.Add(entry.TransactionId!.Value).ShouldBeTrue();
                else if (entry.TransactionId is { } number) running.ShouldContain(number);
                if (entry.Kind == TransactionMessageKind.Stop) running.Remove(entry.TransactionId!.Value);
            }
        }
    }

    private static DateTimeOffset At(Acknowledgement entry) => entry.Request switch
    {
        StartTransactionRequest start => start.Timestamp,
        StopTransactionRequest stop => stop.Timestamp,
        var values => ((MeterValuesRequest)values).MeterValue[0].Timestamp,
    };

    private static StopTransactionRequest Stop(Acknowledgement[] told, long transactionId) =>
        told.Select(entry => entry.Request).OfType<StopTransactionRequest>().Single(stop => stop.TransactionId == transactionId);
}
