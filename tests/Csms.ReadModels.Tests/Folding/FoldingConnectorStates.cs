using Csms.Domain.ChargePoints;
using Csms.Domain.Outages;
using Csms.ReadModels.Analysis;
using static Csms.Domain.ChargePoints.ChargePointEvent;

namespace Csms.ReadModels.Tests.Folding;

public sealed class FoldingConnectorStates : ReadModelTest
{
    [Fact]
    public async Task Intervals_follow_one_another_and_offline_lies_over_the_status()
    {
        await GivenAsync(
            new Connected(1, "a", 1),
            Status(1, ConnectorStatus.Available),
            Status(1, ConnectorStatus.Available),
            Status(1, ConnectorStatus.Charging),
            new Disconnected(1, DisconnectReason.Lost),
            new Connected(2, "a", 1),
            Status(1, ConnectorStatus.Finishing));
        (await CourseAsync()).ShouldBe("Available/False/Reported Charging/False/Reported Charging/True/Lost Charging/False/Connected Finishing/False/Reported");
        (await GapsAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task The_end_of_an_older_connection_says_nothing()
    {
        await GivenAsync(Status(1, ConnectorStatus.Available), new Connected(2, "b", 1), new Disconnected(1, DisconnectReason.Superseded));
        (await CourseAsync()).ShouldBe("Available/False/Reported");
    }

    [Fact]
    public async Task A_charge_point_that_is_removed_has_no_state_until_it_comes_again()
    {
        await GivenAsync(Status(1, ConnectorStatus.Available), new Removed());
        await GivenAsync(Status(1, ConnectorStatus.Faulted, "GroundFailure"), new Removed());
        (await ScalarAsync<long>("SELECT count(*) FROM read.v1_connector_state_intervals WHERE ended_at IS NULL")).ShouldBe(0);
        (await ScalarAsync<long>("SELECT count(*) FROM read.v1_errors WHERE ended_at IS NULL")).ShouldBe(0);
    }

    [Fact]
    public async Task An_error_lasts_until_another_word_is_heard()
    {
        await GivenAsync(
            Status(1, ConnectorStatus.Charging, "WeakSignal"),
            Status(1, ConnectorStatus.Finishing, "WeakSignal"),
            Status(1, ConnectorStatus.Faulted, "OtherError", "E17"),
            new Disconnected(1, DisconnectReason.Idle),
            Status(1, ConnectorStatus.Available));
        (await ScalarAsync<string>("SELECT string_agg(concat_ws('/', error_code, vendor_error_code, extract(epoch FROM ended_at - started_at)::int), ' ' ORDER BY started_at) FROM read.v1_errors"))
            .ShouldBe("WeakSignal/2 OtherError/E17/2");
    }

    [Fact]
    public async Task Uptime_counts_what_is_down_once_and_leaves_out_what_is_excluded()
    {
        // Seconds: 1 to 3 in use, 3 to 7 down (faulted, then offline too), 7 to 8 in use, 8 to 9 down as a whole.
        await GivenAsync(
            Status(1, ConnectorStatus.Available),
            Status(2, ConnectorStatus.Available),
            Status(1, ConnectorStatus.Faulted, "GroundFailure"),
            Status(0, ConnectorStatus.Available),
            new Disconnected(1, DisconnectReason.Lost),
            new Connected(2, "a", 1),
            Status(1, ConnectorStatus.Available),
            Status(0, ConnectorStatus.Unavailable),
            Status(0, ConnectorStatus.Available));
        await FoldAsync(Catalog.Find("uptime_exclusions")!, [
            .. Feed("outage-exclusion-44444444-4444-4444-4444-444444444444", Exclusion(3, 5)),
            .. Feed("outage-exclusion-55555555-5555-5555-5555-555555555555", Exclusion(7, 9), new OutageExclusionEvent.Withdrawn("key:ann", "mistaken"))]);

        var uptime = new UptimeQueries(DataSource);
        var filter = new UptimeFilter("CP1", Noon, Noon.AddSeconds(9), Bucket.Month, "Europe/Berlin", OfflineIsDown: true);
        var rows = (await uptime.ListAsync(filter, new(), CancellationToken.None)).Items;
        rows.Select(row => (row.ConnectorId, row.ObservedSeconds, row.OutageSeconds, row.ExcludedSeconds, row.Outages)).ShouldBe([(1, 8m, 5m, 2m, 2L), (2, 7m, 2m, 0m, 2L)]);
        (rows[0].RawPercent, rows[0].UptimePercent).ShouldBe((37.5m, 62.5m));

        var known = await uptime.ListAsync(filter with { OfflineIsDown = false }, new(Limit: 1), CancellationToken.None);
        (known.Items.Single().OutageSeconds, known.Next is not null).ShouldBe((5m, true));
        (await uptime.ListAsync(filter with { OfflineIsDown = false }, new(known.Next), CancellationToken.None)).Items.Single().OutageSeconds.ShouldBe(1m);
        (await ScalarAsync<long>("SELECT excluded_seconds FROM read.v1_uptime WHERE connector_id = 1 AND month = '2025-11-01'")).ShouldBe(2);
        (await uptime.ListOutagesAsync("CP1", null, null, new(), CancellationToken.None)).Items.Count(outage => outage.Excluded is not null).ShouldBe(1);
        (await uptime.ListExclusionsAsync("CP1", new(), CancellationToken.None)).Items.Count(exclusion => exclusion.WithdrawnAt is null).ShouldBe(1);
        var repairs = (await new QualityQueries(DataSource).ListRepairsAsync(null, Noon, Noon.AddMinutes(1), CancellationToken.None)).Single();
        (repairs.Outages, repairs.MeanSecondsToRepair).ShouldBe((2, 2.5m));
    }

    [Fact]
    public async Task Uptime_goes_on_where_a_page_ended_although_the_time_that_is_asked_for_has_moved_on()
    {
        await GivenAsync(Status(1, ConnectorStatus.Available), Status(2, ConnectorStatus.Available));
        var uptime = new UptimeQueries(DataSource);
        var filter = new UptimeFilter(null, Noon, Noon.AddMinutes(1), Bucket.Month, "UTC", OfflineIsDown: true);
        var first = await uptime.ListAsync(filter, new(Limit: 1), CancellationToken.None);

        var moved = filter with { From = Noon.AddMilliseconds(5) };
        var second = await uptime.ListAsync(moved, new(first.Next, Limit: 1), CancellationToken.None);

        (second.Items.Single().ConnectorId, second.Next).ShouldBe((2, null));
    }

    [Fact]
    public async Task Uptime_counts_what_was_known_of_who_was_removed_and_came_again()
    {
        // Seconds: 1 to 2 in use, 3 to 5 in use and faulted.
        await GivenAsync(Status(1, ConnectorStatus.Available), new Removed());
        await GivenAsync(Status(1, ConnectorStatus.Available), Status(1, ConnectorStatus.Faulted, "GroundFailure"), new Removed());
        var uptime = new UptimeQueries(DataSource);

        var row = (await ListAsync(0, 9)).ShouldHaveSingleItem();
        (row.ObservedSeconds, row.OutageSeconds, row.Outages).ShouldBe((3m, 1m, 1L));
        (await ListAsync(1, 4)).ShouldHaveSingleItem().ObservedSeconds.ShouldBe(2m);
        (await ListAsync(2, 3)).ShouldBeEmpty();
        (await ListAsync(5, 9)).ShouldBeEmpty();

        async Task<IReadOnlyList<ConnectorUptime>> ListAsync(int from, int to) =>
            (await uptime.ListAsync(new(null, Noon.AddSeconds(from), Noon.AddSeconds(to), Bucket.Hour, "UTC", OfflineIsDown: true), new(), CancellationToken.None)).Items;
    }

    [Fact]
    public async Task Uptime_pages_by_piece_of_time_and_then_by_connector()
    {
        await GivenAsync(Status(1, ConnectorStatus.Available), Status(2, ConnectorStatus.Available), Status(3, ConnectorStatus.Available));
        var uptime = new UptimeQueries(DataSource);
        // The night of the 29th of March 2026 has no hour from two to three in Berlin.
        var (from, to) = (DateTimeOffset.Parse("2026-03-29T00:30:00+01:00"), DateTimeOffset.Parse("2026-03-29T05:00:00+02:00"));
        var filter = new UptimeFilter(null, from, to, Bucket.Hour, "Europe/Berlin", OfflineIsDown: true);

        var rows = new List<ConnectorUptime>();
        for (string? next = null; rows.Count == 0 || next is not null;)
        {
            var page = await uptime.ListAsync(filter, new(next, Limit: 2), CancellationToken.None);
            rows.AddRange(page.Items);
            next = page.Next;
        }

        rows.Select(row => (row.Start.UtcDateTime.Hour, row.ConnectorId, row.ObservedSeconds)).ShouldBe([
            (23, 1, 1800m), (23, 2, 1800m), (23, 3, 1800m), (0, 1, 3600m), (0, 2, 3600m), (0, 3, 3600m), (1, 1, 3600m), (1, 2, 3600m), (1, 3, 3600m),
            (2, 1, 3600m), (2, 2, 3600m), (2, 3, 3600m)]);
    }

    private static OutageExclusionEvent.Added Exclusion(int from, int to) =>
        new("CP1", 1, Noon.AddSeconds(from), Noon.AddSeconds(to), ExclusionCause.UtilityInterruption, "key:ann", "grid");

    private static ConnectorStatusReported Status(int connector, ConnectorStatus status, string error = "NoError", string? vendor = null) =>
        new(connector, status, error, VendorErrorCode: vendor);

    private Task<string> CourseAsync() => ScalarAsync<string>(
        "SELECT string_agg(concat_ws('/', status, initcap(offline::text), cause), ' ' ORDER BY started_at) FROM read.v1_connector_state_intervals");

    private Task<long> GapsAsync() => ScalarAsync<long>(
        """
        SELECT count(*) FROM (SELECT ended_at, lead(started_at) OVER (PARTITION BY charge_point_id, connector_id ORDER BY started_at) AS next FROM read.v1_connector_state_intervals) i
        WHERE ended_at IS DISTINCT FROM next
        """);

    private Task GivenAsync(params object[] events) => FoldAsync(Catalog.Find("connector_state_intervals")!, Feed("charge-point-CP1", events));
}
