using Csms.Domain.ChargingProfiles;
using Csms.Domain.Tests.Invariants;
using FsCheck;
using FsCheck.Fluent;
using static Csms.Domain.ChargingProfiles.ChargingProfilePurpose;
using static Csms.Domain.Tests.ChargingProfiles.AnyInstallation;

namespace Csms.Domain.Tests.ChargingProfiles;

public sealed class AnyCompositeSchedule
{
    private static readonly Gen<(InstalledProfile[] Profiles, CompositeScheduleRequest Request)> Any =
        from profiles in Profiles
        from request in Request
        select (profiles, request);

    [Fact]
    public void Begins_at_zero_ascends_and_ends_in_the_window() => Any.ShouldHold(any =>
    {
        var starts = CompositeSchedule.Of(Installed(any.Profiles), any.Request).Periods.Select(period => period.StartPeriod).ToArray();
        starts[0].ShouldBe(0);
        starts.ShouldBe(starts.Distinct().Order());
        starts[^1].ShouldBeLessThan(any.Request.Duration);
    });

    [Fact]
    public void Has_no_neighbours_that_are_alike() => Any.ShouldHold(any =>
    {
        var periods = CompositeSchedule.Of(Installed(any.Profiles), any.Request).Periods;
        foreach (var (one, next) in periods.Zip(periods.Skip(1))) (one.Limit, one.NumberPhases).ShouldNotBe((next.Limit, next.NumberPhases));
    });

    [Fact]
    public void Has_limits_that_can_be_said() => Any.ShouldHold(any =>
        CompositeSchedule.Of(Installed(any.Profiles), any.Request).Periods.ShouldAllBe(p => p.Limit == null ? p.NumberPhases == null : p.Limit * 10 % 1 == 0 && p.NumberPhases >= 1));

    [Fact]
    public void Is_never_above_a_limit_that_applies_at_its_moment() => Any.ShouldHold(any =>
    {
        var installed = Installed(any.Profiles);
        var composite = CompositeSchedule.Of(installed, any.Request);
        foreach (var second in any.Request.Moments3h())
        {
            var (limit, phases) = (composite.At(second).Limit, composite.At(second).NumberPhases);
            foreach (var (value, unit) in SlowReading.LimitsThatApply(installed, any.Request, second))
                limit.ShouldNotBeNull().ShouldBeLessThanOrEqualTo(SlowReading.Convert(value, unit, any.Request.Unit, phases!.Value));
        }
    });

    [Fact]
    public void Is_one_of_the_limits_that_apply_at_its_moment() => Any.ShouldHold(any =>
    {
        var (installed, request) = (Installed(any.Profiles), any.Request with { ConnectorId = 1 });
        var composite = CompositeSchedule.Of(installed, request);
        foreach (var second in request.Moments3h())
        {
            var applying = SlowReading.LimitsThatApply(installed, request, second).ToArray();
            var (limit, phases) = (composite.At(second).Limit, composite.At(second).NumberPhases);
            if (applying.Length == 0) limit.ShouldBeNull();
            else limit.ShouldBe(applying.Min(a => decimal.Floor(SlowReading.Convert(a.Value, a.Unit, request.Unit, phases!.Value) * 10) / 10));
        }
    });

    [Fact]
    public void Of_the_grid_is_no_more_than_its_maximum_and_all_connectors_together() => Any.ShouldHold(any =>
    {
        var installed = Installed(any.Profiles);
        var grid = CompositeSchedule.Of(installed, any.Request with { ConnectorId = 0 });
        var connectors = any.Request.Connectors.Select(c => CompositeSchedule.Of(installed, any.Request with { ConnectorId = c.ConnectorId })).ToArray();
        foreach (var second in any.Request.Moments3h())
        {
            // Each connector's limit lost less than a tenth when it was rounded.
            var sum = connectors.Aggregate((decimal?)0, (sum, connector) => sum + connector.At(second).Limit + 0.1m);
            if (sum is not null) grid.At(second).Limit.ShouldNotBeNull().ShouldBeLessThanOrEqualTo(sum.Value);
        }
    });

    [Fact]
    public void Does_not_change_with_a_lower_level_where_a_higher_one_decides() =>
        (from any in Any from extra in Profile select (any, extra)).ShouldHold(both =>
        {
            var ((profiles, request), extra) = both;
            var installed = Installed(profiles);
            var more = installed.Install(extra.ConnectorId, extra.Profile with { ProfileId = 99, StackLevel = -1 });
            var (before, after) = (CompositeSchedule.Of(installed, request), CompositeSchedule.Of(more, request));
            var above = Installed(installed.All.Where(i => i.Profile.Purpose == extra.Profile.Purpose));
            var deciding = CompositeSchedule.Of(above, request with { Supply = Supply.European });
            foreach (var second in request.Moments3h().Where(second => deciding.At(second).Limit is not null))
                (after.At(second) with { StartPeriod = 0 }).ShouldBe(before.At(second) with { StartPeriod = 0 });
        });

    [Fact]
    public void Is_independent_of_the_order_of_installation_except_for_what_was_replaced() =>
        (from any in Any from seed in Gen.Choose(0, 1000) select (any, seed)).ShouldHold(both =>
        {
            var ((profiles, request), seed) = both;
            var installed = Installed(profiles);
            var shuffled = installed.All.ToArray();
            new Random(seed).Shuffle(shuffled);
            Installed(shuffled).ShouldBe(installed);
            CompositeSchedule.Of(Installed(shuffled), request).Periods.ShouldBe(CompositeSchedule.Of(installed, request).Periods);
        });

    [Fact]
    public void Is_the_same_when_asked_for_later_while_a_transaction_runs() =>
        (from any in Any from hours in Gen.Choose(0, 8) select (any, hours)).ShouldHold(both =>
        {
            var ((profiles, request), hours) = both;
            var running = request with { Connectors = [new(1, new(7, Now)), new(2, new(8, Now.AddHours(-6)))], ConnectorId = Math.Max(1, request.ConnectorId) };

            // A maximum without a start, which should not be, counts from the question.
            var installed = Installed(profiles.Where(p => p.Profile.Purpose != ChargePointMaxProfile));
            var (now, later) = (CompositeSchedule.Of(installed, running), CompositeSchedule.Of(installed, running with { Start = Now.AddHours(3 * hours) }));
            foreach (var second in running.Moments3h().Where(second => second >= hours * 3 * Hour))
                (later.At(second - (hours * 3 * Hour)) with { StartPeriod = 0 }).ShouldBe(now.At(second) with { StartPeriod = 0 });
        });
}
