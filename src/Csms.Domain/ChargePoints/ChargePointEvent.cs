using Csms.Domain.Certificates;

namespace Csms.Domain.ChargePoints;

/// <summary>What happened to a charge point. Stream <c>charge-point-{id}</c>.</summary>
public abstract record ChargePointEvent
{
    private ChargePointEvent()
    {
    }

    /// <summary>An operator entered it, or (<paramref name="Discovered"/>) it knocked on its own and waits to be accepted.</summary>
    /// <param name="Automation">What is done for it without being asked; null is nothing.</param>
    public sealed record Registered(
        string ChargePointId,
        RegistrationPolicy Registration,
        int SecurityProfile,
        bool Discovered = false,
        IReadOnlyList<Automation>? Automation = null,
        MessageChecking MessageChecking = MessageChecking.Lenient,
        bool SubprotocolAssumed = false) : ChargePointEvent;

    /// <summary>An operator changed how it is treated; every value as it is from now on.</summary>
    /// <param name="Automation">What is done for it without being asked; null is nothing.</param>
    public sealed record SettingsChanged(
        RegistrationPolicy Registration,
        int SecurityProfile,
        IReadOnlyList<Automation>? Automation = null,
        MessageChecking MessageChecking = MessageChecking.Lenient,
        bool SubprotocolAssumed = false) : ChargePointEvent;

    /// <summary>An operator decided which value a configuration key (OCPP 1.6 section 9) shall have. Nothing was sent yet.</summary>
    /// <param name="Key">As the operator spelled it; keys are compared without case.</param>
    /// <param name="Value">Null: none any more.</param>
    public sealed record ConfigurationDesired(string Key, string? Value = null) : ChargePointEvent;

    /// <summary>Its Basic authentication password is another one from now on. The password itself is never in an event.</summary>
    /// <param name="CallId">The call that told the charge point; null when an operator replaced it on our side alone.</param>
    public sealed record PasswordReplaced(Guid? CallId = null) : ChargePointEvent;

    /// <summary>It is about to be told to use a higher security profile (Improved security, A05). From now on it may come with either.</summary>
    /// <param name="CallId">The call that tells it.</param>
    public sealed record ProfileRaiseRequested(int SecurityProfile, Guid CallId) : ChargePointEvent;

    /// <summary>It will not change its security profile: the call was refused, or never went out.</summary>
    public sealed record ProfileRaiseEnded(Guid CallId) : ChargePointEvent;

    /// <summary>It came with the higher security profile, which is the only one it may use from now on (A05.FR.09).</summary>
    public sealed record ProfileRaised(int SecurityProfile) : ChargePointEvent;

    /// <summary>Somebody who said to be it was turned away at the door. Not each time: the first of a kind, and then how many followed.</summary>
    /// <param name="Times">How often since the last such event.</param>
    /// <param name="ContentId">Key of the erasable content that tells from which address, and what was wrong in words.</param>
    public sealed record ConnectionRefused(ConnectionRefusal Reason, int Times, Guid? ContentId = null) : ChargePointEvent;

    /// <summary>An operator took it out of service; it may be registered again.</summary>
    public sealed record Removed : ChargePointEvent;

    /// <summary>It opened a WebSocket.</summary>
    /// <param name="Epoch">Counts its connections; the highest one owns the charge point.</param>
    /// <param name="Node">The host process that holds the socket.</param>
    /// <param name="SecurityProfile">The profile it used, 0 to 3.</param>
    public sealed record Connected(long Epoch, string Node, int SecurityProfile) : ChargePointEvent;

    /// <summary>Its WebSocket ended.</summary>
    public sealed record Disconnected(long Epoch, DisconnectReason Reason) : ChargePointEvent;

    /// <summary>It reported that it booted (OCPP 1.6 section 4.2) and was given this answer.</summary>
    public sealed record Booted(
        string Vendor,
        string Model,
        RegistrationPolicy Answer,
        string? ChargePointSerialNumber = null,
        string? ChargeBoxSerialNumber = null,
        string? FirmwareVersion = null,
        string? Iccid = null,
        string? Imsi = null,
        string? MeterType = null,
        string? MeterSerialNumber = null) : ChargePointEvent;

    /// <summary>It reported the state of a connector, or of itself as connector 0 (OCPP 1.6 section 4.9).</summary>
    /// <param name="Timestamp">The charge point's clock; null when it sent none.</param>
    public sealed record ConnectorStatusReported(
        int ConnectorId,
        ConnectorStatus Status,
        string ErrorCode,
        DateTimeOffset? Timestamp = null,
        string? Info = null,
        string? VendorId = null,
        string? VendorErrorCode = null,
        IReadOnlyList<Anomaly>? Anomalies = null) : ChargePointEvent;

    /// <summary>It reported meter values that belong to no transaction: a main meter, or a transaction nobody knows (OCPP 1.6 section 4.7).</summary>
    public sealed record MeterValuesReported(
        int ConnectorId,
        IReadOnlyList<MeterReading> Readings,
        long? TransactionId = null,
        IReadOnlyList<Anomaly>? Anomalies = null) : ChargePointEvent;

    /// <summary>It reported the stop of a transaction nobody knows (OCPP 1.6 section 4.10). Stored as it came; a person decides.</summary>
    public sealed record UnknownTransactionStopped(
        long TransactionId,
        long MeterStop,
        DateTimeOffset Timestamp,
        string Reason,
        Guid? TokenId = null,
        IReadOnlyList<MeterReading>? TransactionData = null,
        IReadOnlyList<Anomaly>? Anomalies = null) : ChargePointEvent;

