using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Security;
using Csms.ReadModels;
using Csms.ReadModels.Reservations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.Reservations;

/// <summary><c>/api/v1/reservations</c> and <c>/api/v1/charge-points/{id}/reservations</c>.</summary>
internal static class ReservationsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("Reservations");
        group.MapPost("/charge-points/{id}/reservations", MakeReservation.HandleAsync).WithName("makeReservation").Needs(Permission.SendCommands)
            .CheckedBy(new ReservationWishRules()).Refuses(400, 404, 409);
        group.MapGet("/reservations", ListAsync).WithName("listReservations").Needs(Permission.ReadChargePoints).ReturnsPages().ReadsProjections().Refuses(400);
        group.MapGet("/reservations/{id}", ReadAsync).WithName("readReservation").Needs(Permission.ReadChargePoints).ReadsProjections(catchesUp: true).Refuses(400, 404);
        group.MapDelete("/reservations/{id}", CancelReservation.HandleAsync).WithName("cancelReservation").Needs(Permission.SendCommands)
            .Refuses(400, 404, 409);
    }

    public static ProblemHttpResult NotFound(Guid id) =>
        Problem.Of(StatusCodes.Status404NotFound, "reservation_not_found", $"Nobody asked for a reservation {id}.");

    public static async Task<ReservationView?> FindAsync(Guid id, ReservationQueries reservations, ShownIdTags idTags, CancellationToken cancellationToken) =>
        await reservations.FindAsync(id, cancellationToken) is { } row ? ReservationView.Of(row, await ReadIdTagsAsync([row], idTags, cancellationToken)) : null;

    /// <summary>List reservations</summary>
    /// <remarks>Newest first, by when they were asked for; also those that were refused and those asked for by a call of ReserveNow.</remarks>
    /// <param name="chargePointId">Only of this charge point.</param>
    /// <param name="status">requested, notSent, refused, unknown, reserved, used, expired, cancelled, terminated or replaced.</param>
    /// <param name="reservationId">Only with this OCPP number.</param>
    /// <param name="idTag">Only those accepted for this idTag, whatever its case.</param>
    /// <param name="after">`next` of the page before.</param>
    /// <param name="limit">Items of a page, 1 to 1000; 50 when left out.</param>
    /// <response code="200">A page; `next` is absent on the last one.</response>
    /// <response code="400">`invalid_parameter` or `invalid_cursor`, naming the parameter.</response>
    private static async Task<Results<Ok<Page<ReservationView>>, ProblemHttpResult>> ListAsync(
        string? chargePointId,
        Choice<ReservationState>? status,
        int? reservationId,
        string? idTag,
        string? after,
        int? limit,
        ReservationQueries reservations,
        ShownIdTags idTags,
        CancellationToken cancellationToken)
    {
        var token = idTag is null ? null : await idTags.FindAsync(idTag, cancellationToken);
        if (idTag is not null && token is null)
            return TypedResults.Ok(new Page<ReservationView>([], null));
        var state = status?.Value == ReservationState.NotSent ? "not_sent" : status?.Value.ToString().ToLowerInvariant();
        var page = await reservations.ListAsync(new(chargePointId, state, reservationId, token), new(after, limit), cancellationToken);
        var tags = await ReadIdTagsAsync(page.Items, idTags, cancellationToken);
        return TypedResults.Ok(page.Select(row => ReservationView.Of(row, tags)));
    }

    /// <summary>Read a reservation</summary>
    /// <param name="id">Its id, which is that of the call that asked for it.</param>
    /// <response code="200">The reservation.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`reservation_not_found`.</response>
    private static async Task<Results<Ok<ReservationView>, ProblemHttpResult>> ReadAsync(
        Guid id, ReservationQueries reservations, ShownIdTags idTags, CancellationToken cancellationToken) =>
        await FindAsync(id, reservations, idTags, cancellationToken) is { } view ? TypedResults.Ok(view) : NotFound(id);

    private static Task<IReadOnlyDictionary<Guid, string>> ReadIdTagsAsync(IReadOnlyList<ReservationRow> rows, ShownIdTags idTags, CancellationToken cancellationToken) =>
        idTags.ReadAsync([.. rows.SelectMany(row => (Guid?[])[row.TokenId, row.ParentTokenId]).OfType<Guid>().Distinct()], cancellationToken);
}
