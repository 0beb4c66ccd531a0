using Csms.Domain.ChargePoints;
using Csms.EventStore;
using Csms.Host.Commands;
using Csms.Host.Connections;
using Csms.Host.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Csms.Host.Tests;

public class LosingANode(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    [Fact]
    public async Task Ends_the_connections_that_it_had()
    {
        await ConnectAsync("CP-DEAD-NODE", "a node that died");

        (await EndOfAsync("CP-DEAD-NODE")).ShouldContain("NodeLost");
    }

    [Fact]
    public async Task Is_not_needed_for_an_end_that_could_not_be_stored_at_once()
    {
        var epoch = await ConnectAsync("CP-LATE-END", csms.Services.GetRequiredService<NodeName>().Value);

        csms.Services.GetRequiredService<NodeWatch>().ReportLater("CP-LATE-END", epoch, DisconnectReason.Idle);

        (await EndOfAsync("CP-LATE-END")).ShouldContain("Idle");
    }

    [Fact]
    public async Task Is_not_believed_of_a_node_that_could_not_say_that_it_lives_while_nobody_could()
    {
        await ConnectAsync("CP-SLOW-NODE", "a node that was slow");
        using var another = ActivatorUtilities.CreateInstance<NodeWatch>(csms.Services, new ConnectionRegistry(), new NodeName());

        await WasSeenAsync("a node that was slow", "1 minute");
        await another.LookAsync(CancellationToken.None);
        await another.LookAsync(CancellationToken.None);
        await WasSeenAsync("a node that was slow", "0");
        await another.LookAsync(CancellationToken.None);
        await WasSeenAsync("a node that was slow", "1 minute");
        await another.LookAsync(CancellationToken.None);
        (await csms.EventsOfAsync(ChargePoint.StreamId("CP-SLOW-NODE")))[^1].Type.ShouldBe("charge_point_connected");

        await another.LookAsync(CancellationToken.None);
        await another.LookAsync(CancellationToken.None);
        (await csms.EventsOfAsync(ChargePoint.StreamId("CP-SLOW-NODE")))[^1].Type.ShouldBe("charge_point_disconnected");
    }

    [Fact]
    public async Task Is_put_right_by_a_node_that_only_stood_still()
    {
        await csms.RegisterAsync("CP-FROZEN");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-FROZEN");
        await cp.CallAsync("BootNotification", """{"chargePointVendor":"V","chargePointModel":"M"}""");

        // What other nodes do with one of which they hear nothing.
        await ExecuteAsync("UPDATE csms.connections SET is_open = false WHERE charge_point_id = 'CP-FROZEN'");
        await WasSeenAsync(csms.Services.GetRequiredService<NodeName>().Value, "1 minute");
        await cp.Closed;

        (await EndOfAsync("CP-FROZEN")).ShouldContain("NodeLost");
    }

    private Task WasSeenAsync(string node, string ago) => ExecuteAsync(
        $"INSERT INTO csms.nodes (node, last_seen_at) VALUES ('{node}', now() - interval '{ago}') ON CONFLICT (node) DO UPDATE SET last_seen_at = excluded.last_seen_at");

    private async Task ExecuteAsync(string sql)
    {
        await using var command = csms.Database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<long> ConnectAsync(string chargePointId, string node)
    {
        await csms.RegisterAsync(chargePointId);
        var epoch = await csms.Services.GetRequiredService<ConnectionRows>().TakeOverAsync(chargePointId, node, DateTimeOffset.UtcNow, CancellationToken.None);
        await csms.Services.GetRequiredService<CommandRunner>().RunAsync(
            Streams.ChargePoints,
            ChargePoint.StreamId(chargePointId),
            new ChargePointCommand.ReportConnection(epoch, node, SecurityProfile: 0),
            new EventMetadata("test", DateTimeOffset.UtcNow),
            CancellationToken.None);
        return epoch;
    }

    private async Task<string> EndOfAsync(string chargePointId)
    {
        var events = await Eventually.BecomesAsync(() => csms.EventsOfAsync(ChargePoint.StreamId(chargePointId)), e => e[^1].Type == "charge_point_disconnected");
        return System.Text.Encoding.UTF8.GetString(events[^1].Data.Span);
    }
}
