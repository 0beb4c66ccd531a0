using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>Send me a message of this kind (OCPP 1.6 section 5.17, sent by the central system).</summary>
/// <param name="ConnectorId">Absent: the charge point as a whole, or all connectors.</param>
public sealed record TriggerMessageRequest(MessageTrigger RequestedMessage, int? ConnectorId = null);

/// <summary>Answer to <see cref="TriggerMessageRequest"/>; goes out before the message that was asked for.</summary>
public sealed record TriggerMessageResponse(TriggerMessageStatus Status);

/// <summary>Messages that can be triggered (OCPP 1.6 section 7.32).</summary>
public enum MessageTrigger
{
    /// <summary>BootNotification; not after it was accepted (errata 3.40).</summary>
    BootNotification,

    /// <summary>DiagnosticsStatusNotification.</summary>
    DiagnosticsStatusNotification,

    /// <summary>FirmwareStatusNotification.</summary>
    FirmwareStatusNotification,

    /// <summary>Heartbeat.</summary>
    Heartbeat,

    /// <summary>MeterValues, with all measurands of MeterValuesSampledData.</summary>
    MeterValues,

    /// <summary>StatusNotification.</summary>
    StatusNotification,
}

/// <summary>Whether the message will come (OCPP 1.6 section 7.44).</summary>
public enum TriggerMessageStatus
{
    /// <summary>It will.</summary>
    Accepted,

    /// <summary>It will not.</summary>
    Rejected,

    /// <summary>The charge point does not know this message or cannot be made to send it.</summary>
    NotImplemented,
}

internal sealed class TriggerMessageRequestRules : AbstractValidator<TriggerMessageRequest>
{
    public TriggerMessageRequestRules() => RuleFor(request => request.ConnectorId).Connector();
}
