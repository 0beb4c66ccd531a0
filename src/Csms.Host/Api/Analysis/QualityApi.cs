using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Security;
using Csms.ReadModels;
using Csms.ReadModels.Analysis;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.Analysis;

/// <summary><c>/api/v1/quality</c>: what goes wrong, how often, and where.</summary>
internal static class QualityApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/quality").WithTags("Analysis");
        group.MapGet("/sessions", ListSessionsAsync).WithName("countSessionOutcomes").Needs(Permission.ReadTransactions).ReadsProjections().Refuses(400);
        group.MapGet("/errors", ListErrorsAsync).WithName("countErrors").Needs(Permission.ReadChargePoints).ReadsProjections().Refuses(400);
        group.MapGet("/repairs", ListRepairsAsync).WithName("listRepairTimes").Needs(Permission.ReadChargePoints).ReadsProjections().Refuses(400);
        group.MapGet("/calls", ListCallsAsync).WithName("countCalls").Needs(Permission.ReadChargePoints).ReadsProjections().Refuses(400);
    }

    /// <summary>Count how sessions went</summary>
    /// <remarks>
    /// By vendor, model and firmware of the charge point as they are today. A session succeeded that ended by the driver or by request, with 1 kWh or two minutes
    /// or more; else it is not_authorized, stop_missing, interrupted_ and the reason, energy_unknown or nothing_delivered.
    /// </remarks>
    /// <param name="chargePointId">Only at this charge point.</param>
    /// <param name="from">Began at this moment or later; twelve months before `to` when left out.</param>
    /// <param name="to">Began before this moment; now when left out.</param>
    /// <response code="200">All of them, a row per kind of charge point.</response>
    /// <response code="400">`invalid_parameter`, naming the parameter.</response>
    private static Task<Results<Ok<Page<SessionQuality>>, ProblemHttpResult>> ListSessionsAsync(
        string? chargePointId, Instant? from, Instant? to, QualityQueries quality, TimeProvider clock, CancellationToken cancellationToken) =>
        AnswerAsync(AskedTime.Of(from, to, clock), async time =>
            SessionQuality.Of(await quality.ListSessionsAsync(chargePointId, time.From, time.To, cancellationToken)));

    /// <summary>Count errors</summary>
    /// <remarks>By vendor, model and firmware of the charge point as they are today, error code and the vendor's code; most frequent first.</remarks>
    /// <param name="chargePointId">Only of this charge point.</param>
    /// <param name="from">Began at this moment or later; twelve months before `to` when left out.</param>
    /// <param name="to">Began before this moment; now when left out.</param>
    /// <response code="200">All of them, a row per kind of charge point and error.</response>
    /// <response code="400">`invalid_parameter`, naming the parameter.</response>
    private static Task<Results<Ok<Page<ErrorQuality>>, ProblemHttpResult>> ListErrorsAsync(
        string? chargePointId, Instant? from, Instant? to, QualityQueries quality, TimeProvider clock, CancellationToken cancellationToken) =>
        AnswerAsync(AskedTime.Of(from, to, clock), async time =>
            (await quality.ListErrorsAsync(chargePointId, time.From, time.To, cancellationToken)).Select(ErrorQuality.Of));

    /// <summary>Report times to repair</summary>
    /// <remarks>Of outages that began and ended in the time, by charge point, longest first.</remarks>
    /// <param name="chargePointId">Only of this charge point.</param>
    /// <param name="from">Began at this moment or later; twelve months before `to` when left out.</param>
    /// <param name="to">Ended before this moment; now when left out.</param>
    /// <response code="200">All of them, a row per charge point.</response>
    /// <response code="400">`invalid_parameter`, naming the parameter.</response>
    private static Task<Results<Ok<Page<RepairQuality>>, ProblemHttpResult>> ListRepairsAsync(
        string? chargePointId, Instant? from, Instant? to, QualityQueries quality, TimeProvider clock, CancellationToken cancellationToken) =>
        AnswerAsync(AskedTime.Of(from, to, clock), async time =>
            (await quality.ListRepairsAsync(chargePointId, time.From, time.To, cancellationToken)).Select(RepairQuality.Of));

    /// <summary>Count requests to charge points</summary>
    /// <remarks>By action and what became of them.</remarks>
    /// <param name="chargePointId">Only to this charge point.</param>
    /// <param name="from">Requested at this moment or later; twelve months before `to` when left out.</param>
    /// <param name="to">Requested before this moment; now when left out.</param>
    /// <response code="200">All of them, a row per action and status.</response>
    /// <response code="400">`invalid_parameter`, naming the parameter.</response>
    private static Task<Results<Ok<Page<CallQuality>>, ProblemHttpResult>> ListCallsAsync(
        string? chargePointId, Instant? from, Instant? to, QualityQueries quality, TimeProvider clock, CancellationToken cancellationToken) =>
        AnswerAsync(AskedTime.Of(from, to, clock), async time =>
            (await quality.ListCallsAsync(chargePointId, time.From, time.To, cancellationToken)).Select(CallQuality.Of));

    /// <summary>Groups are few: the first page is all of them.</summary>
    private static async Task<Results<Ok<Page<T>>, ProblemHttpResult>> AnswerAsync<T>(
        (DateTimeOffset From, DateTimeOffset To) time, Func<(DateTimeOffset From, DateTimeOffset To), Task<IEnumerable<T>>> read) =>
        AskedTime.Objection(time) is { } objection
            ? Problem.OfMember(UnreadableRequest.InvalidParameter, "from", objection)
            : TypedResults.Ok(new Page<T>([.. await read(time)], null));
}