    /// <summary>It sent vendor data (OCPP 1.6 section 4.3) and was given this status.</summary>
    /// <param name="ContentId">Key of the erasable content that holds the data: nobody knows what a vendor puts there.</param>
    /// <param name="AnswerContentId">Key of the erasable content that holds the data of the answer.</param>
    public sealed record DataTransferred(
        string VendorId, string? MessageId, string Status, Guid? ContentId = null, Guid? AnswerContentId = null) : ChargePointEvent;

    /// <summary>It reported how the upload of diagnostics goes (OCPP 1.6 section 4.4).</summary>
    public sealed record DiagnosticsStatusReported(DiagnosticsStatus Status) : ChargePointEvent;

    /// <summary>It reported how a firmware update goes that nobody signed (OCPP 1.6 section 4.5).</summary>
    public sealed record FirmwareStatusReported(FirmwareStatus Status) : ChargePointEvent;

    /// <summary>It reported how the upload of a log goes (Improved security, use case N01).</summary>
    /// <param name="RequestId">Of GetLog; null when it named none.</param>
    public sealed record LogStatusReported(LogStatus Status, long? RequestId = null) : ChargePointEvent;

    /// <summary>It reported how a signed firmware update goes (Improved security, use case L01).</summary>
    /// <param name="RequestId">Of SignedUpdateFirmware; null when it named none.</param>
    public sealed record SignedFirmwareStatusReported(FirmwareStatus Status, long? RequestId = null) : ChargePointEvent;

    /// <summary>It reported a security event (Improved security, use case A04).</summary>
    /// <param name="Type">One of the whitepaper's list, or the vendor's own.</param>
    /// <param name="Timestamp">The charge point's clock.</param>
    /// <param name="ContentId">Key of the erasable content that holds techInfo: nobody knows what a vendor puts there.</param>
    public sealed record SecurityEventReported(
        string Type,
        DateTimeOffset Timestamp,
        Guid? ContentId = null,
        IReadOnlyList<Anomaly>? Anomalies = null) : ChargePointEvent;

    /// <summary>It asked for a certificate (Improved security, use cases A02 and A03) and was given this answer.</summary>
    /// <param name="ContentId">Key of the content that holds the PKCS #10 request.</param>
    /// <param name="Status">Accepted or Rejected.</param>
    /// <param name="Reason">Why it was rejected, a stable word in snake_case.</param>
    public sealed record CertificateSigningRequested(Guid ContentId, string Status, string? Reason = null) : ChargePointEvent;

    /// <summary>An operator decided which common name its certificates must have (A00.FR.405).</summary>
    /// <param name="SerialNumber">The serial number it must be; null takes the one it reports.</param>
    public sealed record CertificateNameDecided(CertificateNameRule Rule, string? SerialNumber = null) : ChargePointEvent;
}

/// <summary>How a BootNotification is answered (OCPP 1.6 section 7.41, RegistrationStatus).</summary>
public enum RegistrationPolicy
{
    /// <summary>Served.</summary>
    Accepted,

    /// <summary>Waits for an operator; the socket stays open.</summary>
    Pending,

    /// <summary>Turned away; asks again after the interval.</summary>
    Rejected,
}

/// <summary>What happens to a message that breaks the specification. Starts, meter values and stops of transactions are read leniently in either
/// mode: nobody would send them a second time any better.</summary>
public enum MessageChecking
{
    /// <summary>It is repaired where it can be, by numbered rules, and refused only when no meaning can be given to it.</summary>
    Lenient,

    /// <summary>It is refused with the CALLERROR that names the fault.</summary>
    Strict,
}

/// <summary>State of a connector (OCPP 1.6 section 7.7, ChargePointStatus).</summary>
public enum ConnectorStatus
{
    /// <summary>Free.</summary>
    Available,

    /// <summary>Someone is there, nothing flows yet.</summary>
    Preparing,

    /// <summary>Energy may flow.</summary>
    Charging,

    /// <summary>Offered, but the vehicle takes none.</summary>
    SuspendedEV,

    /// <summary>The charge point offers none.</summary>
    SuspendedEVSE,

    /// <summary>The transaction ended, the cable is still in.</summary>
    Finishing,

    /// <summary>Kept for a reservation.</summary>
    Reserved,

    /// <summary>Taken out of use.</summary>
    Unavailable,

    /// <summary>Broken.</summary>
    Faulted,
}

/// <summary>Why somebody was turned away who said to be a charge point.</summary>
public enum ConnectionRefusal
{
    /// <summary>Came without a password.</summary>
    NoPassword,

    /// <summary>The password was wrong.</summary>
    WrongPassword,

    /// <summary>Came with another security profile than the one that was agreed (Improved security, A00.FR.002).</summary>
    WrongProfile,

    /// <summary>The client certificate was not good, or not this charge point's (A00.FR.403-407).</summary>
    ClientCertificateRefused,
}

/// <summary>Why a connection ended.</summary>
public enum DisconnectReason
{
    /// <summary>The charge point closed it.</summary>
    ClosedByChargePoint,

    /// <summary>The network or the other side went away without a word, or nothing was heard for the idle time-out.</summary>
    Lost,

    /// <summary>Nothing was heard for the idle time-out. Not given: such an end is <see cref="Lost"/>. The name stays, since events may have it.</summary>
    Idle,

    /// <summary>A newer connection of the same charge point took over.</summary>
    Superseded,

    /// <summary>It broke the protocol (frame too large, binary frame, …).</summary>
    ProtocolViolation,

    /// <summary>The host shut down.</summary>
    HostStopped,

    /// <summary>An operator removed or locked the charge point.</summary>
    Removed,

    /// <summary>The node that held it died; found out afterwards.</summary>
    NodeLost,
}
