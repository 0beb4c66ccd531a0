namespace Csms.Host.Connections;

/// <summary>Settings of the conversation with charge points (section <c>Ocpp</c> of the configuration).</summary>
internal sealed class OcppOptions
{
    /// <summary>What BootNotification answers to an accepted charge point; also the measure of the idle time-out.</summary>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How soon a charge point that is not accepted may boot again.</summary>
    public TimeSpan BootRetryInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often a quiet socket is pinged, so that neither NAT nor proxy forgets it. Zero: never, and none is given up for its silence.</summary>
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>A socket that neither answers pings nor sends anything for so long is closed. Never below three heartbeat intervals (quirk Q19).</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(15);

    public TimeSpan EffectiveIdleTimeout => IdleTimeout > 3 * HeartbeatInterval ? IdleTimeout : 3 * HeartbeatInterval;

    /// <summary>Largest frame that is read; a larger one closes the socket with 1009.</summary>
    public int LargestMessage { get; set; } = 1 << 20;

    /// <summary>A peer that takes longer to read what was written to it is gone.</summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(30);

    public UnknownChargePoints UnknownChargePoints { get; set; } = UnknownChargePoints.Refuse;
}

/// <summary>What happens to a charge point nobody entered.</summary>
internal enum UnknownChargePoints
{
    /// <summary>Its handshake is answered with 404 (OCPP-J section 3.2).</summary>
    Refuse,

    /// <summary>It is entered as pending and waits until an operator accepts it.</summary>
    Pending,
}
