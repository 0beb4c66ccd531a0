using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>Remove charging profiles (OCPP 1.6 section 5.5, sent by the central system). Members narrow the choice together; none: all profiles
/// (errata 3.25, 3.26).</summary>
/// <param name="Id">This profile, whatever the other members say.</param>
/// <param name="ConnectorId">0: those of the charge point as a whole.</param>
public sealed record ClearChargingProfileRequest(
    int? Id = null,
    int? ConnectorId = null,
    ChargingProfilePurpose? ChargingProfilePurpose = null,
    int? StackLevel = null);

/// <summary>Answer to <see cref="ClearChargingProfileRequest"/>.</summary>
public sealed record ClearChargingProfileResponse(ClearChargingProfileStatus Status);

/// <summary>What became of it (OCPP 1.6 section 7.21).</summary>
public enum ClearChargingProfileStatus
{
    /// <summary>Removed.</summary>
    Accepted,

    /// <summary>No profile fits.</summary>
    Unknown,
}

internal sealed class ClearChargingProfileRequestRules : AbstractValidator<ClearChargingProfileRequest>
{
    public ClearChargingProfileRequestRules()
    {
        RuleFor(request => request.ConnectorId).NotNegative();
        RuleFor(request => request.StackLevel).NotNegative();
    }
}
