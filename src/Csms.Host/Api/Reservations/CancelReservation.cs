using System.ComponentModel;
using System.Security.Claims;
using System.Text.Json;
using Csms.EventStore;
using Csms.Host.Api.Calls;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Calls;
using Csms.ReadModels.Projecting;
using Csms.ReadModels.Reservations;
using Microsoft.AspNetCore.Http.HttpResults;
using Ocpp.Protocol.V16;

namespace Csms.Host.Api.Reservations;

internal static class CancelReservation
{
    private static readonly TimeSpan PatienceForNewest = TimeSpan.FromSeconds(1);

    /// <summary>Ask the charge point to give a reservation up</summary>
    /// <remarks>Sends CancelReservation. The reservation is cancelled when the charge point accepts; when it rejects, it does not know the reservation, which is noted.</remarks>
    /// <param name="id">Its id, which is that of the call that asked for it.</param>
    /// <param name="wait">Seconds to wait for the charge point's answer, 0 to 60; 0 when left out.</param>
    /// <response code="200">The call, which has ended: answered, failed, timed out, expired.</response>
    /// <response code="202">The call is under way; `Location` tells where its fate can be read.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`reservation_not_found`.</response>
    /// <response code="409">`reservation_over`: it was used, has expired, or never came to be.</response>
    public static async Task<Results<Ok<CallView>, Accepted<CallView>, ProblemHttpResult>> HandleAsync(
        Guid id,
        [DefaultValue(0)] int? wait,
        ClaimsPrincipal caller,
        CallOrders orders,
        ReservationQueries reservations,
        ProjectionPositions positions,
        PostgresEventStore store,
        HttpContext http,
        CancellationToken cancellationToken)
    {
        if (RequestCall.OutOfRange(wait) is { } outOfRange)
            return outOfRange;
        await positions.WaitForAsync(await store.ReadHeadAsync(cancellationToken), PatienceForNewest, cancellationToken);
        if (await reservations.FindAsync(id, cancellationToken) is not { } reservation)
            return ReservationsApi.NotFound(id);
        if (reservation.EndedAt is not null)
            return Problem.Of(StatusCodes.Status409Conflict, "reservation_over", $"The reservation is over ({reservation.Status}).");

        var payload = JsonSerializer.SerializeToUtf8Bytes(new { reservationId = reservation.ReservationId });
        var (call, rejection) = await orders.OrderAsync(
            new CallOrder(reservation.ChargePointId, OcppActions.CancelReservation, payload, caller.Actor()), wait ?? 0, http, cancellationToken);
        if (rejection is not null)
            return Problem.Of(rejection);
        return wait > 0 && call!.HasEnded() ? TypedResults.Ok(call) : TypedResults.Accepted($"/api/v1/calls/{call!.Id:D}", call);
    }
}
