using System.Security.Claims;
using Csms.Domain.Assignments;
using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Api.Tariffs;
using Csms.Host.Commands;
using Csms.Host.Security;
using Csms.ReadModels;
using Csms.ReadModels.Assignments;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.Assignments;

/// <summary>Which tariff.</summary>
/// <param name="TariffId">OCPI's id.</param>
internal sealed record TariffChoice(string? TariffId = null)
{
    public static TariffChoice Example { get; } = new("day-and-night");
}

internal sealed class TariffChoiceRules : AbstractValidator<TariffChoice>
{
    public TariffChoiceRules() => RuleFor(body => body.TariffId).NotEmpty().WithMessage("is missing");
}

/// <summary>An assignment.</summary>
/// <param name="Scope">For whom or where, the most specific first.</param>
/// <param name="Key">Pseudonym of the group of tokens, charge point, or group of charge points; absent for the default.</param>
/// <param name="TariffId">OCPI's id.</param>
/// <param name="AssignedFrom">For sessions that start from then on.</param>
internal sealed record AssignmentView(AssignmentScope Scope, string? Key, string TariffId, DateTimeOffset AssignedFrom)
{
    public static AssignmentView Example { get; } = new(AssignmentScope.ChargePoint, "CP-0815", "day-and-night", new(2026, 1, 31, 11, 0, 0, TimeSpan.Zero));
}

