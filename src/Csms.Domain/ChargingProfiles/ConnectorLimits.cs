using static Csms.Domain.ChargingProfiles.ChargingProfilePurpose;

namespace Csms.Domain.ChargingProfiles;

/// <summary>What a connector may give, the charge point's maximum aside.</summary>
internal sealed class ConnectorLimits
{
    private readonly ProfileStack ofTheTransaction;
    private readonly ProfileStack byDefault;
    private readonly RateLimit? otherwise;

    public ConnectorLimits(InstalledProfiles installed, ChargingConnector connector, long now, Supply supply)
    {
        var startOfCharging = connector.Transaction?.StartedAt.ToUnixTimeSeconds() ?? now;
        ofTheTransaction = new(TxProfiles(installed, connector), startOfCharging, supply);
        byDefault = new(TxDefaultProfiles(installed, connector.ConnectorId), startOfCharging, supply);
        otherwise = supply.DefaultCurrent is { } current ? RateLimit.Of(new(0, current), ChargingRateUnit.A, supply) : null;
    }

    /// <summary>The transaction's profile overrules the default, also where it allows more (OCPP 1.6 section 3.13.1).</summary>
    public LimitUntil At(long moment)
    {
        var own = ofTheTransaction.At(moment);
        if (own.Limit is not null) return own;
        var common = byDefault.At(moment);
        return new(common.Limit ?? otherwise, Math.Min(own.Until, common.Until));
    }

    private static IEnumerable<ChargingProfile> TxProfiles(InstalledProfiles installed, ChargingConnector connector) =>
        from profile in connector.Transaction is null ? [] : installed.All
        where profile.ConnectorId == connector.ConnectorId && profile.Profile.Purpose == TxProfile
        where profile.Profile.TransactionId is null || profile.Profile.TransactionId == connector.Transaction!.TransactionId
        select profile.Profile;

    // One stack of both. What the connector has on a level replaces for it what all connectors have there (errata 3.53), valid or not.
    private static IEnumerable<ChargingProfile> TxDefaultProfiles(InstalledProfiles installed, int connectorId) =>
        from profile in installed.All
        where profile.Profile.Purpose == TxDefaultProfile && (profile.ConnectorId == 0 || profile.ConnectorId == connectorId)
        group profile by profile.Profile.StackLevel into level
        select level.MaxBy(profile => profile.ConnectorId)!.Profile;
}
