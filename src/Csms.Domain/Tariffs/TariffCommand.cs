namespace Csms.Domain.Tariffs;

/// <summary>What an operator wants done with a tariff; all of it may be refused.</summary>
public abstract record TariffCommand
{
    private TariffCommand()
    {
    }

    /// <summary>Publish a version, the first one or another.</summary>
    /// <param name="Tariff">What it shall say; its id stays the same for ever.</param>
    /// <param name="InForceFrom">For sessions that start from it on.</param>
    /// <param name="Now">The moment of the decision.</param>
    public sealed record RequestPublication(Tariff Tariff, DateTimeOffset InForceFrom, DateTimeOffset Now) : TariffCommand;

    /// <summary>Let it be in force no longer.</summary>
    /// <param name="InForceFrom">For sessions that start from it on.</param>
    /// <param name="Now">The moment of the decision.</param>
    public sealed record RequestWithdrawal(DateTimeOffset InForceFrom, DateTimeOffset Now) : TariffCommand;
}
