using Ocpp.Protocol.V16;

namespace Csms.Simulator.SmartCharging;

/// <summary>A charging profile and where it was installed; connector 0 is the charge point, or all connectors for a TxDefaultProfile.</summary>
internal sealed record InstalledProfile(int ConnectorId, ChargingProfile Profile);

/// <summary>The charging profiles of a device, kept in flash (errata 3.37).</summary>
internal sealed class InstalledProfiles
{
    private readonly Lock gate = new();
    private List<InstalledProfile> profiles = [];

    public IReadOnlyList<InstalledProfile> All
    {
        get
        {
            lock (gate) return profiles;
        }
    }

    /// <summary>Installs a profile in place of the one with its number, and of the one at its place in the stack (OCPP 1.6 section 5.16).</summary>
    /// <returns>False when there is no room for one more.</returns>
    public bool Install(int connectorId, ChargingProfile profile, int most = int.MaxValue)
    {
        lock (gate)
        {
            List<InstalledProfile> kept = [.. profiles.Where(installed => !IsReplaced(installed, connectorId, profile))];
            if (kept.Count >= most) return false;
            profiles = [.. kept, new InstalledProfile(connectorId, profile)];
            return true;
        }
    }

    /// <summary>Removes what fits all that is asked; a number alone decides (errata 3.25, 3.26). Returns how many.</summary>
    public int Clear(ClearChargingProfileRequest asked) => Remove(installed => asked.Id is { } id
        ? installed.Profile.ChargingProfileId == id
        : (asked.ConnectorId is null || asked.ConnectorId == installed.ConnectorId)
            && (asked.ChargingProfilePurpose is null || asked.ChargingProfilePurpose == installed.Profile.ChargingProfilePurpose)
            && (asked.StackLevel is null || asked.StackLevel == installed.Profile.StackLevel));

    /// <summary>A TxProfile ends with its transaction (OCPP 1.6 section 3.13.1).</summary>
    public void EndTransaction(int connectorId) =>
        Remove(installed => installed.ConnectorId == connectorId && installed.Profile.ChargingProfilePurpose == ChargingProfilePurpose.TxProfile);

    private int Remove(Predicate<InstalledProfile> fits)
    {
        lock (gate)
        {
            List<InstalledProfile> kept = [.. profiles.Where(installed => !fits(installed))];
            var removed = profiles.Count - kept.Count;
            profiles = kept;
            return removed;
        }
    }

    private static bool IsReplaced(InstalledProfile installed, int connectorId, ChargingProfile by) =>
        installed.Profile.ChargingProfileId == by.ChargingProfileId
        || (installed.ConnectorId == connectorId
            && installed.Profile.ChargingProfilePurpose == by.ChargingProfilePurpose
            && installed.Profile.StackLevel == by.StackLevel);
}
