using Csms.Domain.ChargingProfiles;
using static Csms.Domain.ChargingProfiles.ChargingProfilePurpose;
using static Csms.Domain.Tests.Moments;

namespace Csms.Domain.Tests.ChargingProfiles;

public sealed class ObjectingToProfiles : ScheduleSpecification
{
    private static readonly ChargingProfile OfATransaction = Own(Amperes((0, 6), (Hour, 16.5m))) with { TransactionId = 7 };

    [Fact]
    public void Has_none_to_profiles_as_they_should_be()
    {
        Objections(0, Max(Watts((0, 11000)))).ShouldBeEmpty();
        Objections(0, Default(Amperes((0, 6)))).ShouldBeEmpty();
        Objections(1, Default(Amperes((0, 6))) with { Kind = ChargingProfileKind.Recurring, Recurrency = RecurrencyKind.Weekly }).ShouldBeEmpty();
        Objections(1, OfATransaction).ShouldBeEmpty();
        ProfileObjections.ToRemoteStart(OfATransaction with { TransactionId = null }, ProfileCapabilities.Unknown).ShouldBeEmpty();
    }

    [Fact]
    public void Has_one_to_a_purpose_in_the_wrong_place()
    {
        Objections(1, Max(Amperes((0, 6)))).ShouldBe(["profile_needs_connector_0"]);
        Objections(0, Max(Amperes((0, 6))) with { Kind = ChargingProfileKind.Relative }).ShouldBe(["profile_cannot_be_relative"]);
        Objections(0, OfATransaction).ShouldBe(["profile_needs_connector"]);
        Objections(1, OfATransaction with { TransactionId = null }).ShouldBe(["profile_needs_transaction"]);
        Objections(1, Default(Amperes((0, 6))) with { TransactionId = 7 }).ShouldBe(["profile_names_transaction"]);
    }

    [Fact]
    public void Has_one_to_a_remote_start_with_another_purpose_or_a_transaction()
    {
        ProfileObjections.ToRemoteStart(Default(Amperes((0, 6))), ProfileCapabilities.Unknown).Single().Code.ShouldBe("profile_must_be_tx_profile");
        ProfileObjections.ToRemoteStart(OfATransaction, ProfileCapabilities.Unknown).Single().Code.ShouldBe("profile_names_transaction");
    }

    [Fact]
    public void Has_one_to_a_recurrency_that_does_not_fit()
    {
        var recurring = OfATransaction with { Kind = ChargingProfileKind.Recurring, Recurrency = RecurrencyKind.Daily };
        Objections(1, recurring with { Recurrency = null }).ShouldBe(["recurrency_does_not_fit"]);
        Objections(1, recurring with { Kind = ChargingProfileKind.Absolute }).ShouldBe(["recurrency_does_not_fit"]);
        Objections(1, recurring with { Schedule = Amperes((0, 6)) }).ShouldBe(["schedule_needs_start"]);
    }

    [Fact]
    public void Has_one_to_a_validity_that_is_empty() =>
        Objections(1, OfATransaction with { ValidFrom = Noon, ValidTo = At("2026-03-02 12:00") }).ShouldBe(["never_valid"]);

    [Fact]
    public void Has_one_to_periods_out_of_order()
    {
        Objections(1, With(Amperes())).ShouldBe(["periods_out_of_order"]);
        Objections(1, With(Amperes((1, 6)))).ShouldBe(["periods_out_of_order"]);
        Objections(1, With(Amperes((0, 6), (0, 7)))).ShouldBe(["periods_out_of_order"]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(6.05)]
    public void Has_one_to_a_limit_that_cannot_be_said(decimal limit) => Objections(1, With(Amperes((0, limit)))).ShouldBe(["limit_not_in_tenths"]);

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Has_one_to_phases_that_do_not_exist(int phases) => Objections(1, With(OnPhases(phases, Amperes((0, 6))))).ShouldBe(["phases_out_of_range"]);

    [Fact]
    public void Bears_a_limit_beyond_all_measure() => Objections(1, With(Amperes((0, decimal.MaxValue)))).ShouldBeEmpty();

    [Fact]
    public void Has_one_to_what_the_charge_point_cannot_hold()
    {
        var capabilities = new ProfileCapabilities(MaxStackLevel: 1, MaxPeriods: 1, MaxInstalled: 1, Units: [ChargingRateUnit.A]);
        var full = Installed((1, Default(Amperes((0, 6)))));
        var fitting = Default(Amperes((0, 6)));
        Codes(ProfileObjections.ToSetting(1, fitting, full, capabilities)).ShouldBeEmpty("it replaces the one that is there");
        Codes(ProfileObjections.ToSetting(1, fitting with { ProfileId = 9, StackLevel = 1 }, full, capabilities)).ShouldBe(["too_many_profiles"]);
        Codes(ProfileObjections.ToSetting(1, fitting with { StackLevel = 2 }, full, capabilities)).ShouldBe(["stack_level_out_of_range"]);
        Codes(ProfileObjections.ToSetting(1, fitting with { StackLevel = -1 }, full, capabilities)).ShouldBe(["stack_level_out_of_range"]);
        Codes(ProfileObjections.ToSetting(1, fitting with { Schedule = Amperes((0, 6), (1, 7)) }, full, capabilities)).ShouldBe(["too_many_periods"]);
        Codes(ProfileObjections.ToSetting(1, fitting with { Schedule = Watts((0, 6)) }, full, capabilities)).ShouldBe(["unit_not_allowed"]);
    }

    private static ChargingProfile With(ChargingSchedule schedule) => OfATransaction with { Schedule = schedule, Purpose = TxProfile };

    private static string[] Objections(int connectorId, ChargingProfile profile) =>
        Codes(ProfileObjections.ToSetting(connectorId, profile, InstalledProfiles.None, ProfileCapabilities.Unknown));

    private static string[] Codes(IEnumerable<Rejection> objections) => [.. objections.Select(objection => objection.Code)];
}
