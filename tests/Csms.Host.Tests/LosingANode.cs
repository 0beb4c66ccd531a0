using Csms.Domain.ChargePoints;
using Csms.EventStore;
using Csms.Host.Commands;
using Csms.Host.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Csms.Host.Tests;

public class LosingANode(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    [Fact]
    public async Task Ends_the_connections_that_it_had()
    {
        await csms.RegisterAsync("CP-DEAD-NODE");
        var epoch = await csms.Services.GetRequiredService<ConnectionRows>().TakeOverAsync("CP-DEAD-NODE", "a node that died", DateTimeOffset.UtcNow, CancellationToken.None);
        await csms.Services.GetRequiredService<CommandRunner>().RunAsync(
            Streams.ChargePoints,
            ChargePoint.StreamId("CP-DEAD-NODE"),
            new ChargePointCommand.ReportConnection(epoch, "a node that died", SecurityProfile: 0),
            new EventMetadata("test", DateTimeOffset.UtcNow),
            CancellationToken.None);

        var events = await Eventually.BecomesAsync(() => csms.EventsOfAsync("charge-point-CP-DEAD-NODE"), e => e[^1].Type == "charge_point_disconnected");

        System.Text.Encoding.UTF8.GetString(events[^1].Data.Span).ShouldContain("NodeLost");
    }
}
