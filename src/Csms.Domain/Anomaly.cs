namespace Csms.Domain;

/// <summary>What is doubtful about a fact that was stored all the same. Doubt goes to the anomalies list, never to the charge point.</summary>
public enum Anomaly
{
    /// <summary>Connector 0 or another number where OCPP 1.6 wants a real connector.</summary>
    ImpossibleConnector,

    /// <summary>A status change that section 4.9 of OCPP 1.6 does not list.</summary>
    ImpossibleTransition,

    /// <summary>The token was never registered.</summary>
    UnknownToken,

    /// <summary>No transaction has this id, or it belongs to another charge point.</summary>
    UnknownTransaction,

    /// <summary>The report names a connector other than the transaction's.</summary>
    OtherConnector,

    /// <summary>A transaction started on a connector whose previous transaction never stopped.</summary>
    ConnectorHadOpenTransaction,

    /// <summary>The register at the stop is below the register at the start.</summary>
    MeterRanBackwards,

    /// <summary>The stop is earlier than the start by the charge point's own clock.</summary>
    StoppedBeforeStart,

    /// <summary>The device time is more than a minute ahead of receipt.</summary>
    ClockAhead,

    /// <summary>The device time is before 2010: the clock was never set.</summary>
    ClockNotSet,

    /// <summary>Meter values taken after the transaction had stopped, by the charge point's clock. Late ones from before are in order.</summary>
    AfterStop,

    /// <summary>A sampled value that is no number.</summary>
    UnreadableValue,

    /// <summary>An error code beside a status other than Faulted: a warning, as it may be meant (OCPP 1.6 section 7.6).</summary>
    ErrorWithoutFault,

    /// <summary>The report named no transaction, or one nobody knows, and was taken for the one that ran there and then (quirks Q01, Q02).</summary>
    TransactionAssumed,

    /// <summary>A start on connector 0 that was taken for the only connector there is (quirk Q03).</summary>
    ConnectorAssumed,
}
