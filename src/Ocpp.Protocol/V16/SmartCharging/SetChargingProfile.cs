using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>Install a charging profile (OCPP 1.6 section 5.16, sent by the central system).</summary>
/// <param name="ConnectorId">0: the charge point as a whole (ChargePointMaxProfile), or all connectors (TxDefaultProfile).</param>
public sealed record SetChargingProfileRequest(int ConnectorId, ChargingProfile CsChargingProfiles);

/// <summary>Answer to <see cref="SetChargingProfileRequest"/>.</summary>
public sealed record SetChargingProfileResponse(ChargingProfileStatus Status);

/// <summary>What became of a charging profile (OCPP 1.6 section 7.11).</summary>
public enum ChargingProfileStatus
{
    /// <summary>Installed.</summary>
    Accepted,

    /// <summary>Refused.</summary>
    Rejected,

    /// <summary>The charge point has no such profiles.</summary>
    NotSupported,
}

internal sealed class SetChargingProfileRequestRules : AbstractValidator<SetChargingProfileRequest>
{
    public SetChargingProfileRequestRules()
    {
        RuleFor(request => request.ConnectorId).ConnectorOrChargePoint();
        RuleFor(request => request.CsChargingProfiles).SetValidator(new ChargingProfileRules());
    }
}
