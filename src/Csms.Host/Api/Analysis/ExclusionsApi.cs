using System.Security.Claims;
using Csms.Domain.ChargePoints;
using Csms.Domain.Outages;
using Csms.Host.Api.Cdrs;
using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Commands;
using Csms.Host.Security;
using Csms.ReadModels;
using Csms.ReadModels.Analysis;
using Csms.ReadModels.UptimeExclusions;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.Analysis;

/// <summary>A time that outages shall not count in.</summary>
/// <param name="ConnectorId">Left out: all connectors.</param>
/// <param name="Reason">For the record.</param>
internal sealed record NewExclusion(
    string? ChargePointId = null, int? ConnectorId = null, DateTimeOffset? From = null, DateTimeOffset? To = null, ExclusionCause? Cause = null, string? Reason = null)
{
    public static NewExclusion Example { get; } = new(
        "CP-0815", 1, new(2026, 1, 31, 8, 0, 0, TimeSpan.Zero), new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), ExclusionCause.ScheduledMaintenance, "New meter.");
}

internal sealed class NewExclusionRules : AbstractValidator<NewExclusion>
{
    public NewExclusionRules()
    {
        RuleFor(body => body.ChargePointId).NotEmpty().WithMessage("is missing");
        RuleFor(body => body.ConnectorId).Must(id => id is null or > 0).WithMessage("is not 1 or more; leave it out for all connectors");
        RuleFor(body => body.From).NotNull().WithMessage("is missing");
        RuleFor(body => body.To).NotNull().WithMessage("is missing");
        RuleFor(body => body.Cause).NotNull().WithMessage("is missing");
        RuleFor(body => body.Reason).Must(RuleOnCdr.IsReason).WithMessage("has not 1 to 500 characters");
    }
}

/// <summary>Why an exclusion is taken back.</summary>
/// <param name="Reason">For the record.</param>
internal sealed record Withdrawal(string? Reason = null)
{
    public static Withdrawal Example { get; } = new("It was another charge point.");
}

internal sealed class WithdrawalRules : AbstractValidator<Withdrawal>
{
    public WithdrawalRules() => RuleFor(body => body.Reason).Must(RuleOnCdr.IsReason).WithMessage("has not 1 to 500 characters");
}

/// <summary>A time that outages do not count in.</summary>
/// <param name="ConnectorId">Absent: all connectors.</param>
/// <param name="AddedBy">Who decided it.</param>
/// <param name="WithdrawnAt">Absent while it counts.</param>
internal sealed record ExclusionView(
    Guid ExclusionId,
    string ChargePointId,
    int? ConnectorId,
    DateTimeOffset From,
    DateTimeOffset To,
    ExclusionCause Cause,
    string Reason,
    string AddedBy,
    string? WithdrawnBy,
    string? WithdrawnReason,
    DateTimeOffset? WithdrawnAt)
{
    public static ExclusionView Example { get; } = new(
        new("7b1c5f0e-52a4-4c6e-9a53-2f0d5e8c1b77"), "CP-0815", 1, new(2026, 1, 31, 8, 0, 0, TimeSpan.Zero), new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero),
        ExclusionCause.ScheduledMaintenance, "New meter.", "key:operations", null, null, null);

    public static ExclusionView Of(UptimeExclusionRow row) => new(
        row.ExclusionId, row.ChargePointId, row.ConnectorId, row.StartedAt, row.EndedAt, Enum.Parse<ExclusionCause>(row.Cause), row.Reason, row.AddedBy, row.WithdrawnBy,
        row.WithdrawnReason, row.WithdrawnAt);

    public static ExclusionView Of(Guid id, OutageExclusionEvent.Added e) =>
        new(id, e.ChargePointId, e.ConnectorId, e.From, e.To, e.Cause, e.Reason, e.By, null, null, null);
}

