using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Security;
using Csms.ReadModels;
using Csms.ReadModels.Analysis;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.Analysis;

/// <summary>Energy in a piece of time.</summary>
/// <param name="Start">Its beginning.</param>
/// <param name="LocalStart">The same by the clock of the time zone, with its offset from UTC.</param>
/// <param name="Sessions">How many took part of it.</param>
internal sealed record EnergyView(DateTimeOffset Start, string LocalStart, long EnergyWh, long Sessions)
{
    public static EnergyView Example { get; } = new(new(2026, 1, 30, 23, 0, 0, TimeSpan.Zero), "2026-01-31T00:00:00+01:00", 8_550, 1);
}

/// <summary><c>/api/v1/energy</c>.</summary>
internal static class EnergyApi
{
    public static void Map(RouteGroupBuilder api) => api.MapGroup("/energy").WithTags("Analysis")
        .MapGet("", ListAsync).WithName("listEnergy").Needs(Permission.ReadTransactions).ReturnsPages().ReadsProjections().Refuses(400);

    /// <summary>Add up energy by hour, day, month or year</summary>
    /// <remarks>
    /// Of sessions that ended, split at the full hours of UTC; an hour of UTC belongs to the piece it begins in. In order of time, pieces without energy left out.
    /// A day has 23 or 25 hours when clocks change, and the hour that comes twice is two pieces.
    /// </remarks>
    /// <param name="bucket">hour, day, month or year; day when left out.</param>
    /// <param name="timeZone">IANA name of the time zone whose midnights count, e.g. Europe/Berlin; UTC when left out.</param>
    /// <param name="chargePointId">Only of this charge point.</param>
    /// <param name="connectorId">Only of this connector.</param>
    /// <param name="tokenId">Only of this token.</param>
    /// <param name="billable">true: only what is billed; false: only what is held.</param>
    /// <param name="from">Only hours that begin at this moment or later; twelve months before `to` when left out.</param>
    /// <param name="to">Only hours that begin before this moment; now when left out.</param>
    /// <param name="after">`next` of the page before.</param>
    /// <param name="limit">Items of a page, 1 to 1000; 50 when left out.</param>
    /// <response code="200">A page; `next` is absent on the last one.</response>
    /// <response code="400">`invalid_parameter` or `invalid_cursor`, naming the parameter.</response>
    private static async Task<Results<Ok<Page<EnergyView>>, ProblemHttpResult>> ListAsync(
        Choice<Bucket>? bucket,
        Zone? timeZone,
        string? chargePointId,
        int? connectorId,
        Guid? tokenId,
        bool? billable,
        Instant? from,
        Instant? to,
        string? after,
        int? limit,
        EnergyQueries energy,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var time = AskedTime.Of(from, to, clock);
        if (AskedTime.Objection(time) is { } objection) return Problem.OfMember(UnreadableRequest.InvalidParameter, nameof(from), objection);

        var zone = timeZone ?? Zone.Utc;
        var filter = new EnergyFilter(chargePointId, connectorId, tokenId, billable, time.From, time.To);
        var page = await energy.ListAsync(filter, bucket?.Value ?? Bucket.Day, zone.Name, new(after, limit), cancellationToken);
        return TypedResults.Ok(page.Select(row => new EnergyView(row.Start, zone.Local(row.Start), row.EnergyWh, row.Sessions)));
    }
}
