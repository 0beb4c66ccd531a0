using Csms.Domain.Certificates;

namespace Csms.Domain.ChargePoints;

/// <summary>What operators want of a charge point's registration (<c>Request…</c>, may be refused) and what it or its connection reports
/// (<c>Report…</c>, never refused).</summary>
public abstract record ChargePointCommand
{
    private ChargePointCommand()
    {
    }

    /// <summary>Enter it, or enter it again after its removal.</summary>
    public sealed record RequestRegistration(
        string ChargePointId,
        RegistrationPolicy Registration,
        int SecurityProfile,
        IReadOnlyList<Automation>? Automation = null,
        MessageChecking MessageChecking = MessageChecking.Lenient,
        bool SubprotocolAssumed = false) : ChargePointCommand;

    /// <summary>Change how it is treated; null leaves a setting as it is.</summary>
    public sealed record RequestSettings(
        RegistrationPolicy? Registration = null,
        int? SecurityProfile = null,
        IReadOnlyList<Automation>? Automation = null,
        MessageChecking? MessageChecking = null,
        bool? SubprotocolAssumed = null) : ChargePointCommand;

    /// <summary>Decide which values configuration keys shall have: all that shall have one, each key once. Secrets are not kept and do not belong here.</summary>
    public sealed record RequestConfiguration(IReadOnlyDictionary<string, string> Values) : ChargePointCommand;

    /// <summary>Replace its Basic authentication password, which lies beside the store.</summary>
    public sealed record RequestPasswordReplacement : ChargePointCommand;

    /// <summary>Decide which common name its certificates must have; members as in <see cref="ChargePointEvent.CertificateNameDecided"/>.</summary>
    public sealed record RequestCertificateName(CertificateNameRule Rule, string? SerialNumber = null) : ChargePointCommand;

    /// <summary>Tell it to use a higher security profile, by this call. The same one again is nothing to do.</summary>
    public sealed record RequestProfileRaise(int SecurityProfile, Guid CallId) : ChargePointCommand;

    /// <summary>The call ended in a way that says that nothing has changed at the charge point.</summary>
    public sealed record ReportProfileRaiseEnded(Guid CallId) : ChargePointCommand;

    /// <summary>The charge point uses the password that this call told it.</summary>
    public sealed record ReportPasswordTaken(Guid CallId) : ChargePointCommand;

    /// <summary>Somebody was turned away; members as in <see cref="ChargePointEvent.ConnectionRefused"/>.</summary>
    public sealed record ReportRefusedConnection(ConnectionRefusal Reason, int Times, Guid? ContentId = null) : ChargePointCommand;

    /// <summary>Take it out of service.</summary>
    public sealed record RequestRemoval : ChargePointCommand;

    /// <summary>It knocked without being known, and the setting lets such charge points in as pending.</summary>
    public sealed record ReportDiscovery(string ChargePointId, int SecurityProfile) : ChargePointCommand;

    /// <summary>It opened a WebSocket; members as in <see cref="ChargePointEvent.Connected"/>.</summary>
    public sealed record ReportConnection(long Epoch, string Node, int SecurityProfile) : ChargePointCommand;

    /// <summary>Its WebSocket ended.</summary>
    public sealed record ReportDisconnection(long Epoch, DisconnectReason Reason) : ChargePointCommand;

    /// <summary>BootNotification. The event that follows carries the answer.</summary>
    public sealed record ReportBoot(
        string Vendor,
        string Model,
        string? ChargePointSerialNumber = null,
        string? ChargeBoxSerialNumber = null,
        string? FirmwareVersion = null,
        string? Iccid = null,
        string? Imsi = null,
        string? MeterType = null,
        string? MeterSerialNumber = null) : ChargePointCommand;

    /// <summary>StatusNotification.</summary>
    /// <param name="ReceivedAt">Our clock.</param>
    /// <param name="Timestamp">The charge point's clock, if it sent it.</param>
    public sealed record ReportConnectorStatus(
        int ConnectorId,
        ConnectorStatus Status,
        string ErrorCode,
        DateTimeOffset ReceivedAt,
        DateTimeOffset? Timestamp = null,
        string? Info = null,
        string? VendorId = null,
        string? VendorErrorCode = null) : ChargePointCommand;

    /// <summary>MeterValues that belong to no transaction. Readings that are stored already are left out.</summary>
    /// <param name="ReceivedAt">Our clock.</param>
    /// <param name="TransactionId">The number it named, which nobody knows here.</param>
    public sealed record ReportMeterValues(
        int ConnectorId,
        IReadOnlyList<MeterReading> Readings,
        DateTimeOffset ReceivedAt,
        long? TransactionId = null) : ChargePointCommand;

    /// <summary>StopTransaction of a transaction nobody knows.</summary>
    /// <param name="ReceivedAt">Our clock.</param>
    public sealed record ReportUnknownStop(
        long TransactionId,
        long MeterStop,
        DateTimeOffset Timestamp,
        string Reason,
        DateTimeOffset ReceivedAt,
        Guid? TokenId = null,
        IReadOnlyList<MeterReading>? TransactionData = null) : ChargePointCommand;

    /// <summary>DataTransfer, and how it was answered.</summary>
    public sealed record ReportDataTransfer(
        string VendorId, string? MessageId, string Status, Guid? ContentId = null, Guid? AnswerContentId = null) : ChargePointCommand;

    /// <summary>DiagnosticsStatusNotification.</summary>
    public sealed record ReportDiagnosticsStatus(DiagnosticsStatus Status) : ChargePointCommand;

    /// <summary>FirmwareStatusNotification.</summary>
    public sealed record ReportFirmwareStatus(FirmwareStatus Status) : ChargePointCommand;

    /// <summary>LogStatusNotification.</summary>
    public sealed record ReportLogStatus(LogStatus Status, long? RequestId = null) : ChargePointCommand;

    /// <summary>SignedFirmwareStatusNotification.</summary>
    public sealed record ReportSignedFirmwareStatus(FirmwareStatus Status, long? RequestId = null) : ChargePointCommand;

    /// <summary>SecurityEventNotification.</summary>
    /// <param name="ReceivedAt">Our clock.</param>
    /// <param name="ContentId">Key of techInfo; the same text has the same key.</param>
    public sealed record ReportSecurityEvent(string Type, DateTimeOffset Timestamp, DateTimeOffset ReceivedAt, Guid? ContentId = null) : ChargePointCommand;

    /// <summary>SignCertificate, and how it was answered.</summary>
    public sealed record ReportCertificateRequest(Guid ContentId, string Status, string? Reason = null) : ChargePointCommand;
}
