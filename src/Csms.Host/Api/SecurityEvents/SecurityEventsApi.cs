using System.Security.Claims;
using Csms.Domain.SecurityEvents;
using Csms.EventStore;
using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Commands;
using Csms.Host.Security;
using Csms.ReadModels;
using Csms.ReadModels.SecurityEvents;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.SecurityEvents;

/// <summary><c>/api/v1/security-events</c>.</summary>
internal static class SecurityEventsApi
{
    private const int MostCounts = 1000;
    private static readonly string[] Sources = ["charge_point", "central_system"];
    private static readonly string[] Alarms = ["open", "acknowledged"];

    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/security-events").WithTags("Security events");
        group.MapGet("", ListAsync).WithName("listSecurityEvents").Needs(Permission.ReadEvents).ReturnsPages().ReadsProjections(catchesUp: true).Refuses(400);
        group.MapGet("/counts", CountAsync).WithName("countSecurityEvents").Needs(Permission.ReadEvents).ReadsProjections(catchesUp: true).Refuses(400);
        group.MapGet("/{id}", ReadAsync).WithName("readSecurityEvent").Needs(Permission.ReadEvents).ReadsProjections(catchesUp: true).Refuses(400, 404);
        group.MapPost("/{id}/acknowledgement", AcknowledgeAsync).WithName("acknowledgeSecurityAlarm").Needs(Permission.ChangeChargePoints).Refuses(400, 404);
    }

    /// <summary>List security events</summary>
    /// <remarks>Newest first: what charge points reported, and who was refused at our door. Alarms that nobody has acknowledged: `alarm=open`.</remarks>
    /// <param name="chargePointId">Only of this charge point.</param>
    /// <param name="source">charge_point or central_system.</param>
    /// <param name="type">Only of this type, spelled as it is listed.</param>
    /// <param name="critical">Whether it is critical.</param>
    /// <param name="alarm">open or acknowledged.</param>
    /// <param name="from">Recorded at this moment or later.</param>
    /// <param name="to">Recorded before this moment.</param>
    /// <param name="after">`next` of the page before.</param>
    /// <param name="limit">Items of a page, 1 to 1000; 50 when left out.</param>
    /// <response code="200">A page; `next` is absent on the last one.</response>
    /// <response code="400">`invalid_parameter` or `invalid_cursor`, naming the parameter.</response>
    private static async Task<Results<Ok<Page<SecurityEventView>>, ProblemHttpResult>> ListAsync(
        string? chargePointId,
        string? source,
        string? type,
        bool? critical,
        string? alarm,
        Instant? from,
        Instant? to,
        string? after,
        int? limit,
        SecurityEventQueries events,
        CancellationToken cancellationToken)
    {
        if ((NotOneOf("source", source, Sources) ?? NotOneOf("alarm", alarm, Alarms)) is { } wrong)
            return wrong;
        var page = await events.ListAsync(
            new(chargePointId, source, type, critical, alarm, from?.Value, to?.Value), new(after, limit), cancellationToken);
        return TypedResults.Ok(page.Select(SecurityEventView.Of));
    }

    /// <summary>Count security events by charge point and type</summary>
    /// <remarks>The most frequent first, at most 1000. Refusals that are one event are counted each.</remarks>
    /// <param name="chargePointId">Only of this charge point.</param>
    /// <param name="source">charge_point or central_system.</param>
    /// <param name="type">Only of this type, spelled as it is listed.</param>
    /// <param name="critical">Whether it is critical.</param>
    /// <param name="from">Recorded at this moment or later.</param>
    /// <param name="to">Recorded before this moment.</param>
    /// <response code="200">The counts.</response>
    /// <response code="400">`invalid_parameter`, naming the parameter.</response>
    private static async Task<Results<Ok<SecurityEventCountsView>, ProblemHttpResult>> CountAsync(
        string? chargePointId,
        string? source,
        string? type,
        bool? critical,
        Instant? from,
        Instant? to,
        SecurityEventQueries events,
        CancellationToken cancellationToken)
    {
        if (NotOneOf("source", source, Sources) is { } wrong)
            return wrong;
        var counts = await events.CountAsync(
            new(chargePointId, source, type, critical, From: from?.Value, To: to?.Value), MostCounts, cancellationToken);
        return TypedResults.Ok(new SecurityEventCountsView([.. counts.Select(SecurityEventCountView.Of)]));
    }

    /// <summary>Read a security event with its details</summary>
    /// <param name="id">Its id.</param>
    /// <response code="200">The security event.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`security_event_not_found`.</response>
    private static async Task<Results<Ok<SecurityEventView>, ProblemHttpResult>> ReadAsync(
        Guid id, SecurityEventQueries events, PostgresEventStore store, CancellationToken cancellationToken)
    {
        if (await events.FindAsync(id, cancellationToken) is not { } row)
            return Problem.Of(StatusCodes.Status404NotFound, "security_event_not_found", $"There is no security event {id}.");
        var details = row.ContentId is { } contentId ? await store.ReadContentAsync(contentId, cancellationToken) : null;
        return TypedResults.Ok(SecurityEventView.Of(row) with { Details = details });
    }

    /// <summary>Acknowledge the alarm about a security event</summary>
    /// <remarks>The same again changes nothing.</remarks>
    /// <param name="id">Id of the security event.</param>
    /// <response code="204">Acknowledged.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`security_alarm_not_found`: no alarm was raised for it.</response>
    private static async Task<Results<NoContent, ProblemHttpResult>> AcknowledgeAsync(
        Guid id, ClaimsPrincipal caller, CommandRunner runner, TimeProvider clock, HttpContext http, CancellationToken cancellationToken)
    {
        var outcome = await runner.RunAsync(
            Streams.SecurityAlarms,
            SecurityAlarm.StreamId(id),
            new SecurityAlarmCommand.RequestAcknowledgement(id, caller.Actor()),
            caller.Causes("rest:acknowledge_security_alarm", clock),
            cancellationToken);
        if (outcome.Rejection is { } rejection)
            return Problem.Of(rejection);
        http.TellsSequence(outcome.Sequence);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult? NotOneOf(string name, string? value, string[] known) =>
        value is null || known.Contains(value) ? null : Problem.OfMember(UnreadableRequest.InvalidParameter, name, "is not one of " + string.Join(", ", known));
}