/// <summary><c>/api/v1/uptime/exclusions</c>.</summary>
internal static class ExclusionsApi
{
    public static void Map(RouteGroupBuilder uptime)
    {
        var group = uptime.MapGroup("/exclusions");
        group.MapGet("", ListAsync).WithName("listExclusions").Needs(Permission.ReadChargePoints).ReturnsPages().ReadsProjections(catchesUp: true).Refuses(400);
        group.MapPost("", AddAsync).WithName("addExclusion").Needs(Permission.ChangeChargePoints).CheckedBy(new NewExclusionRules()).Refuses(400, 404, 409);
        group.MapPost("/{exclusionId}/withdrawal", WithdrawAsync).WithName("withdrawExclusion").Needs(Permission.ChangeChargePoints)
            .CheckedBy(new WithdrawalRules()).Refuses(400, 404, 409);
    }

    /// <summary>List exclusions</summary>
    /// <remarks>Newest first; withdrawn ones are among them.</remarks>
    /// <param name="chargePointId">Only of this charge point.</param>
    /// <param name="after">`next` of the page before.</param>
    /// <param name="limit">Items of a page, 1 to 1000; 50 when left out.</param>
    /// <response code="200">A page; `next` is absent on the last one.</response>
    /// <response code="400">`invalid_parameter` or `invalid_cursor`, naming the parameter.</response>
    private static async Task<Ok<Page<ExclusionView>>> ListAsync(
        string? chargePointId, string? after, int? limit, UptimeQueries uptime, CancellationToken cancellationToken) =>
        TypedResults.Ok((await uptime.ListExclusionsAsync(chargePointId, new(after, limit), cancellationToken)).Select(ExclusionView.Of));

    /// <summary>Exclude a time from uptime</summary>
    /// <remarks>Outages in it do not count; who decided so, and why, stays on record.</remarks>
    /// <response code="200">Excluded.</response>
    /// <response code="400">`invalid_json` or `invalid_body`, naming the member.</response>
    /// <response code="404">`charge_point_not_found`.</response>
    /// <response code="409">`exclusion_ends_too_early`.</response>
    private static async Task<Results<Ok<ExclusionView>, ProblemHttpResult>> AddAsync(
        NewExclusion body, ClaimsPrincipal caller, CommandRunner runner, TimeProvider clock, HttpContext http, CancellationToken cancellationToken)
    {
        var chargePointId = body.ChargePointId!;
        if (!(await runner.LoadAsync(Streams.ChargePoints, ChargePoint.StreamId(chargePointId), cancellationToken)).State.Exists)
            return Problem.NoChargePoint(chargePointId);
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var exclusion = new OutageExclusionEvent.Added(
            chargePointId, body.ConnectorId, body.From!.Value, body.To!.Value, body.Cause!.Value, caller.Actor(), body.Reason!);
        var outcome = await runner.RunAsync(
            Streams.OutageExclusions, OutageExclusion.StreamId(id), new OutageExclusionCommand.Add(exclusion), caller.Causes("rest:add_exclusion", clock), cancellationToken);
        if (outcome.Rejection is { } rejection) return Problem.Of(rejection);
        http.TellsSequence(outcome.Sequence);
        return TypedResults.Ok(ExclusionView.Of(id, exclusion));
    }

    /// <summary>Withdraw an exclusion</summary>
    /// <remarks>Outages in its time count again. Withdrawing it twice changes nothing.</remarks>
    /// <param name="exclusionId">Identity of the exclusion.</param>
    /// <response code="204">Withdrawn.</response>
    /// <response code="400">`invalid_json` or `invalid_body`, naming the member.</response>
    /// <response code="404">`exclusion_not_found`.</response>
    private static async Task<Results<NoContent, ProblemHttpResult>> WithdrawAsync(
        Guid exclusionId, Withdrawal body, ClaimsPrincipal caller, CommandRunner runner, TimeProvider clock, HttpContext http, CancellationToken cancellationToken)
    {
        var outcome = await runner.RunAsync(
            Streams.OutageExclusions,
            OutageExclusion.StreamId(exclusionId),
            new OutageExclusionCommand.Withdraw(caller.Actor(), body.Reason!),
            caller.Causes("rest:withdraw_exclusion", clock),
            cancellationToken);
        if (outcome.Rejection is { } rejection) return Problem.Of(rejection);
        http.TellsSequence(outcome.Sequence);
        return TypedResults.NoContent();
    }
}
