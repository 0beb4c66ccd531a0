namespace Csms.Domain.Outages;

/// <summary>What happened to an exclusion: a time that an outage does not count in. Stream <c>outage-exclusion-{id}</c>.</summary>
public abstract record OutageExclusionEvent
{
    private OutageExclusionEvent()
    {
    }

    /// <summary>Somebody decided that outages of this time are not the operator's.</summary>
    /// <param name="ConnectorId">Null: all connectors of the charge point.</param>
    /// <param name="From">From this moment on.</param>
    /// <param name="To">Before this moment.</param>
    /// <param name="By">Who decided, as events name them.</param>
    /// <param name="Reason">Why, for the record.</param>
    public sealed record Added(
        string ChargePointId, int? ConnectorId, DateTimeOffset From, DateTimeOffset To, ExclusionCause Cause, string By, string Reason) : OutageExclusionEvent;

    /// <summary>It counts no more, and never did.</summary>
    /// <param name="By">Who decided, as events name them.</param>
    /// <param name="Reason">Why, for the record.</param>
    public sealed record Withdrawn(string By, string Reason) : OutageExclusionEvent;
}

/// <summary>What made an outage that is not counted (23 CFR 680.116(b), and opening hours as in the UK's regulations of 2023).</summary>
public enum ExclusionCause
{
    /// <summary>The electricity or the network of the site was away.</summary>
    UtilityInterruption,

    /// <summary>The vehicle caused it.</summary>
    Vehicle,

    /// <summary>Maintenance that was planned.</summary>
    ScheduledMaintenance,

    /// <summary>Somebody broke it.</summary>
    Vandalism,

    /// <summary>Flood, storm, and what else nobody is to blame for.</summary>
    NaturalDisaster,

    /// <summary>The site was closed.</summary>
    OutsideOpeningHours,
}
