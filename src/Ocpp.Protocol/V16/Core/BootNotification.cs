using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>A charge point started and says what it is (OCPP 1.6 section 4.2).</summary>
/// <param name="ChargeBoxSerialNumber">Deprecated by the specification, still sent.</param>
/// <param name="Iccid">Of the SIM card.</param>
/// <param name="Imsi">Of the SIM card.</param>
public sealed record BootNotificationRequest(
    string ChargePointVendor,
    string ChargePointModel,
    string? ChargePointSerialNumber = null,
    string? ChargeBoxSerialNumber = null,
    string? FirmwareVersion = null,
    string? Iccid = null,
    string? Imsi = null,
    string? MeterType = null,
    string? MeterSerialNumber = null);

/// <summary>Answer to <see cref="BootNotificationRequest"/>.</summary>
/// <param name="CurrentTime">The charge point sets its clock by it.</param>
/// <param name="Interval">Seconds: of the heartbeat when accepted, else the least wait before the next BootNotification (0: the charge point
/// chooses).</param>
public sealed record BootNotificationResponse(RegistrationStatus Status, DateTimeOffset CurrentTime, int Interval);

/// <summary>Whether the central system serves the charge point (OCPP 1.6 section 7.38).</summary>
public enum RegistrationStatus
{
    /// <summary>Yes.</summary>
    Accepted,

    /// <summary>Not yet; the central system may configure it.</summary>
    Pending,

    /// <summary>No.</summary>
    Rejected,
}

internal sealed class BootNotificationRequestRules : AbstractValidator<BootNotificationRequest>
{
    public BootNotificationRequestRules()
    {
        RuleFor(request => request.ChargePointVendor).NoLongerThan(20);
        RuleFor(request => request.ChargePointModel).NoLongerThan(20);
        RuleFor(request => request.ChargePointSerialNumber).NoLongerThan(25);
        RuleFor(request => request.ChargeBoxSerialNumber).NoLongerThan(25);
        RuleFor(request => request.FirmwareVersion).NoLongerThan(50);
        RuleFor(request => request.Iccid).NoLongerThan(20);
        RuleFor(request => request.Imsi).NoLongerThan(20);
        RuleFor(request => request.MeterType).NoLongerThan(25);
        RuleFor(request => request.MeterSerialNumber).NoLongerThan(25);
    }
}

internal sealed class BootNotificationResponseRules : AbstractValidator<BootNotificationResponse>
{
    public BootNotificationResponseRules() => RuleFor(response => response.Interval).NotNegative();
}
