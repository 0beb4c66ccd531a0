namespace Csms.Domain.ChargingProfiles;

/// <summary>Profiles of one purpose above each other: the highest that has a limit for the moment prevails (OCPP 1.6 section 3.13.2).</summary>
internal sealed class ProfileStack
{
    private readonly ProfileTimeline[] fromTheTop;

    public ProfileStack(IEnumerable<ChargingProfile> profiles, long startOfCharging, Supply supply) => fromTheTop =
    [
        .. profiles.OrderByDescending(profile => profile.StackLevel).Select(profile => new ProfileTimeline(profile, startOfCharging, supply)),
    ];

    public LimitUntil At(long moment)
    {
        var until = ProfileTimeline.Never;
        foreach (var profile in fromTheTop)
        {
            var (limit, ends) = profile.At(moment);
            until = Math.Min(until, ends);
            if (limit is not null) return new(limit, until);
        }

        return new(null, until);
    }
}
