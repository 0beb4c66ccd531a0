using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Security;
using Csms.ReadModels;
using Csms.ReadModels.Analysis;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.Analysis;

/// <summary>By whose rules uptime is judged.</summary>
internal enum ReportProfile
{
    /// <summary>23 CFR 680.116(b): above 97 % per port; who is not connected is down.</summary>
    Nevi,

    /// <summary>UK Public Charge Point Regulations 2023: 99 %; what is unknown does not count against the operator.</summary>
    Uk,

    /// <summary>By one's own threshold.</summary>
    Own,
}

/// <summary>How long a connector could be used in a piece of time.</summary>
/// <param name="LocalStart">The start by the clock of the time zone, with its offset from UTC.</param>
/// <param name="ObservedSeconds">For how long of it the connector was known.</param>
/// <param name="OutageSeconds">For how long of that nobody could charge.</param>
/// <param name="ExcludedSeconds">For how long of that it does not count.</param>
/// <param name="Outages">In how many pieces.</param>
/// <param name="RawPercent">Without exclusions.</param>
/// <param name="UptimePercent">100 (observed - (outage - excluded)) / observed.</param>
/// <param name="Meets">Whether it is what the profile asks for.</param>
internal sealed record UptimeView(
    DateTimeOffset Start,
    DateTimeOffset End,
    string LocalStart,
    string ChargePointId,
    int ConnectorId,
    decimal ObservedSeconds,
    decimal OutageSeconds,
    decimal ExcludedSeconds,
    long Outages,
    decimal RawPercent,
    decimal UptimePercent,
    bool Meets)
{
    public static UptimeView Example { get; } = new(
        new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero), "2026-01-01T00:00:00+00:00", "CP-0815", 1, 2_678_400, 86_400, 14_400, 3, 96.7742m,
        97.3118m, true);
}

/// <summary><c>/api/v1/uptime</c>.</summary>
internal static class UptimeApi
{
    private const decimal Usual = 99;

    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/uptime").WithTags("Analysis");
        group.MapGet("", ListAsync).WithName("listUptime").Needs(Permission.ReadChargePoints).ReturnsPages().ReadsProjections().Refuses(400);
        group.MapGet("/outages", ListOutagesAsync).WithName("listOutages").Needs(Permission.ReadChargePoints).ReturnsPages().ReadsProjections().Refuses(400);
        ExclusionsApi.Map(group);
    }

    /// <summary>Report uptime by connector</summary>
    /// <remarks>
    /// Down is Unavailable, Faulted, and offline where the profile counts that; an outage of the charge point as a whole (connector 0) is one of each connector.
    /// In order of time, then by charge point and connector; the time that lies ahead is not counted.
    /// </remarks>
    /// <param name="profile">nevi (above 97 %, offline is down), uk (99 %, offline is not) or own; own when left out.</param>
    /// <param name="threshold">Percent that `own` asks for; 99 when left out.</param>
    /// <param name="offlineIsDown">Whether `own` counts offline as down; true when left out.</param>
    /// <param name="bucket">hour, day, month or year; month when left out.</param>
    /// <param name="timeZone">IANA name of the time zone whose midnights count; UTC when left out.</param>
    /// <param name="chargePointId">Only of this charge point.</param>
    /// <param name="from">From this moment on; twelve months before `to` when left out.</param>
    /// <param name="to">Before this moment; now when left out.</param>
    /// <param name="after">`next` of the page before.</param>
    /// <param name="limit">Items of a page, 1 to 1000; 50 when left out.</param>
    /// <response code="200">A page; `next` is absent on the last one.</response>
    /// <response code="400">`invalid_parameter` or `invalid_cursor`, naming the parameter.</response>
    private static async Task<Results<Ok<Page<UptimeView>>, ProblemHttpResult>> ListAsync(
        Choice<ReportProfile>? profile,
        decimal? threshold,
        bool? offlineIsDown,
        Choice<Bucket>? bucket,
        Zone? timeZone,
        string? chargePointId,
        Instant? from,
        Instant? to,
        string? after,
        int? limit,
        UptimeQueries uptime,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var rules = profile?.Value ?? ReportProfile.Own;
        if (rules != ReportProfile.Own && (threshold ?? (offlineIsDown is null ? null : 0)) is not null)
            return Problem.OfMember(UnreadableRequest.InvalidParameter, nameof(profile), "has its own threshold and says itself what is down; only own takes threshold and offlineIsDown");
        if (threshold is < 0 or > 100) return Problem.OfMember(UnreadableRequest.InvalidParameter, nameof(threshold), "is not from 0 to 100");
        var time = AskedTime.Of(from, to, clock);
        if (AskedTime.Objection(time) is { } objection) return Problem.OfMember(UnreadableRequest.InvalidParameter, nameof(from), objection);

        var zone = timeZone ?? Zone.Utc;
        var isOfflineDown = rules switch { ReportProfile.Nevi => true, ReportProfile.Uk => false, _ => offlineIsDown ?? true };
        var filter = new UptimeFilter(chargePointId, time.From, time.To, bucket?.Value ?? Bucket.Month, zone.Name, isOfflineDown);
        var page = await uptime.ListAsync(filter, new(after, limit), cancellationToken);
        return TypedResults.Ok(page.Select(row => new UptimeView(
            row.Start,
            row.End,
            zone.Local(row.Start),
            row.ChargePointId,
            row.ConnectorId,
            row.ObservedSeconds,
            row.OutageSeconds,
            row.ExcludedSeconds,
            row.Outages,
            row.RawPercent!.Value,
            row.UptimePercent!.Value,
            rules == ReportProfile.Nevi ? row.UptimePercent > 97 : row.UptimePercent >= (threshold ?? Usual))));
    }

    /// <summary>List outages</summary>
    /// <remarks>Newest first. One that changes its cause is several that follow one another.</remarks>
    /// <param name="chargePointId">Only of this charge point.</param>
    /// <param name="from">Only those that lasted beyond this moment.</param>
    /// <param name="to">Only those that began before this moment.</param>
    /// <param name="after">`next` of the page before.</param>
    /// <param name="limit">Items of a page, 1 to 1000; 50 when left out.</param>
    /// <response code="200">A page; `next` is absent on the last one.</response>
    /// <response code="400">`invalid_parameter` or `invalid_cursor`, naming the parameter.</response>
    private static async Task<Ok<Page<OutageView>>> ListOutagesAsync(
        string? chargePointId, Instant? from, Instant? to, string? after, int? limit, UptimeQueries uptime, CancellationToken cancellationToken) =>
        TypedResults.Ok((await uptime.ListOutagesAsync(chargePointId, from?.Value, to?.Value, new(after, limit), cancellationToken)).Select(OutageView.Of));
}
