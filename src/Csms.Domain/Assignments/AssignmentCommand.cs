namespace Csms.Domain.Assignments;

/// <summary>What an operator wants of an assignment.</summary>
public abstract record AssignmentCommand
{
    private AssignmentCommand()
    {
    }

    /// <summary>Assign a tariff.</summary>
    /// <param name="Scope">For whom or where.</param>
    /// <param name="Key">Which one; null for the default.</param>
    /// <param name="TariffId">OCPI's id of the tariff.</param>
    /// <param name="Now">The moment of the decision.</param>
    public sealed record RequestAssignment(AssignmentScope Scope, string? Key, string TariffId, DateTimeOffset Now) : AssignmentCommand;

    /// <summary>Take it away.</summary>
    /// <param name="Now">The moment of the decision.</param>
    public sealed record RequestRemoval(DateTimeOffset Now) : AssignmentCommand;
}
