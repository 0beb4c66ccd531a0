namespace Csms.Domain.Anomalies;

/// <summary>What is doubtful.</summary>
public enum AnomalyKind
{
    /// <summary>A transaction ended, and nobody reported how. Its bill is held.</summary>
    StartWithoutStop,

    /// <summary>A stop was reported of a transaction nobody knows.</summary>
    StopWithoutStart,

    /// <summary>A stop was reported twice with different contents; the first one counts.</summary>
    StopRepeatedDifferently,

    /// <summary>The readings of a session do not fit together. Its bill is held.</summary>
    EnergyDoubtful,

    /// <summary>The clock of the charge point is ahead, or was never set.</summary>
    ClockWrong,

    /// <summary>A session was started with a token that is not registered.</summary>
    UnknownToken,

    /// <summary>A remote start was accepted, and no transaction began.</summary>
    RemoteStartWithoutStart,

    /// <summary>A report was stored that cannot be quite as it says, or had to be interpreted.</summary>
    ReportDoubtful,
}

/// <summary>How much depends on it.</summary>
public enum AnomalySeverity
{
    /// <summary>For the record.</summary>
    Low,

    /// <summary>Somebody should look at the charge point.</summary>
    Medium,

    /// <summary>Energy is not billed because of it.</summary>
    High,
}

/// <summary>Properties of kinds.</summary>
public static class AnomalyKinds
{
    /// <summary>How much depends on it.</summary>
    public static AnomalySeverity SeverityOf(AnomalyKind kind) => kind switch
    {
        AnomalyKind.StartWithoutStop or AnomalyKind.StopWithoutStart or AnomalyKind.EnergyDoubtful => AnomalySeverity.High,
        AnomalyKind.StopRepeatedDifferently or AnomalyKind.ClockWrong => AnomalySeverity.Medium,
        _ => AnomalySeverity.Low,
    };

    /// <summary>It is about a bill that is held.</summary>
    public static bool HoldsABill(AnomalyKind kind) => kind is AnomalyKind.StartWithoutStop or AnomalyKind.EnergyDoubtful;

    /// <summary>What a doubt about a report comes to here; null: it is nothing to look at, or shows in another way (a bill that is held).</summary>
    public static AnomalyKind? Of(Anomaly doubt) => doubt switch
    {
        Anomaly.ClockAhead or Anomaly.ClockNotSet => AnomalyKind.ClockWrong,
        Anomaly.UnknownToken => AnomalyKind.UnknownToken,
        Anomaly.ImpossibleTransition or Anomaly.ErrorWithoutFault or Anomaly.ConnectorHadOpenTransaction or Anomaly.AfterStop => null,
        _ => AnomalyKind.ReportDoubtful,
    };
}
