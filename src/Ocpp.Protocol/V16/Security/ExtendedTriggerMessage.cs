using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>As <see cref="TriggerMessageRequest"/>, for the messages of the security extension too (Improved security, use case A02; sent by the
/// central system).</summary>
/// <param name="ConnectorId">Absent: the charge point as a whole, or all connectors.</param>
public sealed record ExtendedTriggerMessageRequest(ExtendedMessageTrigger RequestedMessage, int? ConnectorId = null);

/// <summary>Answer to <see cref="ExtendedTriggerMessageRequest"/>; goes out before the message that was asked for.</summary>
public sealed record ExtendedTriggerMessageResponse(TriggerMessageStatus Status);

/// <summary>Messages that can be triggered (Improved security, MessageTriggerEnumType).</summary>
public enum ExtendedMessageTrigger
{
    /// <summary>BootNotification; not after it was accepted.</summary>
    BootNotification,

    /// <summary>LogStatusNotification.</summary>
    LogStatusNotification,

    /// <summary>SignedFirmwareStatusNotification.</summary>
    FirmwareStatusNotification,

    /// <summary>Heartbeat.</summary>
    Heartbeat,

    /// <summary>MeterValues.</summary>
    MeterValues,

    /// <summary>SignCertificate with a new key.</summary>
    SignChargePointCertificate,

    /// <summary>StatusNotification.</summary>
    StatusNotification,
}

internal sealed class ExtendedTriggerMessageRequestRules : AbstractValidator<ExtendedTriggerMessageRequest>
{
    public ExtendedTriggerMessageRequestRules() => RuleFor(request => request.ConnectorId).Connector();
}
