using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Security;
using Csms.ReadModels;
using Csms.ReadModels.Repairs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.Repairs;

/// <summary>How often messages of a charge point were repaired by one rule on one day.</summary>
/// <param name="Day">In UTC.</param>
/// <param name="Rule">Number of the rule; docs/quirks.md says what it is about.</param>
/// <param name="Events">That came of repaired messages.</param>
internal sealed record RepairView(string ChargePointId, DateOnly Day, string Rule, long Events, DateTimeOffset FirstAt, DateTimeOffset LastAt)
{
    public static RepairView Example { get; } =
        new("CP-0815", new(2026, 1, 31), "Q07", 12, new(2026, 1, 31, 11, 58, 4, TimeSpan.Zero), new(2026, 1, 31, 23, 4, 0, TimeSpan.Zero));

    public static RepairView Of(RepairRow row) => new(row.ChargePointId, row.Day, row.Rule, row.Events, row.FirstAt, row.LastAt);
}

/// <summary><c>/api/v1/repairs</c>.</summary>
internal static class RepairsApi
{
    public static void Map(RouteGroupBuilder api) => api.MapGroup("/repairs").WithTags("Repairs")
        .MapGet("", ListAsync).WithName("listRepairs").Needs(Permission.ReadChargePoints).ReturnsPages().ReadsProjections().Refuses(400);

    /// <summary>List how often messages had to be repaired</summary>
    /// <remarks>
    /// By charge point, day and rule, the newest day first. A charge point that is checked leniently may break the specification: its messages are read as they
    /// are meant, and the events that come of them carry the numbers of the rules in their metadata.
    /// </remarks>
    /// <param name="chargePointId">Only of this charge point.</param>
    /// <param name="rule">Only by this rule, such as Q07.</param>
    /// <param name="from">On this day (UTC) or later.</param>
    /// <param name="to">Before this day (UTC).</param>
    /// <param name="after">`next` of the page before.</param>
    /// <param name="limit">Items of a page, 1 to 1000; 50 when left out.</param>
    /// <response code="200">A page; `next` is absent on the last one.</response>
    /// <response code="400">`invalid_parameter` or `invalid_cursor`, naming the parameter.</response>
    private static async Task<Results<Ok<Page<RepairView>>, ProblemHttpResult>> ListAsync(
        string? chargePointId, string? rule, DateOnly? from, DateOnly? to, string? after, int? limit, RepairQueries repairs, CancellationToken cancellationToken)
    {
        var page = await repairs.ListAsync(new(chargePointId, rule, from, to), new(after, limit), cancellationToken);
        return TypedResults.Ok(page.Select(RepairView.Of));
    }
}
