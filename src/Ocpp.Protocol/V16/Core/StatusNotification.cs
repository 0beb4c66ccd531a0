using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>A charge point reports the state of a connector, or an error (OCPP 1.6 section 4.9).</summary>
/// <param name="ConnectorId">0: the charge point as a whole, which is only Available, Unavailable or Faulted.</param>
/// <param name="Timestamp">When it changed; absent: on receipt.</param>
public sealed record StatusNotificationRequest(
    int ConnectorId,
    ChargePointErrorCode ErrorCode,
    ChargePointStatus Status,
    string? Info = null,
    DateTimeOffset? Timestamp = null,
    string? VendorId = null,
    string? VendorErrorCode = null);

/// <summary>Answer to <see cref="StatusNotificationRequest"/>.</summary>
public sealed record StatusNotificationResponse;

/// <summary>State of a connector (OCPP 1.6 section 7.7).</summary>
public enum ChargePointStatus
{
    /// <summary>Free.</summary>
    Available,

    /// <summary>In use, but no transaction yet.</summary>
    Preparing,

    /// <summary>Energy flows, or is about to.</summary>
    Charging,

    /// <summary>The charge point offers no energy.</summary>
    SuspendedEVSE,

    /// <summary>The vehicle takes no energy.</summary>
    SuspendedEV,

    /// <summary>The transaction is over, the connector not yet free.</summary>
    Finishing,

    /// <summary>Kept for a token.</summary>
    Reserved,

    /// <summary>Out of service.</summary>
    Unavailable,

    /// <summary>Out of order.</summary>
    Faulted,
}

/// <summary>What is wrong with a connector (OCPP 1.6 section 7.6).</summary>
public enum ChargePointErrorCode
{
    /// <summary>Nothing.</summary>
    NoError,

    /// <summary>The lock failed.</summary>
    ConnectorLockFailure,

    /// <summary>The vehicle does not communicate; a warning, no fault.</summary>
    EVCommunicationError,

    /// <summary>Ground fault interrupter.</summary>
    GroundFailure,

    /// <summary>Too hot.</summary>
    HighTemperature,

    /// <summary>Hardware or software of the charge point.</summary>
    InternalError,

    /// <summary>The local list contradicts the central system.</summary>
    LocalListConflict,

    /// <summary>See vendorErrorCode.</summary>
    OtherError,

    /// <summary>Over current.</summary>
    OverCurrentFailure,

    /// <summary>Voltage too high.</summary>
    OverVoltage,

    /// <summary>The meter cannot be read.</summary>
    PowerMeterFailure,

    /// <summary>The power switch failed.</summary>
    PowerSwitchFailure,

    /// <summary>The token reader failed.</summary>
    ReaderFailure,

    /// <summary>A reset failed.</summary>
    ResetFailure,

    /// <summary>Voltage too low.</summary>
    UnderVoltage,

    /// <summary>Weak radio signal.</summary>
    WeakSignal,
}

internal sealed class StatusNotificationRequestRules : AbstractValidator<StatusNotificationRequest>
{
    public StatusNotificationRequestRules()
    {
        RuleFor(request => request.ConnectorId).ConnectorOrChargePoint();
        RuleFor(request => request.Info).NoLongerThan(50);
        RuleFor(request => request.VendorId).NoLongerThan(255);
        RuleFor(request => request.VendorErrorCode).NoLongerThan(50);
    }
}