/// <summary><c>/api/v1/tariff-assignments</c>.</summary>
internal static class AssignmentsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/tariff-assignments").WithTags("Tariffs");
        group.MapGet("", ListAsync).WithName("listTariffAssignments").Needs(Permission.ReadBills).ReturnsPages().ReadsProjections().Refuses(400);
        group.MapPut("/{scope}/{key}", AssignAsync).WithName("assignTariff").Needs(Permission.ChangeTariffs).CheckedBy(new TariffChoiceRules()).Refuses(400, 404);
        group.MapPut("/default", AssignDefaultAsync).WithName("assignDefaultTariff").Needs(Permission.ChangeTariffs).CheckedBy(new TariffChoiceRules()).Refuses(400, 404);
        group.MapDelete("/{scope}/{key}", RemoveAsync).WithName("unassignTariff").Needs(Permission.ChangeTariffs).Refuses(400, 404);
        group.MapDelete("/default", RemoveDefaultAsync).WithName("unassignDefaultTariff").Needs(Permission.ChangeTariffs).Refuses(404);
    }

    /// <summary>List where tariffs are assigned</summary>
    /// <param name="tariffId">Only of this tariff.</param>
    /// <param name="after">`next` of the page before.</param>
    /// <param name="limit">Items of a page, 1 to 1000; 50 when left out.</param>
    /// <response code="200">A page; `next` is absent on the last one.</response>
    /// <response code="400">`invalid_parameter` or `invalid_cursor`, naming the parameter.</response>
    private static async Task<Ok<Page<AssignmentView>>> ListAsync(
        string? tariffId, string? after, int? limit, AssignmentQueries assignments, CancellationToken cancellationToken)
    {
        var page = await assignments.ListAsync(tariffId, new(after, limit), cancellationToken);
        return TypedResults.Ok(page.Select(row => new AssignmentView(Enum.Parse<AssignmentScope>(row.Scope), row.Key, row.TariffId!, row.AssignedFrom)));
    }

    /// <summary>Assign a tariff</summary>
    /// <remarks>For sessions that start from now on. Of several assignments the most specific whose tariff is in force counts: that of the token's group,
    /// of the charge point, of its group, the default.</remarks>
    /// <param name="scope">tokenGroup, chargePoint or chargePointGroup.</param>
    /// <param name="key">`parentTokenId` of the tokens, identity of the charge point, or `group` of the places of charge points.</param>
    /// <response code="200">Assigned.</response>
    /// <response code="400">`invalid_parameter`, `invalid_json` or `invalid_body`.</response>
    /// <response code="404">`tariff_not_found`.</response>
    private static Task<Results<Ok<AssignmentView>, ProblemHttpResult>> AssignAsync(
        Choice<AssignmentScope> scope, string key, TariffChoice body, ClaimsPrincipal caller, CommandRunner runner, TimeProvider clock, HttpContext http, CancellationToken cancellationToken) =>
        DecideAsync(scope.Value, key, body, caller, runner, clock, http, cancellationToken);

    /// <summary>Assign the default tariff</summary>
    /// <remarks>For sessions that start from now on and that no other assignment concerns. Without one they are free of charge.</remarks>
    /// <response code="200">Assigned.</response>
    /// <response code="400">`invalid_json` or `invalid_body`.</response>
    /// <response code="404">`tariff_not_found`.</response>
    private static Task<Results<Ok<AssignmentView>, ProblemHttpResult>> AssignDefaultAsync(
        TariffChoice body, ClaimsPrincipal caller, CommandRunner runner, TimeProvider clock, HttpContext http, CancellationToken cancellationToken) =>
        DecideAsync(AssignmentScope.Default, null, body, caller, runner, clock, http, cancellationToken);

    /// <summary>Take a tariff away</summary>
    /// <param name="scope">tokenGroup, chargePoint or chargePointGroup.</param>
    /// <param name="key">As it was assigned.</param>
    /// <response code="204">Taken away; the next assignment decides.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`assignment_not_found`.</response>
    private static Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        Choice<AssignmentScope> scope, string key, ClaimsPrincipal caller, CommandRunner runner, TimeProvider clock, HttpContext http, CancellationToken cancellationToken) =>
        TakeAwayAsync(scope.Value, key, caller, runner, clock, http, cancellationToken);

    /// <summary>Take the default tariff away</summary>
    /// <response code="204">Taken away; sessions that no assignment concerns are free of charge.</response>
    /// <response code="404">`assignment_not_found`.</response>
    private static Task<Results<NoContent, ProblemHttpResult>> RemoveDefaultAsync(
        ClaimsPrincipal caller, CommandRunner runner, TimeProvider clock, HttpContext http, CancellationToken cancellationToken) =>
        TakeAwayAsync(AssignmentScope.Default, null, caller, runner, clock, http, cancellationToken);

    private static async Task<Results<Ok<AssignmentView>, ProblemHttpResult>> DecideAsync(
        AssignmentScope scope, string? key, TariffChoice body, ClaimsPrincipal caller, CommandRunner runner, TimeProvider clock, HttpContext http, CancellationToken cancellationToken)
    {
        if (Wrong(scope, ref key) is { } wrong)
            return wrong;
        if ((await TariffsApi.FindAsync(body.TariffId!, null, runner, cancellationToken)).Version is not { Tariff.Id: var tariffId })
            return TariffsApi.NotFound(body.TariffId!);
        var outcome = await runner.RunAsync(
            Streams.Assignments,
            Assignment.StreamId(scope, key),
            new AssignmentCommand.RequestAssignment(scope, key, tariffId, clock.GetUtcNow()),
            caller.Causes("rest:assign_tariff", clock),
            cancellationToken);
        http.TellsSequence(outcome.Sequence);
        return TypedResults.Ok(new AssignmentView(scope, key, tariffId, outcome.State.History[^1].From));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> TakeAwayAsync(
        AssignmentScope scope, string? key, ClaimsPrincipal caller, CommandRunner runner, TimeProvider clock, HttpContext http, CancellationToken cancellationToken)
    {
        if (Wrong(scope, ref key) is { } wrong)
            return wrong;
        var outcome = await runner.RunAsync(
            Streams.Assignments,
            Assignment.StreamId(scope, key),
            new AssignmentCommand.RequestRemoval(clock.GetUtcNow()),
            caller.Causes("rest:unassign_tariff", clock),
            cancellationToken);
        if (outcome.Rejection is { } rejection)
            return Problem.Of(rejection);
        http.TellsSequence(outcome.Sequence);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult? Wrong(AssignmentScope scope, ref string? key)
    {
        if (scope == AssignmentScope.Default)
            return key is null ? null : Problem.OfMember(UnreadableRequest.InvalidParameter, "scope", "default has no key");
        if (key is not { Length: > 0 and <= 100 })
            return Problem.OfMember(UnreadableRequest.InvalidParameter, "key", "has not 1 to 100 characters");
        if (scope != AssignmentScope.TokenGroup)
            return null;
        if (!Guid.TryParse(key, out var group))
            return Problem.OfMember(UnreadableRequest.InvalidParameter, "key", "is not a UUID: groups of tokens go by parentTokenId");
        key = group.ToString("D");
        return null;
    }
}
