using Csms.Domain.Bills;
using Csms.Domain.Tokens;
using Csms.Domain.Transactions;
using Csms.ReadModels.Analysis;

namespace Csms.ReadModels.Tests.Folding;

public sealed class FoldingEnergy : ReadModelTest
{
    private static readonly Guid Session = new("44444444-4444-4444-4444-444444444444");
    private static readonly Guid Token = new("55555555-5555-5555-5555-555555555555");

    // What is ahead of the moment of its arrival shows a wrong clock, and is corrected.
    private static readonly DateTimeOffset Before = Noon.AddDays(-100);

    [Fact]
    public async Task The_hours_of_a_session_add_up_to_its_energy()
    {
        await SessionAsync(Session, Before.AddMinutes(20), (40, 1_001), (100, 7_777), (130, 9_999));
        await ProjectAsync();
        (await ScalarAsync<long[]>("SELECT array_agg(energy_wh ORDER BY hour) FROM read.v1_energy_hourly")).Length.ShouldBe(3);
        (await ScalarAsync<decimal>("SELECT sum(energy_wh) FROM read.v1_energy_hourly")).ShouldBe(9_999);
        (await ScalarAsync<long>("SELECT energy_wh FROM read.v1_session_energy")).ShouldBe(9_999);
    }

    [Fact]
    public async Task Any_sessions_hours_add_up()
    {
        var random = new Random(20_260_131);
        for (var i = 0; i < 40; i++)
        {
            var (minutes, wh) = (0, 0L);
            var readings = Enumerable.Range(0, random.Next(1, 12)).Select(_ => (minutes += random.Next(1, 200), wh += random.Next(0, 5_000))).ToArray();
            await SessionAsync(Guid.NewGuid(), Before.AddMinutes(random.Next(0, 100_000)).AddTicks(random.Next()), readings);
        }
        await ProjectAsync();
        (await ScalarAsync<long>("SELECT count(*) FROM read.v1_session_energy")).ShouldBe(40);
        (await ScalarAsync<long>(
            """
            SELECT count(*) FROM read.v1_session_energy s
            WHERE energy_wh <> (SELECT coalesce(sum(h.energy_wh), 0) FROM read.v1_energy_hourly h WHERE h.session_id = s.session_id)
            """)).ShouldBe(0);
    }

    [Fact]
    public async Task What_runs_is_not_shown_and_what_comes_late_is_counted_anew()
    {
        await RecordAsync($"transaction-{Session}", Start(Before), Values(Before, 30, 3_000));
        await ProjectAsync();
        (await ScalarAsync<long>("SELECT count(*) FROM read.v1_energy_hourly")).ShouldBe(0);

        // A later session passed it by; its last value arrives afterwards.
        await RecordAsync($"transaction-{Session}", new TransactionEvent.Superseded(8));
        await ProjectAsync();
        (await ScalarAsync<decimal>("SELECT sum(energy_wh) FROM read.v1_energy_hourly")).ShouldBe(3_000);
        await RecordAsync($"transaction-{Session}", Values(Before, 90, 8_000));
        await ProjectAsync();
        (await ScalarAsync<decimal>("SELECT sum(energy_wh) FROM read.v1_energy_hourly")).ShouldBe(8_000);
        (await ScalarAsync<bool>("SELECT billable FROM read.v1_session_energy")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_session_that_the_policy_closed_counts_like_any_other_that_ended()
    {
        await RecordAsync($"transaction-{Session}", Start(Before), Values(Before, 30, 3_000), new TransactionEvent.ClosedByPolicy(ClosingReason.Silence));
        await ProjectAsync();
        (await ScalarAsync<decimal>("SELECT sum(energy_wh) FROM read.v1_energy_hourly")).ShouldBe(3_000);
        var sessions = await new QualityQueries(DataSource).ListSessionsAsync(null, Before.AddDays(-1), Before.AddDays(1), CancellationToken.None);
        sessions.ShouldHaveSingleItem().Outcome.ShouldBe("stop_missing");

        // It was offline rather than gone: the session opens again, and what comes late is counted.
        await RecordAsync($"transaction-{Session}", Values(Before, 90, 8_000));
        await ProjectAsync();
        (await ScalarAsync<decimal>("SELECT sum(energy_wh) FROM read.v1_energy_hourly")).ShouldBe(8_000);
    }

    [Fact]
    public async Task An_hour_that_comes_twice_is_two_and_one_that_never_comes_is_none()
    {
        // Berlin puts its clocks back at 01:00 UTC on 26 October 2025 and forward at 01:00 UTC on 30 March 2025.
        await SessionAsync(Guid.NewGuid(), new(2025, 10, 25, 22, 0, 0, TimeSpan.Zero), (60 * 25, 25_000));
        await SessionAsync(Guid.NewGuid(), new(2025, 3, 29, 23, 0, 0, TimeSpan.Zero), (60 * 23, 23_000));
        await ProjectAsync();
        var energy = new EnergyQueries(DataSource);
        var days = await energy.ListAsync(new(), Bucket.Day, "Europe/Berlin", new(), CancellationToken.None);
        days.Items.Select(day => (day.Start, day.EnergyWh)).ShouldBe(
            [(new(2025, 3, 29, 23, 0, 0, TimeSpan.Zero), 23_000), (new(2025, 10, 25, 22, 0, 0, TimeSpan.Zero), 25_000)]);

        var hours = new List<EnergyBucket>();
        for (string? after = null; ;)
        {
            var page = await energy.ListAsync(new(), Bucket.Hour, "Europe/Berlin", new(after, 7), CancellationToken.None);
            hours.AddRange(page.Items);
            if ((after = page.Next) is null) break;
        }
        hours.Count.ShouldBe(48);
        hours.ShouldAllBe(hour => hour.EnergyWh == 1_000);
        hours.Select(hour => hour.Start).ShouldBeUnique();
        (await energy.ListAsync(new(), Bucket.Month, "Europe/Berlin", new(), CancellationToken.None)).Items.Sum(month => month.EnergyWh).ShouldBe(48_000);
    }

    [Fact]
    public async Task A_ruling_counts_here_as_in_the_bill()
    {
        await SessionAsync(Session, Before, (90, 9_000));
        await RecordAsync($"bill-{Session}", new BillEvent.Ruled("c-1", [], 9_000, 6_000, "key:ann", "read on site"));
        await ProjectAsync();
        (await ScalarAsync<decimal>("SELECT sum(energy_wh) FROM read.v1_energy_hourly")).ShouldBe(6_000);
        (await ScalarAsync<bool>("SELECT ruled AND billable FROM read.v1_session_energy")).ShouldBeTrue();
    }

    private async Task SessionAsync(Guid session, DateTimeOffset begin, params (int Minutes, long Wh)[] readings)
    {
        var (minutes, wh) = readings[^1];
        await RecordAsync(
            $"transaction-{session}",
            [
                Start(begin), .. readings.Select(reading => Values(begin, reading.Minutes, reading.Wh)),
                new TransactionEvent.Stopped(1_000 + wh, begin.AddMinutes(minutes), StopReason.Local),
            ]);
    }

    private static TransactionEvent.Started Start(DateTimeOffset begin) => new(7, "CP-1", 1, Token, 1_000, begin, AuthorizationStatus.Accepted);

    private static TransactionEvent.MeterValuesReported Values(DateTimeOffset begin, int minutes, long wh) => new(1, [new(begin.AddMinutes(minutes), [new($"{1_000 + wh}")])]);
}
