using System.Globalization;
using static Csms.Domain.SecurityEvents.EntranceCommand;
using static Csms.Domain.SecurityEvents.EntranceEvent;

namespace Csms.Domain.SecurityEvents;

/// <summary>The door of the central system on one day: a list of facts that nothing is decided by.</summary>
public sealed record Entrance
{
    /// <summary>Type of the stream in the store.</summary>
    public const string StreamType = "entrance";

    /// <summary>Whatever happened.</summary>
    public static Entrance Initial { get; } = new();

    /// <summary>The stream of a day in UTC, <c>entrance-{yyyy-MM-dd}</c>.</summary>
    public static string StreamId(DateOnly day) => $"{StreamType}-{day.ToString("O", CultureInfo.InvariantCulture)}";

    /// <summary>The state after one more event: the same.</summary>
    public Entrance Evolve(EntranceEvent e) => e is HandshakesRefused ? this : throw new System.Diagnostics.UnreachableException($"{e} is no event of an entrance.");

    /// <summary>Facts are stored as they come.</summary>
    public static Decision<EntranceEvent> Decide(EntranceCommand command, Entrance state) => command switch
    {
        ReportRefusedHandshakes r => [new HandshakesRefused(r.Reason, r.Node, r.Times, r.ContentId)],
        _ => throw new System.Diagnostics.UnreachableException($"{command} is no command to an entrance."),
    };
}

/// <summary>What is reported of the door.</summary>
public abstract record EntranceCommand
{
    private EntranceCommand()
    {
    }

    /// <summary>Members as in <see cref="HandshakesRefused"/>.</summary>
    public sealed record ReportRefusedHandshakes(HandshakeRefusal Reason, string Node, int Times, Guid? ContentId = null) : EntranceCommand;
}
