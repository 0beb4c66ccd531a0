namespace Csms.Domain.ChargingProfiles;

/// <summary>Which profiles ClearChargingProfile means (OCPP 1.6 section 5.5). Criteria hold together; none: all profiles (errata 3.25, 3.26).</summary>
/// <param name="ProfileId">This one, whatever the other criteria say.</param>
/// <param name="ConnectorId">0: those of the charge point, not those of every connector.</param>
/// <param name="Purpose">Those with this purpose.</param>
/// <param name="StackLevel">Those on this level.</param>
public sealed record ProfileCriteria(
    int? ProfileId = null,
    int? ConnectorId = null,
    ChargingProfilePurpose? Purpose = null,
    int? StackLevel = null)
{
    /// <summary>Whether this profile is meant.</summary>
    public bool Match(InstalledProfile installed) => ProfileId is { } id
        ? installed.Profile.ProfileId == id
        : (ConnectorId is null || ConnectorId == installed.ConnectorId) &&
          (Purpose is null || Purpose == installed.Profile.Purpose) &&
          (StackLevel is null || StackLevel == installed.Profile.StackLevel);
}
