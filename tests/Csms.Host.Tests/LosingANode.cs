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
