using static Csms.Domain.ChargingProfiles.ChargingProfilePurpose;

namespace Csms.Domain.ChargingProfiles;

/// <summary>A profile and the connector it was accepted for; 0 is the charge point.</summary>
public sealed record InstalledProfile(int ConnectorId, ChargingProfile Profile);

/// <summary>The profiles a charge point has accepted and not lost again. They survive its reboot (errata 3.37). Two with the same content are
/// equal, however it came about.</summary>
public sealed record InstalledProfiles
{
    private InstalledProfiles(IEnumerable<InstalledProfile> all) => All = [.. all.OrderBy(Place)];

    /// <summary>A charge point without profiles.</summary>
    public static InstalledProfiles None { get; } = new([]);

    /// <summary>Ordered by connector, purpose and stack level, of which there is one each.</summary>
    public IReadOnlyList<InstalledProfile> All { get; }

    /// <summary>After the charge point accepted a profile.</summary>
    public InstalledProfiles Install(int connectorId, ChargingProfile profile) =>
        new([.. All.Except(ReplacedBy(connectorId, profile)), new(connectorId, profile)]);

    /// <summary>What a profile takes the place of: what has its id, and what has its connector, purpose and stack level (OCPP 1.6 sections 3.13.2
    /// and 5.16). So a TxProfile takes the place of the one that came with the remote start (errata 3.42).</summary>
    public IEnumerable<InstalledProfile> ReplacedBy(int connectorId, ChargingProfile profile) => All.Where(installed =>
        installed.Profile.ProfileId == profile.ProfileId ||
        Place(installed) == Place(new(connectorId, profile)));

    /// <summary>After the charge point accepted ClearChargingProfile. An answer of Unknown means the same: what was asked for is not there.</summary>
    public InstalledProfiles Clear(ProfileCriteria criteria) => new(All.Except(Matching(criteria)));

    /// <summary>What ClearChargingProfile with these criteria removes.</summary>
    public IEnumerable<InstalledProfile> Matching(ProfileCriteria criteria) => All.Where(criteria.Match);

    /// <summary>After a transaction ended: a TxProfile does not outlive it (OCPP 1.6 section 3.13.1).</summary>
    public InstalledProfiles EndTransaction(int connectorId, int transactionId) => new(All.Except(BoundTo(connectorId, transactionId)));

    /// <summary>The profiles of a transaction: those that name it, and those its remote start left on its connector before it had a number.</summary>
    public IEnumerable<InstalledProfile> BoundTo(int connectorId, int transactionId) => All.Where(installed =>
        installed.Profile.Purpose == TxProfile &&
        (installed.Profile.TransactionId is { } id ? id == transactionId : installed.ConnectorId == connectorId));

    /// <inheritdoc/>
    public bool Equals(InstalledProfiles? other) => other is not null && All.SequenceEqual(other.All);

    /// <inheritdoc/>
    public override int GetHashCode() => All.Count;

    private static (int, ChargingProfilePurpose, int) Place(InstalledProfile installed) =>
        (installed.ConnectorId, installed.Profile.Purpose, installed.Profile.StackLevel);
}
