using System.Diagnostics;

namespace Csms.Domain.Places;

/// <summary>What happened to the place of a charge point. Stream <c>place-{chargePointId}</c>.</summary>
public abstract record PlaceEvent
{
    private PlaceEvent()
    {
    }

    /// <summary>An operator described it; every member as it is from now on.</summary>
    public sealed record Described(string ChargePointId, Place Place) : PlaceEvent;
}

/// <summary>What an operator wants to be known of a place.</summary>
/// <param name="ChargePointId">Which charge point's.</param>
/// <param name="Place">All of it.</param>
public sealed record DescribePlace(string ChargePointId, Place Place);

/// <summary>A place, or none yet.</summary>
/// <param name="Place">Null before it was described.</param>
public sealed record PlaceOfChargePoint(Place? Place)
{
    /// <summary>Before anything happened.</summary>
    public static PlaceOfChargePoint Initial { get; } = new((Place?)null);

    /// <summary>The state after one more event.</summary>
    public PlaceOfChargePoint Evolve(PlaceEvent e) => e switch
    {
        PlaceEvent.Described described => this with { Place = described.Place },
        _ => throw new UnreachableException($"{e} is no event of a place."),
    };

    /// <summary>The events that follow from a description.</summary>
    public static Decision<PlaceEvent> Decide(DescribePlace command, PlaceOfChargePoint state) =>
        state.Place is { } place && place with { Connectors = command.Place.Connectors } == command.Place && place.Connectors.SequenceEqual(command.Place.Connectors)
            ? []
            : [new PlaceEvent.Described(command.ChargePointId, command.Place)];
}
