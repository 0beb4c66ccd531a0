namespace Csms.Domain.Assignments;

/// <summary>Which tariff a scope has. Stream <c>assignment-{scope}-{key}</c>.</summary>
public abstract record AssignmentEvent
{
    private AssignmentEvent()
    {
    }

    /// <summary>An operator assigned a tariff: sessions that start from then on are priced by it.</summary>
    /// <param name="Scope">For whom or where.</param>
    /// <param name="Key">Which one; null for the default.</param>
    /// <param name="TariffId">OCPI's id of the tariff.</param>
    /// <param name="From">When it was decided.</param>
    public sealed record Assigned(AssignmentScope Scope, string? Key, string TariffId, DateTimeOffset From) : AssignmentEvent;

    /// <summary>An operator took the tariff away: the next scope decides.</summary>
    /// <param name="From">When it was decided.</param>
    public sealed record Unassigned(DateTimeOffset From) : AssignmentEvent;
}

/// <summary>What a tariff can be assigned to, the most specific first: the first one that has a tariff in force decides. What was agreed with
/// somebody precedes what is asked of everybody at a place.</summary>
public enum AssignmentScope
{
    /// <summary>Tokens of a group (OCPP 1.6 section 3.10, parentIdTag); the key is its pseudonym.</summary>
    TokenGroup,

    /// <summary>One charge point.</summary>
    ChargePoint,

    /// <summary>Charge points whose places name the same group.</summary>
    ChargePointGroup,

    /// <summary>Everything else.</summary>
    Default,
}
