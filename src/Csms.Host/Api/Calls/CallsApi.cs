using System.Security.Claims;
using Csms.Domain.ChargePoints;
using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Calls;
using Csms.Host.Commands;
using Csms.Host.Security;
using Csms.ReadModels;
using Csms.ReadModels.Calls;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Csms.Host.Api.Calls;

/// <summary><c>/api/v1/charge-points/{id}/calls</c> and <c>/api/v1/calls</c>.</summary>
internal static class CallsApi
{
    private static readonly string[] Statuses = ["requested", "sent", "answered", "failed", "timed_out", "expired", "cancelled"];

    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("Calls");
        group.MapPost("/charge-points/{id}/calls/{action}", RequestCall.HandleAsync).WithName("requestCall").Needs(Permission.SendCommands)
            .WithMetadata(new AcceptsAnyPayload()).Refuses(400, 404, 409, 413);
        group.MapGet("/charge-points/{id}/calls", ListAsync).WithName("listCalls").Needs(Permission.ReadChargePoints).ReturnsPages().ReadsProjections(catchesUp: true).Refuses(400, 404);
        group.MapGet("/calls", ListAllAsync).WithName("listAllCalls").Needs(Permission.ReadChargePoints).ReturnsPages().ReadsProjections().Refuses(400);
        group.MapGet("/calls/{callId}", ReadAsync).WithName("readCall").Needs(Permission.ReadChargePoints).Refuses(400, 404);
        group.MapPost("/calls/{callId}/cancel", CancelAsync).WithName("cancelCall").Needs(Permission.SendCommands).Refuses(400, 404, 409);
    }

    /// <summary>List the requests to a charge point</summary>
    /// <remarks>Newest first.</remarks>
    /// <param name="id">Identity of the charge point.</param>
    /// <param name="ocppAction">Only this OCPP action.</param>
    /// <param name="status">requested, sent, answered, failed, timed_out, expired or cancelled.</param>
    /// <param name="from">Asked for at this time or later.</param>
    /// <param name="to">Asked for before this time.</param>
    /// <param name="after">`next` of the page before.</param>
    /// <param name="limit">Items of a page, 1 to 1000; 50 when left out.</param>
    /// <response code="200">A page; `next` is absent on the last one.</response>
    /// <response code="400">`invalid_parameter` or `invalid_cursor`, naming the parameter.</response>
    /// <response code="404">`charge_point_not_found`: nobody ever knew it.</response>
    private static async Task<Results<Ok<Page<CallView>>, ProblemHttpResult>> ListAsync(
        string id,
        [FromQuery(Name = "action")] string? ocppAction,
        string? status,
        Instant? from,
        Instant? to,
        string? after,
        int? limit,
        CallQueries calls,
        CommandRunner runner,
        CancellationToken cancellationToken)
    {
        if (status is not null && !Statuses.Contains(status))
            return UnknownStatus();
        var page = await calls.ListAsync(new(id, ocppAction, status, from?.Value, to?.Value), new(after, limit), cancellationToken);
        // Removed ones keep their history; only what never was is not there.
        if (page.Items.Count == 0 && (await runner.LoadAsync(Streams.ChargePoints, ChargePoint.StreamId(id), cancellationToken)).Version == 0)
            return Problem.NoChargePoint(id);
        return TypedResults.Ok(page.Select(CallView.Of));
    }

    /// <summary>List the requests to all charge points</summary>
    /// <remarks>Newest first.</remarks>
    /// <param name="chargePointId">Only to this charge point.</param>
    /// <param name="ocppAction">Only this OCPP action.</param>
    /// <param name="status">requested, sent, answered, failed, timed_out, expired or cancelled.</param>
    /// <param name="from">Asked for at this time or later.</param>
    /// <param name="to">Asked for before this time.</param>
    /// <param name="after">`next` of the page before.</param>
    /// <param name="limit">Items of a page, 1 to 1000; 50 when left out.</param>
    /// <response code="200">A page; `next` is absent on the last one.</response>
    /// <response code="400">`invalid_parameter` or `invalid_cursor`, naming the parameter.</response>
    private static async Task<Results<Ok<Page<CallView>>, ProblemHttpResult>> ListAllAsync(
        string? chargePointId,
        [FromQuery(Name = "action")] string? ocppAction,
        string? status,
        Instant? from,
        Instant? to,
        string? after,
        int? limit,
        CallQueries calls,
        CancellationToken cancellationToken)
    {
        if (status is not null && !Statuses.Contains(status))
            return UnknownStatus();
        var page = await calls.ListAsync(new(chargePointId, ocppAction, status, from?.Value, to?.Value), new(after, limit), cancellationToken);
        return TypedResults.Ok(page.Select(CallView.Of));
    }

    /// <summary>Read a request and what became of it</summary>
    /// <param name="callId">Its id, as the request was answered with.</param>
    /// <response code="200">The call as it is now, never behind.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`call_not_found`.</response>
    private static async Task<Results<Ok<CallView>, ProblemHttpResult>> ReadAsync(Guid callId, CallReader reader, CancellationToken cancellationToken) =>
        await reader.FindAsync(callId, cancellationToken) is { } call ? TypedResults.Ok(call) : NotFound(callId);

    /// <summary>Withdraw a request that was not sent yet</summary>
    /// <param name="callId">Its id, as the request was answered with.</param>
    /// <param name="reason">Why, for the record.</param>
    /// <response code="200">Withdrawn.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`call_not_found`.</response>
    /// <response code="409">`call_not_pending`: it was sent, or has ended.</response>
    private static async Task<Results<Ok<CallView>, ProblemHttpResult>> CancelAsync(
        Guid callId, string? reason, ClaimsPrincipal caller, CallRequests calls, CallReader reader, HttpContext http, CancellationToken cancellationToken)
    {
        if (reason?.Length > RequestCall.LongestText)
            return Problem.OfMember(UnreadableRequest.InvalidParameter, "reason", $"has more than {RequestCall.LongestText} characters");
        var outcome = await calls.CancelAsync(callId, caller.Actor(), reason, cancellationToken);
        if (outcome.Rejection is { } rejection)
            return Problem.Of(rejection);
        http.TellsSequence(outcome.Sequence);
        return TypedResults.Ok((await reader.FindAsync(callId, cancellationToken))!);
    }

    private static ProblemHttpResult UnknownStatus() =>
        Problem.OfMember(UnreadableRequest.InvalidParameter, "status", "is not one of " + string.Join(", ", Statuses));

    private static ProblemHttpResult NotFound(Guid callId) => Problem.Of(StatusCodes.Status404NotFound, "call_not_found", $"No call {callId} was requested.");
}
