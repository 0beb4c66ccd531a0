namespace Csms.Domain.Tariffs;

/// <summary>What happened to a tariff. Stream <c>tariff-{uuid}</c>.</summary>
public abstract record TariffEvent
{
    private TariffEvent()
    {
    }

    /// <summary>An operator published a version.</summary>
    /// <param name="Version">1, 2, …</param>
    /// <param name="InForceFrom">For sessions that start from it on; never before it was published.</param>
    /// <param name="Tariff">What it says.</param>
    public sealed record Published(int Version, DateTimeOffset InForceFrom, Tariff Tariff) : TariffEvent;

    /// <summary>An operator withdrew it: sessions that start from a moment on are not priced by it. It may be published again.</summary>
    /// <param name="InForceFrom">Never before it was decided.</param>
    public sealed record Withdrawn(DateTimeOffset InForceFrom) : TariffEvent;
}
