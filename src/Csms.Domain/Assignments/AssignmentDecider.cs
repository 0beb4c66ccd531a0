using System.Diagnostics;
using static Csms.Domain.Assignments.AssignmentCommand;
using static Csms.Domain.Assignments.AssignmentEvent;

namespace Csms.Domain.Assignments;

/// <summary>The rules of assigning tariffs. Nothing is assigned for the past.</summary>
public static class AssignmentDecider
{
    private static readonly Rejection NotAssigned = new("assignment_not_found", "No tariff is assigned there.");

    /// <summary>The events that follow from a command, or why it is refused.</summary>
    public static Decision<AssignmentEvent> Decide(AssignmentCommand command, Assignment state) => (command, state) switch
    {
        (RequestAssignment a, _) when a.TariffId == state.TariffId => [],
        (RequestAssignment a, _) => [new Assigned(a.Scope, a.Key, a.TariffId, Later(a.Now, state))],
        (RequestRemoval, { TariffId: null }) => NotAssigned,
        (RequestRemoval r, _) => [new Unassigned(Later(r.Now, state))],
        _ => throw new UnreachableException($"{command} is no command to an assignment."),
    };

    // The clocks of two nodes may differ; the order of decisions counts.
    private static DateTimeOffset Later(DateTimeOffset now, Assignment state) => state.History is [.., var last] && last.From > now ? last.From : now;
}
