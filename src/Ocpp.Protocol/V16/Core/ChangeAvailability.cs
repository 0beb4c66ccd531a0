using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>Take a connector out of service, or back into it (OCPP 1.6 section 5.2, sent by the central system).</summary>
/// <param name="ConnectorId">0: the charge point and all its connectors.</param>
public sealed record ChangeAvailabilityRequest(int ConnectorId, AvailabilityType Type);

/// <summary>Answer to <see cref="ChangeAvailabilityRequest"/>.</summary>
public sealed record ChangeAvailabilityResponse(AvailabilityStatus Status);

/// <summary>Wanted availability (OCPP 1.6 section 7.4).</summary>
public enum AvailabilityType
{
    /// <summary>Out of service.</summary>
    Inoperative,

    /// <summary>In service.</summary>
    Operative,
}

/// <summary>What becomes of a change of availability (OCPP 1.6 section 7.3).</summary>
public enum AvailabilityStatus
{
    /// <summary>Done, or already so.</summary>
    Accepted,

    /// <summary>Refused.</summary>
    Rejected,

    /// <summary>When the running transaction has ended.</summary>
    Scheduled,
}

internal sealed class ChangeAvailabilityRequestRules : AbstractValidator<ChangeAvailabilityRequest>
{
    public ChangeAvailabilityRequestRules() => RuleFor(request => request.ConnectorId).ConnectorOrChargePoint();
}
