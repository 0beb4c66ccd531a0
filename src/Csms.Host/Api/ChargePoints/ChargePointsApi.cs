using Csms.Domain.ChargePoints;
using Csms.Host.Api.Events;
using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Replaying;
using Csms.Host.Security;
using Csms.ReadModels;
using Csms.ReadModels.ChargePoints;
using Csms.ReadModels.Connectors;
using Csms.ReadModels.Rows;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.ChargePoints;

/// <summary><c>/api/v1/charge-points</c>.</summary>
internal static class ChargePointsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/charge-points").WithTags("Charge points");
        group.MapPost("", RegisterChargePoint.HandleAsync).WithName("registerChargePoint").Needs(Permission.ChangeChargePoints)
            .CheckedBy(new ChargePointRegistrationRules()).Refuses(400, 409);
        group.MapGet("", ListAsync).WithName("listChargePoints").Needs(Permission.ReadChargePoints).ReturnsPages().ReadsProjections().Refuses(400);
        group.MapGet("/{id}", ReadAsync).WithName("readChargePoint").Needs(Permission.ReadChargePoints).ReadsProjections(catchesUp: true).Refuses(400, 404);
        group.MapPatch("/{id}", ChangeChargePoint.HandleAsync).WithName("changeChargePoint").Needs(Permission.ChangeChargePoints)
            .CheckedBy(new ChargePointChangesRules()).Refuses(400, 404, 409, 412);
        group.MapPost("/{id}/password", RotatePassword.HandleAsync).WithName("rotatePassword").Needs(Permission.ChangeChargePoints)
            .CheckedBy(new PasswordOrderRules()).Refuses(400, 404, 409);
        group.MapDelete("/{id}", RemoveChargePoint.HandleAsync).WithName("removeChargePoint").Needs(Permission.ChangeChargePoints).Refuses(404, 412);
    }

    /// <summary>List charge points</summary>
    /// <remarks>In order of their identities; those that were removed are not there.</remarks>
    /// <param name="search">Part of the identity, vendor, model or a serial number, whatever the case.</param>
    /// <param name="registration">accepted, pending or rejected.</param>
    /// <param name="connected">Whether it is connected now.</param>
    /// <param name="status">Only those of which a connector, or the charge point as a whole, last reported this status, as OCPP spells it.</param>
    /// <param name="after">`next` of the page before.</param>
    /// <param name="limit">Items of a page, 1 to 1000; 50 when left out.</param>
    /// <response code="200">A page; `next` is absent on the last one.</response>
    /// <response code="400">`invalid_parameter` or `invalid_cursor`, naming the parameter.</response>
    private static async Task<Results<Ok<Page<ChargePointView>>, ProblemHttpResult>> ListAsync(
        string? search,
        Choice<RegistrationPolicy>? registration,
        bool? connected,
        string? status,
        string? after,
        int? limit,
        ChargePointQueries chargePoints,
        ConnectorQueries connectors,
        LastSeen lastSeen,
        CancellationToken cancellationToken)
    {
        var page = await chargePoints.ListAsync(new(search, registration?.Value.ToString(), connected, Status: status), new(after, limit), cancellationToken);
        string[] ids = [.. page.Items.Select(row => row.ChargePointId)];
        var seen = await lastSeen.ReadAsync(ids, cancellationToken);
        var parts = (await connectors.ListAsync(ids, cancellationToken)).ToLookup(connector => connector.ChargePointId);
        return TypedResults.Ok(page.Select(row => ChargePointView.Of(
            row, seen.TryGetValue(row.ChargePointId, out var at) ? at : null, [.. parts[row.ChargePointId]])));
    }

    /// <summary>Read a charge point with its connection, last boot and connectors</summary>
    /// <remarks>The ETag names the settings that PATCH changes, not the live state. With `asOf` or `at` it is folded from its events, without ETag.</remarks>
    /// <param name="id">Identity of the charge point.</param>
    /// <param name="asOf">As it was known then: a sequence number of the feed, or a moment of recording.</param>
    /// <param name="at">As it was then, by its own clock where it told the time and by all that is known today; not together with `asOf`.</param>
    /// <response code="200">The charge point.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`charge_point_not_found`.</response>
    private static async Task<Results<Ok<ChargePointView>, ProblemHttpResult>> ReadAsync(
        string id,
        AsOfPoint? asOf,
        Instant? at,
        ChargePointQueries chargePoints,
        ConnectorQueries connectors,
        PointsInTime points,
        LastSeen lastSeen,
        HttpContext http,
        CancellationToken cancellationToken)
    {
        if (PointInTime.Objection(asOf, at) is { } objection)
            return Problem.OfMember(UnreadableRequest.InvalidParameter, nameof(at), objection);
        if (PointInTime.Of(asOf, at) is { IsPast: true } point)
        {
            var events = await points.ReadAsync(ChargePoint.StreamId(id), point, cancellationToken).ToListAsync(cancellationToken);
            return PastRows.OfChargePoint(events) is { } past
                ? TypedResults.Ok(ChargePointView.Of(past, lastSeen: null, PastRows.OfConnectors(events)))
                : Problem.NoChargePoint(id);
        }

        if (await chargePoints.FindAsync(id, cancellationToken) is not { } row)
            return Problem.NoChargePoint(id);
        var seen = await lastSeen.ReadAsync([id], cancellationToken);
        var view = ChargePointView.Of(row, seen.TryGetValue(id, out var heard) ? heard : null, await connectors.ListAsync(id, cancellationToken));
        http.Response.Headers.ETag = EditedVersion.Of(
            view.Registration, view.SecurityProfile, view.Automation ?? [], view.MessageChecking, view.SubprotocolAssumed);
        return TypedResults.Ok(view);
    }
}
