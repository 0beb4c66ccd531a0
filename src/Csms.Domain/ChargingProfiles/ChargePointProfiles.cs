using System.Diagnostics;
using static Csms.Domain.ChargingProfiles.ChargePointProfilesEvent;

namespace Csms.Domain.ChargingProfiles;

/// <summary>The profiles a charge point holds, as far as its answers tell: the fold of its <see cref="ChargePointProfilesEvent"/>s.</summary>
/// <param name="Installed">What it holds.</param>
/// <param name="Through">Place in the feed of the last fact that is in it; facts come in order, so that one at or before it came again.</param>
public sealed record ChargePointProfiles(InstalledProfiles Installed, long Through)
{
    /// <summary>Type of the stream in the store.</summary>
    public const string StreamType = "charging-profiles";

    /// <summary>Before anything happened.</summary>
    public static ChargePointProfiles Initial { get; } = new(InstalledProfiles.None, 0);

    /// <summary>The stream of a charge point's profiles, <c>charging-profiles-{id}</c>.</summary>
    public static string StreamId(string chargePointId) => $"charging-profiles-{chargePointId}";

    /// <summary>The state after one more event.</summary>
    public ChargePointProfiles Evolve(ChargePointProfilesEvent e) => e switch
    {
        Installed one => new(Installed.Install(one.ConnectorId, one.Profile), one.Sequence),
        Cleared some => new(Without(some.ProfileIds), some.Sequence),
        Ended some => new(Without(some.ProfileIds), some.Sequence),
        _ => throw new UnreachableException($"{e} is no event of a charge point's profiles."),
    };

    private InstalledProfiles Without(IReadOnlyList<int> profileIds) =>
        profileIds.Aggregate(Installed, (left, id) => left.Clear(new ProfileCriteria(ProfileId: id)));
}
