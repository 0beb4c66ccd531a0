using System.Net;
using Csms.Domain.SecurityEvents;
using Csms.Host.Connections;
using Csms.Host.Hosting;
using Csms.Host.Security;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Csms.Host.Limits;

/// <summary>
/// How many connections there may be of which is not known whose they are. When it is full, a newcomer takes the place of the oldest of whichever address has
/// most, if it comes from an address that has fewer, or if that one has waited for long: so who opens thousands crowds out nobody but themselves.
/// </summary>
internal sealed class ConnectionLimits
{
    /// <summary>Who has not shown who they are after so long gives way to anybody. Long enough for an honest handshake on a busy day: a storm of charge points
    /// that all come back must not be cut off by one another.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromSeconds(5);

    private const int MostKnown = 100_000;
    private readonly LimitOptions limits;
    private readonly IReadOnlyList<IPNetwork> proxies;
    private readonly Refusals refusals;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private readonly Dictionary<string, Address> addresses = new(StringComparer.Ordinal);
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private int waiting;

    public ConnectionLimits(IOptions<LimitOptions> options, IOptions<ProxyOptions> proxy, Refusals refusals, TimeProvider clock)
    {
        (limits, this.refusals, this.clock) = (options.Value, refusals, clock);
        // A proxy is one address with everybody behind it; it has limits of its own.
        proxies = TrustedProxy.NetworksOf(proxy.Value);
    }

    /// <summary>Sees each connection before anything else does.</summary>
    public ConnectionDelegate Around(ConnectionDelegate next) => async connection =>
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        if (address is not null && TrustedProxy.IsIn(proxies, address))
        {
            await next(connection);
            return;
        }

        var newcomer = new Newcomer(this, connection, LoginLimits.PlaceOf(address), clock.GetElapsedTime(0));
        if (!TryEnter(newcomer, out var givesWay))
        {
            refusals.OfHandshake(HandshakeRefusal.TooManyConnections, address);
            connection.Abort(new ConnectionAbortedException("There are too many connections."));
            return;
        }

        if (givesWay is not null)
        {
            refusals.OfHandshake(HandshakeRefusal.TooManyConnections, address);
            givesWay.CutOff("It gave way to others.");
        }

        newcomer.MustAskWithin(limits.FirstRequestWithin, clock, late =>
        {
            refusals.OfHandshake(HandshakeRefusal.TooSlow, address);
            late.CutOff("Its first request did not come.");
        });
        connection.Features.Set(newcomer);
        try
        {
            await next(connection);
        }
        finally
        {
            newcomer.IsPatient();
            Leave(newcomer);
        }
    };

    /// <summary>Whose it is was shown.</summary>
    public void Know(Newcomer newcomer, bool isChargePoint)
    {
        lock (gate)
        {
            WaitNoMore(newcomer);
            if (!isChargePoint)
                return;
            if (known.Count >= MostKnown)
                known.Clear();
            known.Add(newcomer.Place);
        }
    }

    private bool TryEnter(Newcomer newcomer, out Newcomer? givesWay)
    {
        givesWay = null;
        lock (gate)
        {
            if (!addresses.TryGetValue(newcomer.Place, out var own))
                addresses.Add(newcomer.Place, own = new Address());
            if (own.Open >= limits.ConnectionsPerAddress || !HasRoom(newcomer, own, ref givesWay))
            {
                ForgetIfEmpty(newcomer.Place, own);
                return false;
            }

            if (givesWay is not null)
                WaitNoMore(givesWay);
            own.Open++;
            newcomer.Waiting = own.Waiting.AddLast(newcomer);
            waiting++;
            return true;
        }
    }

    private bool HasRoom(Newcomer newcomer, Address own, ref Newcomer? givesWay)
    {
        if (own.Waiting.Count >= limits.WaitingConnectionsPerAddress)
            return (givesWay = IfLong(own.Oldest)) is not null;
        if (waiting < limits.WaitingConnections + (known.Contains(newcomer.Place) ? limits.WaitingReserve : 0))
            return true;
        var fullest = addresses.Values.Where(address => address.Oldest is not null).MaxBy(address => (address.Waiting.Count, -address.Oldest!.Since.Ticks));
        givesWay = fullest is not null && own.Waiting.Count + 1 < fullest.Waiting.Count ? fullest.Oldest : IfLong(fullest?.Oldest);
        return givesWay is not null;
    }

    private Newcomer? IfLong(Newcomer? oldest) => oldest is not null && clock.GetElapsedTime(0) - oldest.Since >= Long ? oldest : null;

    private void Leave(Newcomer newcomer)
    {
        lock (gate)
        {
            WaitNoMore(newcomer);
            var own = addresses[newcomer.Place];
            own.Open--;
            ForgetIfEmpty(newcomer.Place, own);
        }
    }

    private void WaitNoMore(Newcomer newcomer)
    {
        if (newcomer.Waiting is not { } place)
            return;
        addresses[newcomer.Place].Waiting.Remove(place);
        newcomer.Waiting = null;
        waiting--;
    }

    private void ForgetIfEmpty(string place, Address address)
    {
        if (address.Open == 0)
            addresses.Remove(place);
    }

    private sealed class Address
    {
        /// <summary>Oldest first.</summary>
        public LinkedList<Newcomer> Waiting { get; } = new();

        /// <summary>Of those that keep us waiting, not we them; null when there is none.</summary>
        public Newcomer? Oldest => Waiting.FirstOrDefault(newcomer => !newcomer.IsInHand);

        public int Open { get; set; }
    }
}
