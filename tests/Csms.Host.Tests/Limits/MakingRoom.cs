using System.Net;
using Csms.Host.Connections;
using Csms.Host.Hosting;
using Csms.Host.Limits;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Csms.Host.Tests.Limits;

public sealed class MakingRoom : IDisposable
{
    private readonly MovingClock clock = new();
    private readonly Refusals refusals;
    private readonly ConnectionLimits limits;

    public MakingRoom()
    {
        refusals = new Refusals(null!, null!, clock, NullLogger<Refusals>.Instance);
        limits = new(
            Options.Create(new LimitOptions { WaitingConnections = 4, WaitingReserve = 1, WaitingConnectionsPerAddress = 3, ConnectionsPerAddress = 5 }),
            Options.Create(new ProxyOptions { Trusted = ["10.0.0.0/8"] }),
            refusals,
            clock);
    }

    [Fact]
    public async Task Takes_it_from_whoever_has_most()
    {
        var crowd = Enumerable.Range(0, 3).Select(_ => Come("198.51.100.1")).ToArray();
        var another = Come("198.51.100.2");
        Come("198.51.100.3").WasLetIn.ShouldBeTrue();

        await Eventually.BecomesAsync(() => Task.FromResult(crowd[0].IsCutOff), cut => cut);
        (crowd[1].IsCutOff, crowd[2].IsCutOff, another.IsCutOff).ShouldBe((false, false, false));
    }

    [Fact]
    public async Task Gives_one_address_no_more_than_its_share_until_its_oldest_has_waited_for_long()
    {
        var crowd = Enumerable.Range(0, 3).Select(_ => Come("198.51.100.1")).ToArray();
        Come("198.51.100.1").WasLetIn.ShouldBeFalse();
        clock.Now += ConnectionLimits.Long;
        Come("198.51.100.1").WasLetIn.ShouldBeTrue();
        await Eventually.BecomesAsync(() => Task.FromResult(crowd[0].IsCutOff), cut => cut);
    }

    [Fact]
    public void Is_not_done_by_those_who_wait_for_us()
    {
        var crowd = Enumerable.Range(0, 3).Select(_ => Come("198.51.100.1")).ToArray();
        foreach (var asking in crowd)
            asking.Newcomer.Asks();
        clock.Now += ConnectionLimits.Long;

        Come("198.51.100.1").WasLetIn.ShouldBeFalse();
        crowd[1].Newcomer.IsAnswered();
        Come("198.51.100.1").WasLetIn.ShouldBeTrue();
        (crowd[0].IsCutOff, crowd[2].IsCutOff).ShouldBe((false, false));
    }

    [Fact]
    public void Has_some_in_reserve_for_addresses_of_charge_points()
    {
        var before = Come("198.51.100.9");
        before.Newcomer.IsKnown(isChargePoint: true);
        before.Leave();
        for (var i = 1; i <= 4; i++)
            Come($"198.51.100.{i}").WasLetIn.ShouldBeTrue();

        Come("198.51.100.5").WasLetIn.ShouldBeFalse();
        Come("198.51.100.9").WasLetIn.ShouldBeTrue();
    }

    [Fact]
    public void Counts_those_who_are_known_by_their_address_only()
    {
        for (var i = 0; i < 5; i++)
        {
            var cp = Come("198.51.100.1");
            cp.WasLetIn.ShouldBeTrue();
            cp.Newcomer.IsKnown(isChargePoint: true);
        }

        Come("198.51.100.1").WasLetIn.ShouldBeFalse();
        Come("198.51.100.2").WasLetIn.ShouldBeTrue();
    }

    [Fact]
    public void Leaves_proxies_alone()
    {
        for (var i = 0; i < 20; i++)
            Come("10.1.2.3").WasLetIn.ShouldBeTrue();
    }

    public void Dispose() => refusals.Dispose();

    private Visitor Come(string address)
    {
        var visitor = new Visitor(address);
        _ = limits.Around(visitor.StayAsync)(visitor.Connection);
        return visitor;
    }

    private sealed class Visitor
    {
        private readonly TaskCompletionSource leaving = new();

        public Visitor(string address) => Connection = new DefaultConnectionContext { RemoteEndPoint = new IPEndPoint(IPAddress.Parse(address), 50_000) };

        public DefaultConnectionContext Connection { get; }

        public Newcomer Newcomer => Connection.Features.Get<Newcomer>()!;

        public bool WasLetIn { get; private set; }

        public bool IsCutOff => Connection.ConnectionClosed.IsCancellationRequested;

        public Task StayAsync(ConnectionContext connection)
        {
            WasLetIn = true;
            return leaving.Task;
        }

        public void Leave() => leaving.SetResult();
    }
}
