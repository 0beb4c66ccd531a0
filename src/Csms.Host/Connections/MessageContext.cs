using Csms.Host.Journal;
using Ocpp.Protocol;

namespace Csms.Host.Connections;

/// <summary>One message of a charge point, as far as events want to know: when it came, what it was, and what had to be repaired.</summary>
/// <param name="receivedAt">When this node had read it.</param>
/// <param name="cause">Names the frame: charge point, connection and OCPP message id.</param>
internal sealed class MessageContext(DateTimeOffset receivedAt, string cause)
{
    private List<Repair>? repairs;

    public DateTimeOffset ReceivedAt => receivedAt;

    public string Cause => cause;

    /// <summary>The same moment as a timestamp of the clock, for durations.</summary>
    public long Began { get; init; }

    /// <summary>Where the journal has the frame.</summary>
    public JournalPlace Journalled { get; init; }

    /// <summary>Numbers of the rules that were needed so far, each once; null when none was.</summary>
    public IReadOnlyList<string>? Rules => repairs is null ? null : [.. repairs.Select(repair => repair.Rule).Distinct()];

    public void Repaired(IReadOnlyList<Repair>? made)
    {
        if (made is { Count: > 0 })
            (repairs ??= []).AddRange(made);
    }

    public void Repaired(string rule) => Repaired([new Repair(rule)]);

    /// <summary>What stood in a member that was read as something else, or null.</summary>
    public string? Was(string member) => repairs?.Find(repair => repair.Member == member && repair.Was is not null).Was;
}
