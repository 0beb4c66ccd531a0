namespace Csms.Domain.ChargingProfiles;

/// <summary>What a charge point holds of profiles as JSON: one that is told a new limit every minute has a stream of half a million events a year. A cache and never the
/// truth: what cannot be read is folded again.</summary>
public static class ChargePointProfilesSnapshot
{
    /// <summary>Raised whenever the same events fold to another state than before. A member more or less is noticed without it.</summary>
    public const int SchemaVersion = 1;

    /// <summary>All of it, as JSON in UTF-8. Equal states are written equally.</summary>
    public static byte[] Write(ChargePointProfiles state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return SnapshotJson.Write(new Held([.. state.Installed.All], state.Through));
    }

    /// <summary>What was written; null when this is not what this program writes.</summary>
    public static ChargePointProfiles? Read(ReadOnlySpan<byte> json) => SnapshotJson.Read<Held>(json) is { } held && !held.Installed.Contains(null)
        ? new(held.Installed.Aggregate(InstalledProfiles.None, (installed, one) => installed.Install(one!.ConnectorId, one.Profile)), held.Through)
        : null;

    internal sealed record Held(IReadOnlyList<InstalledProfile?> Installed, long Through);
}
