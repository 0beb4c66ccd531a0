using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>Keep a connector for a token (OCPP 1.6 section 5.13, sent by the central system).</summary>
/// <param name="ConnectorId">0: any connector, if the charge point supports that.</param>
/// <param name="ExpiryDate">When the reservation ends.</param>
/// <param name="ParentIdTag">Tokens of this group may use it too.</param>
/// <param name="ReservationId">Replaces a reservation of the same id.</param>
public sealed record ReserveNowRequest(int ConnectorId, DateTimeOffset ExpiryDate, IdToken IdTag, int ReservationId, IdToken? ParentIdTag = null);

/// <summary>Answer to <see cref="ReserveNowRequest"/>.</summary>
public sealed record ReserveNowResponse(ReservationStatus Status);

/// <summary>What became of a reservation (OCPP 1.6 section 7.40).</summary>
public enum ReservationStatus
{
    /// <summary>Reserved.</summary>
    Accepted,

    /// <summary>The connector is out of order.</summary>
    Faulted,

    /// <summary>The connector is in use or reserved.</summary>
    Occupied,

    /// <summary>The charge point does not reserve.</summary>
    Rejected,

    /// <summary>The connector is out of service.</summary>
    Unavailable,
}

internal sealed class ReserveNowRequestRules : AbstractValidator<ReserveNowRequest>
{
    public ReserveNowRequestRules()
    {
        RuleFor(request => request.ConnectorId).ConnectorOrChargePoint();
        RuleFor(request => request.IdTag).IdTagLength();
        RuleFor(request => request.ParentIdTag).IdTagLength();
    }
}
