using System.Diagnostics;
using static Csms.Domain.Outages.OutageExclusionCommand;
using static Csms.Domain.Outages.OutageExclusionEvent;

namespace Csms.Domain.Outages;

/// <summary>What an operator wants of an exclusion.</summary>
public abstract record OutageExclusionCommand
{
    private OutageExclusionCommand()
    {
    }

    /// <summary>A time is not to be counted.</summary>
    /// <param name="Exclusion">All of it.</param>
    public sealed record Add(Added Exclusion) : OutageExclusionCommand;

    /// <summary>It is to be counted after all.</summary>
    /// <param name="By">Who decided, as events name them.</param>
    /// <param name="Reason">Why, for the record.</param>
    public sealed record Withdraw(string By, string Reason) : OutageExclusionCommand;
}

/// <summary>A time that outages do not count in: the fold of its <see cref="OutageExclusionEvent"/>s.</summary>
/// <param name="Exclusion">What was decided; null before.</param>
/// <param name="IsWithdrawn">It was taken back.</param>
public sealed record OutageExclusion(Added? Exclusion, bool IsWithdrawn)
{
    /// <summary>Type of the stream in the store.</summary>
    public const string StreamType = "outage-exclusion";

    /// <summary>Before anything happened.</summary>
    public static OutageExclusion Initial { get; } = new(null, false);

    private static readonly Rejection EndsTooEarly = new("exclusion_ends_too_early", "An exclusion ends after it begins.");
    private static readonly Rejection NotFound = new("exclusion_not_found", "Nobody added this exclusion.");

    /// <summary>The stream of an exclusion, <c>outage-exclusion-{id}</c>.</summary>
    public static string StreamId(Guid id) => $"outage-exclusion-{id:D}";

    /// <summary>The state after one more event.</summary>
    public OutageExclusion Evolve(OutageExclusionEvent e) => e switch
    {
        Added added => this with { Exclusion = added },
        Withdrawn => this with { IsWithdrawn = true },
        _ => throw new UnreachableException($"{e} is no event of an exclusion."),
    };

    /// <summary>The events that follow from a command.</summary>
    public static Decision<OutageExclusionEvent> Decide(OutageExclusionCommand command, OutageExclusion state) => (command, state) switch
    {
        (Add { Exclusion: var e }, _) when e.To <= e.From => EndsTooEarly,
        (Add { Exclusion: var e }, { Exclusion: null }) => [e],
        (Add, _) => [],
        (Withdraw, { Exclusion: null }) => NotFound,
        (Withdraw, { IsWithdrawn: true }) => [],
        (Withdraw e, _) => [new Withdrawn(e.By, e.Reason)],
        _ => throw new UnreachableException($"{command} is no command of an exclusion."),
    };
}
