namespace Ocpp.Protocol.V16;

/// <summary>Give a reservation up (OCPP 1.6 section 5.1, sent by the central system).</summary>
public sealed record CancelReservationRequest(int ReservationId);

/// <summary>Answer to <see cref="CancelReservationRequest"/>.</summary>
public sealed record CancelReservationResponse(CancelReservationStatus Status);

/// <summary>What became of it (OCPP 1.6 section 7.5).</summary>
public enum CancelReservationStatus
{
    /// <summary>Given up.</summary>
    Accepted,

    /// <summary>There is no such reservation.</summary>
    Rejected,
}
