using Csms.Bench.Load.Targets;
using Csms.Bench.Load.Traffic;

namespace Csms.Bench.Tests;

/// <summary>The stand-in and the floor, which must understand each other.</summary>
public class ExchangingMessages
{
    [Fact]
    public async Task Gets_a_right_answer_to_every_kind_of_message()
    {
        await using var floor = await FloorServer.StartAsync(null);
        var acknowledged = new Acknowledged();
        using var standIn = new StandIn("CP-1", "TAG1", acknowledged);
        await standIn.ConnectAsync(FloorServer.PortOf(floor), CancellationToken.None);

        foreach (var kind in Workload.Mix.Cycle.Prepend(MessageKind.BootNotification))
            (await standIn.ExchangeAsync(kind)).ShouldBeNull();

        standIn.IsCharging.ShouldBeFalse();
        acknowledged.Summary.ShouldBe("1 starts, 10 meter values, 1 stops");
    }

    [Fact]
    public async Task Measures_from_the_moment_a_message_was_due()
    {
        await using var floor = await FloorServer.StartAsync(null);
        var figures = new Figures();
        using var fleet = await Fleet.ConnectAsync(FloorServer.PortOf(floor), 4, 4, new Acknowledged(), figures, CancellationToken.None);

        var open = new Figures();
        await fleet.RunOpenAsync(Workload.Mix, 200, TimeSpan.FromSeconds(0.5), open, CancellationToken.None);

        open.Messages.ShouldBe(100);
        (open.Errors + figures.Errors).ShouldBe(0);
    }

    [Fact]
    public void Knows_where_in_the_cycle_a_transaction_runs()
    {
        Enumerable.Range(0, Workload.Mix.Cycle.Length).Where(Workload.Mix.IsWithinTransaction).ShouldBe(Enumerable.Range(4, 15));
        Workload.MeterReports.IsWithinTransaction(0).ShouldBeTrue();
        Workload.Heartbeats.IsWithinTransaction(0).ShouldBeFalse();
        Workload.Sessions(3).IsWithinTransaction(0).ShouldBeFalse();
    }
}
