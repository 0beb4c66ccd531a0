namespace Csms.Simulator.Fleet;

/// <summary>What befalls charge points in the field.</summary>
public enum Fault
{
    /// <summary>No network for a while; what happened meanwhile is told later.</summary>
    Offline,

    /// <summary>Power fails in the middle of whatever was going on.</summary>
    PowerLoss,

    /// <summary>A message comes twice, under a new id or the same.</summary>
    Duplicate,

    /// <summary>The connection is gone between a message and its answer.</summary>
    LostAnswer,

    /// <summary>The clock is hours or decades off.</summary>
    WrongClock,

    /// <summary>A stop is told minutes after it happened.</summary>
    LateStop,

    /// <summary>The device sends and no longer listens.</summary>
    HalfOpen,

    /// <summary>Something on a connector breaks and is repaired after a while.</summary>
    Broken,
}
