using System.Text.Json;
using Csms.Domain.Calls;
using Csms.Domain.ChargePoints;
using Csms.Domain.ChargingProfiles;
using Csms.EventStore;
using Csms.Host.Api.Calls;
using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.ChargingProfiles;
using Csms.Host.Commands;
using Csms.Host.Security;
using Csms.ReadModels;
using Csms.ReadModels.ChargingProfiles;
using Microsoft.AspNetCore.Http.HttpResults;
using Ocpp.Protocol.V16;
using ChargingRateUnit = Csms.Domain.ChargingProfiles.ChargingRateUnit;

namespace Csms.Host.Api.ChargingProfiles;

/// <summary><c>/api/v1/charge-points/{id}/charging-profiles</c> and <c>…/composite-schedule</c>.</summary>
internal static class ChargingProfilesApi
{
    // What a window costs grows with the limits in it.
    private const int LongestPlan = 7 * 24 * 60 * 60;

    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/charge-points/{id}").WithTags("Charging profiles");
        group.MapGet("/charging-profiles", ListAsync).WithName("listChargingProfiles").Needs(Permission.ReadChargePoints).ReturnsPages().ReadsProjections(catchesUp: true).Refuses(400, 404);
        group.MapPost("/charging-profiles", SetChargingProfile.HandleAsync).WithName("setChargingProfile").Needs(Permission.SendCommands)
            .WithMetadata(new AcceptsAnyPayload()).Refuses(400, 404, 409, 413);
        group.MapDelete("/charging-profiles", ClearChargingProfiles.HandleAsync).WithName("clearChargingProfiles").Needs(Permission.SendCommands)
            .Refuses(400, 404);
        group.MapGet("/composite-schedule", PlanAsync).WithName("readCompositeSchedule").Needs(Permission.ReadChargePoints).ReadsProjections(catchesUp: true).Refuses(400, 404);
        group.MapGet("/composite-schedule/comparison", CompareAsync).WithName("compareCompositeSchedule").Needs(Permission.ReadChargePoints).ReadsProjections(catchesUp: true).Refuses(400, 404, 409);
    }

    /// <summary>List the charging profiles of a charge point</summary>
    /// <remarks>Newest first. Those it has, as far as its answers tell: a profile lasts until it is replaced, cleared, or its transaction ends; also over a reboot.</remarks>
    /// <param name="id">Identity of the charge point.</param>
    /// <param name="status">installed (when left out) or removed.</param>
    /// <param name="after">`next` of the page before.</param>
    /// <param name="limit">Items of a page, 1 to 1000; 50 when left out.</param>
    /// <response code="200">A page; `next` is absent on the last one.</response>
    /// <response code="400">`invalid_parameter` or `invalid_cursor`, naming the parameter.</response>
    /// <response code="404">`charge_point_not_found`: nobody ever knew it.</response>
    private static async Task<Results<Ok<Page<ChargingProfileView>>, ProblemHttpResult>> ListAsync(
        string id, Choice<ProfileState>? status, string? after, int? limit, ChargingProfileQueries profiles, CommandRunner runner, CancellationToken cancellationToken)
    {
        var page = await profiles.ListAsync(id, status?.Value == ProfileState.Removed ? "removed" : "installed", new(after, limit), cancellationToken);
        if (page.Items.Count == 0 && await NeverWasAsync(id, runner, cancellationToken))
            return Problem.NoChargePoint(id);
        return TypedResults.Ok(page.Select(ChargingProfileView.Of));
    }

    /// <summary>Read what a charge point should do</summary>
    /// <remarks>Calculated from the profiles it took on and the transactions that run now, for 230 V and three phases. What it does is another matter: ask it by GetCompositeSchedule.</remarks>
    /// <param name="id">Identity of the charge point.</param>
    /// <param name="connectorId">0: the grid connection, all connectors together.</param>
    /// <param name="duration">Seconds from now, 1 to 604800 (a week).</param>
    /// <param name="unit">w (over all phases) or a (on each; when left out).</param>
    /// <response code="200">The composite schedule.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`charge_point_not_found`: nobody ever knew it.</response>
    private static async Task<Results<Ok<CompositeScheduleView>, ProblemHttpResult>> PlanAsync(
        string id, int connectorId, int duration, Choice<ChargingRateUnit>? unit, ProfilePlans plans, CommandRunner runner, TimeProvider clock, CancellationToken cancellationToken)
    {
        if ((RequestCall.Range("connectorId", connectorId, 0, int.MaxValue) ?? RequestCall.Range("duration", duration, 1, LongestPlan)) is { } outOfRange)
            return outOfRange;
        if (await NeverWasAsync(id, runner, cancellationToken))
            return Problem.NoChargePoint(id);
        var installed = await plans.InstalledAsync(id, cancellationToken);
        var plan = await plans.PlanAsync(id, installed, connectorId, clock.GetUtcNow(), duration, unit?.Value ?? ChargingRateUnit.A, cancellationToken);
        return TypedResults.Ok(CompositeScheduleView.Of(plan));
    }

    /// <summary>Hold a reported composite schedule against what it should be</summary>
    /// <remarks>Takes the answer to a call of GetCompositeSchedule and the profiles that the charge point had when it answered.</remarks>
    /// <param name="id">Identity of the charge point.</param>
    /// <param name="callId">The call of GetCompositeSchedule.</param>
    /// <response code="200">Both schedules, and where they differ.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`call_not_found`: it is no such call of this charge point.</response>
    /// <response code="409">`no_schedule_reported`: it was not answered, or with no schedule.</response>
    private static async Task<Results<Ok<ScheduleComparisonView>, ProblemHttpResult>> CompareAsync(
        string id, Guid callId, CallReader reader, PostgresEventStore store, ProfilePlans plans, CancellationToken cancellationToken)
    {
        if (await reader.FindAsync(callId, cancellationToken) is not { Action: "GetCompositeSchedule" } call || call.ChargePointId != id)
            return Problem.Of(StatusCodes.Status404NotFound, "call_not_found", $"Charge point \"{id}\" was sent no GetCompositeSchedule {callId}.");
        if (call.Response is not { } response
            || OcppActions.GetCompositeSchedule.ReadResponse(JsonSerializer.SerializeToUtf8Bytes(response)).Value
                is not GetCompositeScheduleResponse { ChargingSchedule: { } sent } answer)
        {
            return Problem.Of(StatusCodes.Status409Conflict, "no_schedule_reported", "The charge point has reported no schedule.");
        }

        long answeredAs = 0;
        await foreach (var recorded in store.ReadStreamAsync(Call.StreamId(callId), cancellationToken))
            answeredAs = recorded.Type == "call_answered" ? recorded.Sequence : answeredAs;
        var asked = (GetCompositeScheduleRequest)OcppActions.GetCompositeSchedule.ReadRequest(JsonSerializer.SerializeToUtf8Bytes(call.Payload)).Value!;
        var reported = sent.ToDomain();
        var installed = await plans.InstalledBeforeAsync(id, answeredAs, cancellationToken);
        // Errata 3.57: the schedule counts from scheduleStart.
        var expected = await plans.PlanAsync(
            id, installed, asked.ConnectorId, answer.ScheduleStart ?? sent.StartSchedule ?? call.FinishedAt!.Value, Math.Clamp(asked.Duration, 1, LongestPlan), reported.Unit, cancellationToken);
        var deviations = ScheduleDeviation.Between(expected, reported, Supply.European);
        return TypedResults.Ok(new ScheduleComparisonView(callId, deviations.Count == 0, CompositeScheduleView.Of(expected), reported, deviations));
    }

    private static async Task<bool> NeverWasAsync(string id, CommandRunner runner, CancellationToken cancellationToken) =>
        (await runner.LoadAsync(Streams.ChargePoints, ChargePoint.StreamId(id), cancellationToken)).Version == 0;
}
