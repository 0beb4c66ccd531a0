namespace Csms.Host.Limits;

/// <summary>How much anybody may ask of the host before it is known who they are, and how fast a charge point is read (section <c>Limits</c> of the
/// configuration).</summary>
internal sealed class LimitOptions
{
    /// <summary>Connections that have not shown yet who they are, from all addresses together.</summary>
    public int WaitingConnections { get; set; } = 12_000;

    /// <summary>As many more, for addresses from which a charge point has come before.</summary>
    public int WaitingReserve { get; set; } = 1000;

    /// <summary>Connections that have not shown yet who they are, from one address: behind it may be a whole fleet that comes back at once, and nobody in it may be
    /// turned away. Others are not crowded out by it: when all places are taken, they get theirs from whoever has most.</summary>
    public int WaitingConnectionsPerAddress { get; set; } = 10_000;

    /// <summary>All connections from one address.</summary>
    public int ConnectionsPerAddress { get; set; } = 20_000;

    /// <summary>How long a connection may last before its first request has come, TLS and headers included. Long, because a host that is busy is slow itself, and
    /// nobody is kept out meanwhile.</summary>
    public TimeSpan FirstRequestWithin { get; set; } = TimeSpan.FromMinutes(1);

    public TimeSpan TlsHandshakeWithin { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>From the first byte of a request to the last of its headers.</summary>
    public TimeSpan HeadersWithin { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a connection is kept between two requests: longer than clients do, so that none is closed under a request. Open WebSockets are none of
    /// this.</summary>
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(130);

    /// <summary>All headers of a request together, in bytes. A proxy puts certificates into one.</summary>
    public int LargestHeaders { get; set; } = 32 * 1024;

    /// <summary>The body of a request, in bytes; files have a limit of their own.</summary>
    public int LargestBody { get; set; } = 1 << 20;

    /// <summary>Refused attempts of one identity from one address that cost no waiting.</summary>
    public int FailuresForgiven { get; set; } = 5;

    /// <summary>The longest wait after more of them: it doubles from a second on.</summary>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Refused attempts of all identities from one address that cost no waiting.</summary>
    public int FailuresForgivenPerAddress { get; set; } = 200;

    /// <summary>The longest wait for an address; an identity that has come in from it before does not wait for what others do there.</summary>
    public TimeSpan LongestWaitPerAddress { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How fast a charge point is read in the long run. Whatever it sends is read in the end; a large message counts as several.</summary>
    public double MessagesPerSecond { get; set; } = 50;

    /// <summary>How many it may send at once, after a rest.</summary>
    public int MessageBurst { get; set; } = 1000;
}
