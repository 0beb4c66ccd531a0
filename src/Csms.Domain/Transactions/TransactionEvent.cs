using Csms.Domain.Tokens;

namespace Csms.Domain.Transactions;

/// <summary>What happened in a transaction. Stream <c>transaction-{uuid}</c>.</summary>
public abstract record TransactionEvent
{
    private TransactionEvent()
    {
    }

    /// <summary>A charge point reported that it started (OCPP 1.6 section 4.8).</summary>
    /// <param name="TransactionId">OCPP's number, unique over all charge points, 1 to 2^31-1.</param>
    /// <param name="TokenId">Pseudonym of the idTag that was presented.</param>
    /// <param name="MeterStart">Register at the start, Wh.</param>
    /// <param name="Timestamp">The charge point's clock.</param>
    /// <param name="Authorization">What the token was worth at that moment; the transaction runs whatever it is.</param>
    /// <param name="Reason">Why it was worth that; null in events of before reasons were kept.</param>
    public sealed record Started(
        int TransactionId,
        string ChargePointId,
        int ConnectorId,
        Guid TokenId,
        long MeterStart,
        DateTimeOffset Timestamp,
        AuthorizationStatus Authorization,
        int? ReservationId = null,
        IReadOnlyList<Anomaly>? Anomalies = null,
        AuthorizationReason? Reason = null) : TransactionEvent;

    /// <summary>Meter values, one event per report (OCPP 1.6 section 4.7).</summary>
    public sealed record MeterValuesReported(
        int ConnectorId,
        IReadOnlyList<MeterReading> Readings,
        IReadOnlyList<Anomaly>? Anomalies = null) : TransactionEvent
    {
        /// <summary>Whether they measured what this start began. Connector 0 is the main meter, unless the start was reported there as well (quirk Q03); a wrong
        /// number of a connector does not outweigh the transaction's.</summary>
        public bool AreOf(Started start) => ConnectorId != 0 || start.ConnectorId == 0 || start.Anomalies?.Contains(Anomaly.ConnectorAssumed) == true;
    }

    /// <summary>A charge point reported that it stopped (OCPP 1.6 section 4.10).</summary>
    /// <param name="MeterStop">Register at the stop, Wh, as reported (may be nonsense).</param>
    /// <param name="TokenId">Pseudonym of the idTag that stopped it; null when none was sent.</param>
    /// <param name="ReasonText">The reason as the charge point wrote it, when OCPP has no such word (quirk Q12).</param>
    public sealed record Stopped(
        long MeterStop,
        DateTimeOffset Timestamp,
        StopReason Reason,
        Guid? TokenId = null,
        IReadOnlyList<MeterReading>? TransactionData = null,
        IReadOnlyList<Anomaly>? Anomalies = null,
        string? ReasonText = null) : TransactionEvent;

    /// <summary>A later transaction started on its connector before it had stopped. Its stop may still come, late.</summary>
    /// <param name="By">The number of the later one.</param>
    public sealed record Superseded(int By) : TransactionEvent;

    /// <summary>Nobody reported its stop, and the policy for such transactions closed it. Its energy is that of the last reading. Its stop may still come,
    /// late; meter values that come open it again.</summary>
    /// <param name="Reason">What showed that it is over.</param>
    /// <param name="Billed">The policy bills what was read; otherwise the bill is held until somebody has looked.</param>
    public sealed record ClosedByPolicy(ClosingReason Reason, bool Billed = false) : TransactionEvent;

    /// <summary>A stop came again with other content; the first one counts (quirk Q05).</summary>
    public sealed record StopRepeatedDifferently(
        long MeterStop,
        DateTimeOffset Timestamp,
        StopReason Reason,
        Guid? TokenId = null,
        IReadOnlyList<MeterReading>? TransactionData = null) : TransactionEvent;
}

/// <summary>What shows that a transaction is over of which no stop was reported.</summary>
public enum ClosingReason
{
    /// <summary>A later transaction started on its connector.</summary>
    NextStart,

    /// <summary>Its connector is Available again, and stayed so.</summary>
    ConnectorAvailable,

    /// <summary>The charge point booted and did not take it up again.</summary>
    BootWithoutResuming,

    /// <summary>Nothing was heard of it for too long.</summary>
    Silence,
}

/// <summary>Why a transaction stopped (OCPP 1.6 section 7.36, Reason; absent means Local).</summary>
public enum StopReason
{
    /// <summary>At the charge point, by its user.</summary>
    Local,

    /// <summary>The token was not accepted.</summary>
    DeAuthorized,

    /// <summary>The emergency button.</summary>
    EmergencyStop,

    /// <summary>The cable was pulled at the vehicle.</summary>
    EVDisconnected,

    /// <summary>A hard reset.</summary>
    HardReset,

    /// <summary>Anything else.</summary>
    Other,

    /// <summary>The power failed.</summary>
    PowerLoss,

    /// <summary>A reboot nobody asked for.</summary>
    Reboot,

    /// <summary>RemoteStopTransaction.</summary>
    Remote,

    /// <summary>A soft reset.</summary>
    SoftReset,

    /// <summary>UnlockConnector.</summary>
    UnlockCommand,
}
