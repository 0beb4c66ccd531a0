using Csms.Domain.ChargingProfiles;

namespace Csms.Domain.Tests.ChargingProfiles;

/// <summary>Several profiles on a connector: levels and purposes.</summary>
public sealed class StackingProfiles : ScheduleSpecification
{
    private static readonly ChargingConnector Charging = new(1, Since(Noon));

    [Fact]
    public void Lets_the_highest_level_prevail_even_where_it_allows_more() =>
        Limits(Installed((1, Default(Amperes((0, 10)), level: 0)), (1, Default(Amperes((0, 16)), level: 3)))).ShouldBe([(0, 16)]);

    [Fact]
    public void Never_falls_back_from_a_level_without_end() =>
        Limits(Installed((1, Default(Amperes((0, 10)), level: 0)), (1, Default(Amperes((0, 16), (Hour, 12)), level: 1)))).ShouldBe([(0, 16), (Hour, 12)]);

    [Fact]
    public void Falls_back_where_the_higher_level_is_not_valid() =>
        Limits(Installed((1, Default(Amperes((0, 10)), level: 0)), (1, Default(Amperes((0, 16)), level: 1) with { ValidFrom = Noon.AddHours(1), ValidTo = Noon.AddHours(2) })))
            .ShouldBe([(0, 10), (Hour, 16), (2 * Hour, 10)]);

    [Fact]
    public void Lets_the_transaction_overrule_the_default_even_where_it_allows_more() =>
        Limits(Installed((1, Default(Amperes((0, 10)), level: 5)), (1, Own(Amperes((0, 16)) with { Duration = Hour }))), Ask(connectors: Charging))
            .ShouldBe([(0, 16), (Hour, 10)]);

    [Fact]
    public void Turns_from_the_default_to_the_transaction_s_profile_where_that_begins() =>
        Limits(
            Installed((1, Default(Amperes((0, 10)))), (1, Own(Amperes((0, 16)) with { StartSchedule = Noon.AddHours(1) }))),
            Ask(connectors: Charging)).ShouldBe([(0, 10), (Hour, 16)]);

    [Fact]
    public void Passes_over_the_profile_of_a_transaction_when_none_runs() => Limits(Own(Amperes((0, 16)))).ShouldBe([(0, null)]);

    [Theory]
    [InlineData(null, 16)]
    [InlineData(7, 16)]
    [InlineData(8, 10)]
    public void Follows_the_profile_of_the_transaction_that_runs_only(int? transactionId, int limit) =>
        Limits(Installed((1, Default(Amperes((0, 10)))), (1, Own(Amperes((0, 16))) with { TransactionId = transactionId })), Ask(connectors: Charging))
            .ShouldBe([(0, limit)]);

    [Fact]
    public void Applies_a_default_of_connector_0_to_every_connector() =>
        Limits(Installed((0, Default(Amperes((0, 10))))), Ask(connectorId: 2)).ShouldBe([(0, 10)]);

    [Fact]
    public void Does_not_apply_a_default_of_another_connector() =>
        Limits(Installed((1, Default(Amperes((0, 10))))), Ask(connectorId: 2)).ShouldBe([(0, null)]);

    [Fact]
    public void Replaces_the_common_default_on_the_same_level_for_this_connector_only_valid_or_not()
    {
        var installed = Installed((0, Default(Amperes((0, 10)))), (1, Default(Amperes((0, 16))) with { ProfileId = 9, ValidFrom = Noon.AddHours(1) }));
        Limits(installed).ShouldBe([(0, null), (Hour, 16)]);
        Limits(installed, Ask(connectorId: 2)).ShouldBe([(0, 10)]);
    }

    [Fact]
    public void Stacks_common_defaults_and_the_connector_s_own_on_different_levels() =>
        Limits(Installed((0, Default(Amperes((0, 10)) with { Duration = Hour }, level: 1)), (1, Default(Amperes((0, 16)), level: 0)))).ShouldBe([(0, 10), (Hour, 16)]);

    [Fact]
    public void Is_never_above_the_maximum_of_the_charge_point() =>
        Limits(Installed((0, Max(Amperes((0, 13), (Hour, 20)))), (1, Own(Amperes((0, 16), (2 * Hour, 25))))), Ask(connectors: Charging))
            .ShouldBe([(0, 13), (Hour, 16), (2 * Hour, 20)]);

    [Fact]
    public void Has_the_maximum_of_the_charge_point_where_nothing_else_limits() => Limits(Installed((0, Max(Amperes((0, 13)))))).ShouldBe([(0, 13)]);

    [Fact]
    public void Stacks_maxima_too() =>
        Limits(Installed((0, Max(Amperes((0, 13)))), (0, Max(Amperes((0, 20)) with { Duration = Hour }, level: 1)))).ShouldBe([(0, 20), (Hour, 13)]);

    [Fact]
    public void Makes_one_period_of_neighbours_that_are_alike() =>
        Limits(Installed((0, Max(Amperes((0, 16), (600, 10)))), (1, Default(Amperes((0, 20), (300, 18), (600, 10), (900, 12)))))).ShouldBe([(0, 16), (600, 10)]);
}
