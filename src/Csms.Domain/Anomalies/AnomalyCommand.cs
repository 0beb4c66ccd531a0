namespace Csms.Domain.Anomalies;

/// <summary>What is found out about an anomaly (<c>Report…</c>, never refused), and what operators decide (<c>Request…</c>, may be refused).</summary>
public abstract record AnomalyCommand
{
    private AnomalyCommand()
    {
    }

    /// <summary>It is there.</summary>
    public sealed record ReportFound(AnomalyEvent.Found Found) : AnomalyCommand;

    /// <summary>What was missing came, or its bill was released.</summary>
    /// <param name="Source">Place in the feed of what shows that.</param>
    public sealed record ReportResolved(long Source) : AnomalyCommand;

    /// <summary>Do what is suggested.</summary>
    /// <param name="By">Who decides.</param>
    /// <param name="Reason">Why, for the record.</param>
    public sealed record RequestAcceptance(string By, string Reason) : AnomalyCommand;

    /// <summary>Do something else.</summary>
    /// <param name="Repair">What.</param>
    /// <param name="By">Who decides.</param>
    /// <param name="Reason">Why, for the record.</param>
    public sealed record RequestOverride(AnomalyRepair Repair, string By, string Reason) : AnomalyCommand;
}
