using Csms.Domain.ChargingProfiles;
using static Csms.Domain.ChargingProfiles.ChargePointProfilesCommand;
using static Csms.Domain.ChargingProfiles.ChargePointProfilesEvent;
using static Csms.Domain.ChargingProfiles.ChargingProfilePurpose;

namespace Csms.Domain.Tests.ChargingProfiles;

public sealed class HoldingProfiles() : Specification<ChargePointProfilesCommand, ChargePointProfilesEvent, ChargePointProfiles>(
    ChargePointProfiles.Initial, (state, e) => state.Evolve(e), ChargePointProfilesDecider.Decide)
{
    private static readonly Guid Call = new("6f1b0d4e-3f0c-4c5e-9a53-0a4b8c1d2e3f");
    private static readonly Installed Default = new(1, Profile(1, TxDefaultProfile), Call, 10);
    private static readonly Installed OfTransaction = new(1, Profile(2, TxProfile, transactionId: 7), Call, 20);

    [Fact]
    public void Begins_when_the_charge_point_accepts_one() => Given().When(new ReportInstalled(1, Default.Profile, Call, 10)).Then(Default);

    [Fact]
    public void Tells_what_a_profile_takes_the_place_of()
    {
        Given(Default).When(new ReportInstalled(1, Profile(5, TxDefaultProfile), Call, 30)).Then(new Installed(1, Profile(5, TxDefaultProfile), Call, 30, [1]));
        Given(Default, OfTransaction).When(new ReportInstalled(0, Profile(2, ChargePointMaxProfile), Call, 30))
            .Then(new Installed(0, Profile(2, ChargePointMaxProfile), Call, 30, [2]));
    }

    [Fact]
    public void Is_not_disturbed_by_facts_that_come_again()
    {
        Given(Default, OfTransaction).When(new ReportInstalled(1, Default.Profile, Call, 10)).ThenNothing();
        Given(Default, OfTransaction).When(new ReportCleared(new(), Call, 15)).ThenNothing();
        Given(Default, OfTransaction).When(new ReportStopped(1, 7, 15)).ThenNothing();
    }

    [Fact]
    public void Ends_with_what_was_cleared()
    {
        Given(Default, OfTransaction).When(new ReportCleared(new(ProfileId: 1), Call, 30)).Then(new Cleared([1], Call, 30));
        Given(Default, OfTransaction).When(new ReportCleared(new(), Call, 30)).Then(new Cleared([1, 2], Call, 30));
        Given(Default).When(new ReportCleared(new(StackLevel: 4), Call, 30)).ThenNothing();
        Given(Default, OfTransaction, new Cleared([1], Call, 30)).State.Installed.All.Single().Profile.ShouldBe(OfTransaction.Profile);
    }

    [Fact]
    public void Ends_with_the_transaction()
    {
        Given(Default, OfTransaction).When(new ReportStopped(1, 7, 30)).Then(new Ended(7, [2], 30));
        Given(Default, OfTransaction).When(new ReportStopped(1, 8, 30)).ThenNothing();
        Given(Default, OfTransaction, new Ended(7, [2], 30)).State.Installed.All.Single().Profile.ShouldBe(Default.Profile);
    }

    [Fact]
    public void Gives_the_profile_of_a_remote_start_its_transaction() =>
        Given().When(new ReportStarted(1, 7, Profile(3, TxProfile), Call, 30)).Then(new Installed(1, Profile(3, TxProfile, transactionId: 7), Call, 30));

    [Fact]
    public void Keeps_what_was_set_for_the_transaction_when_it_is_told_late_what_it_started_with() =>
        Given(OfTransaction).When(new ReportStarted(1, 7, Profile(3, TxProfile), Call, 30)).ThenNothing();

    private static ChargingProfile Profile(int id, ChargingProfilePurpose purpose, int? transactionId = null) => new(
        id, 1, purpose, ChargingProfileKind.Absolute, new(ChargingRateUnit.A, [new(0, 16)]), transactionId);
}
