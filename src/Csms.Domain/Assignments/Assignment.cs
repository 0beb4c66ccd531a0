using System.Diagnostics;

namespace Csms.Domain.Assignments;

/// <summary>Which tariff a scope has and had: the fold of its <see cref="AssignmentEvent"/>s.</summary>
public sealed record Assignment
{
    /// <summary>Type of the stream in the store.</summary>
    public const string StreamType = "assignment";

    /// <summary>Before anything happened.</summary>
    public static Assignment Initial { get; } = new();

    /// <summary>Tariffs with the moments from which they counted; null: none.</summary>
    public IReadOnlyList<AssignedTariff> History { get; init; } = [];

    /// <summary>The tariff now; null: none.</summary>
    public string? TariffId => History.Count > 0 ? History[^1].TariffId : null;

    /// <summary>The stream of a scope, <c>assignment-{scope}-{key}</c>.</summary>
    public static string StreamId(AssignmentScope scope, string? key) => scope switch
    {
        AssignmentScope.TokenGroup => $"assignment-token-group-{key}",
        AssignmentScope.ChargePoint => $"assignment-charge-point-{key}",
        AssignmentScope.ChargePointGroup => $"assignment-charge-point-group-{key}",
        _ => "assignment-default",
    };

    /// <summary>The tariff of sessions that started at a moment; null: none.</summary>
    public string? At(DateTimeOffset sessionStart) => History.LastOrDefault(assigned => assigned.From <= sessionStart)?.TariffId;

    /// <summary>The state after one more event.</summary>
    public Assignment Evolve(AssignmentEvent e) => e switch
    {
        AssignmentEvent.Assigned assigned => this with { History = [.. History, new(assigned.From, assigned.TariffId)] },
        AssignmentEvent.Unassigned unassigned => this with { History = [.. History, new(unassigned.From, null)] },
        _ => throw new UnreachableException($"{e} is no event of an assignment."),
    };
}

/// <summary>A tariff from a moment on.</summary>
/// <param name="From">When it was decided.</param>
/// <param name="TariffId">OCPI's id; null: none.</param>
public sealed record AssignedTariff(DateTimeOffset From, string? TariffId);
