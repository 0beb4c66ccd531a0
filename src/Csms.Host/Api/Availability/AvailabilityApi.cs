using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Security;
using Csms.ReadModels.Availability;
using Csms.ReadModels.ChargePoints;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.Availability;

/// <summary>What was asked of the availability of a charge point's connectors, and what came of it.</summary>
/// <param name="Connectors">By number; 0 is the charge point as a whole.</param>
internal sealed record AvailabilityView(IReadOnlyList<ConnectorAvailabilityView> Connectors)
{
    public static AvailabilityView Example { get; } = new([ConnectorAvailabilityView.Example]);
}

/// <summary>The availability of a connector.</summary>
/// <param name="Status">As it last reported itself.</param>
/// <param name="Asked">The last question; absent when nobody asked.</param>
/// <param name="Expected">Operative or Inoperative, as it last agreed to (Accepted or Scheduled); absent when it never did.</param>
/// <param name="ExpectedSince">When it agreed.</param>
/// <param name="EffectiveAt">When its status was first seen to be so; absent while the status that must follow has not come.</param>
internal sealed record ConnectorAvailabilityView(int Id, string? Status, AskedView? Asked, string? Expected, DateTimeOffset? ExpectedSince, DateTimeOffset? EffectiveAt)
{
    public static ConnectorAvailabilityView Example { get; } = new(
        1, "Charging", new("Inoperative", 0, new("019c0a3e-5f1b-7c2d-9e4f-0a1b2c3d4e5f"), new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), "Scheduled", new(2026, 1, 31, 12, 0, 1, TimeSpan.Zero)),
        "Inoperative", new(2026, 1, 31, 12, 0, 1, TimeSpan.Zero), null);

    public static ConnectorAvailabilityView Of(AvailabilityRow row) => new(
        row.ConnectorId,
        row.Status,
        row is { Asked: { } type, AskedConnectorId: { } connectorId, CallId: { } callId, AskedAt: { } at } ? new(type, connectorId, callId, at, row.Answer, row.AnsweredAt) : null,
        row.Expected,
        row.ExpectedSince,
        row.EffectiveAt);
}

/// <summary>A ChangeAvailability.</summary>
/// <param name="Type">Operative or Inoperative.</param>
/// <param name="ConnectorId">The connector it named; 0 covers all.</param>
/// <param name="Answer">Accepted, Scheduled, Rejected, an OCPP error code, InvalidResponse, ConnectionLost, TimedOut, Expired or Cancelled; absent while it is open.</param>
internal sealed record AskedView(string Type, int ConnectorId, Guid CallId, DateTimeOffset At, string? Answer, DateTimeOffset? AnsweredAt);

/// <summary><c>/api/v1/charge-points/{id}/availability</c>.</summary>
internal static class AvailabilityApi
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/charge-points/{id}/availability", ReadAsync).WithTags("Charge points")
        .WithName("readAvailability").Needs(Permission.ReadChargePoints).ReadsProjections(catchesUp: true).Refuses(404);

    /// <summary>Read what was asked of the availability of connectors</summary>
    /// <remarks>`POST …/calls/ChangeAvailability` asks. Scheduled means: when the transaction that runs has ended; `effectiveAt` tells when it came true.</remarks>
    /// <param name="id">Identity of the charge point.</param>
    /// <response code="200">The connectors that reported a status or were asked.</response>
    /// <response code="404">`charge_point_not_found`.</response>
    private static async Task<Results<Ok<AvailabilityView>, ProblemHttpResult>> ReadAsync(
        string id, ChargePointQueries chargePoints, AvailabilityQueries availability, CancellationToken cancellationToken) =>
        await chargePoints.FindAsync(id, cancellationToken) is null
            ? Problem.NoChargePoint(id)
            : TypedResults.Ok(new AvailabilityView([.. (await availability.ListAsync(id, cancellationToken)).Select(ConnectorAvailabilityView.Of)]));
}
