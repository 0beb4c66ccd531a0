using Csms.Domain.ChargingProfiles;
using static Csms.Domain.ChargingProfiles.ChargingProfilePurpose;

namespace Csms.Domain.Tests.ChargingProfiles;

public sealed class KeepingInstalledProfiles : ScheduleSpecification
{
    private static readonly ChargingSchedule Some = Amperes((0, 16));

    private static readonly InstalledProfiles Four = Installed(
        (0, new(1, 0, ChargePointMaxProfile, ChargingProfileKind.Absolute, Some)),
        (0, new(2, 0, TxDefaultProfile, ChargingProfileKind.Absolute, Some)),
        (1, new(3, 1, TxDefaultProfile, ChargingProfileKind.Absolute, Some)),
        (1, new(4, 0, TxProfile, ChargingProfileKind.Absolute, Some, TransactionId: 7)));

    [Theory]
    [InlineData(5, 1, TxDefaultProfile, 1, new[] { 1, 2, 4, 5 }, "same connector, purpose and level")]
    [InlineData(3, 2, TxDefaultProfile, 5, new[] { 1, 2, 3, 4 }, "same id, elsewhere")]
    [InlineData(2, 1, TxDefaultProfile, 1, new[] { 1, 2, 4 }, "both at once")]
    [InlineData(5, 1, TxDefaultProfile, 0, new[] { 1, 2, 3, 4, 5 }, "another level")]
    [InlineData(5, 2, TxDefaultProfile, 1, new[] { 1, 2, 3, 4, 5 }, "another connector")]
    [InlineData(5, 1, TxProfile, 1, new[] { 1, 2, 3, 4, 5 }, "another purpose")]
    public void Replaces_by_id_and_by_place(int id, int connectorId, ChargingProfilePurpose purpose, int level, int[] left, string why)
    {
        var profile = new ChargingProfile(id, level, purpose, ChargingProfileKind.Absolute, Some);
        var after = Four.Install(connectorId, profile);
        Ids(after).ShouldBe(left, why);
        after.All.ShouldContain(new InstalledProfile(connectorId, profile));
        Four.All.Except(after.All).ShouldBe(Four.ReplacedBy(connectorId, profile).Where(old => old != new InstalledProfile(connectorId, profile)));
    }

    [Fact]
    public void Is_the_same_after_the_same_profile_again() =>
        Four.Install(1, new(4, 0, TxProfile, ChargingProfileKind.Absolute, Amperes((0, 16)), TransactionId: 7)).ShouldBe(Four);

    [Fact]
    public void Replaces_what_came_with_the_remote_start_by_the_profile_of_the_transaction()
    {
        var remote = new ChargingProfile(8, 0, TxProfile, ChargingProfileKind.Relative, Some);
        Ids(Installed((1, remote)).Install(1, remote with { ProfileId = 9, TransactionId = 7 })).ShouldBe([9]);
    }

    [Theory]
    [InlineData(null, null, null, null, new int[0], "no criteria mean all")]
    [InlineData(3, null, null, null, new[] { 1, 2, 4 }, "the id")]
    [InlineData(3, 0, ChargePointMaxProfile, 9, new[] { 1, 2, 4 }, "the id, whatever the rest says")]
    [InlineData(9, 1, null, null, new[] { 1, 2, 3, 4 }, "an id that is not there")]
    [InlineData(null, 0, null, null, new[] { 3, 4 }, "the charge point's own")]
    [InlineData(null, 1, null, null, new[] { 1, 2 }, "a connector's")]
    [InlineData(null, null, TxDefaultProfile, null, new[] { 1, 4 }, "a purpose")]
    [InlineData(null, null, null, 0, new[] { 3 }, "a level")]
    [InlineData(null, 1, TxDefaultProfile, 1, new[] { 1, 2, 4 }, "all of them together")]
    [InlineData(null, 1, TxDefaultProfile, 0, new[] { 1, 2, 3, 4 }, "nothing fits them together")]
    public void Clears_by_criteria(int? id, int? connectorId, ChargingProfilePurpose? purpose, int? level, int[] left, string why)
    {
        var criteria = new ProfileCriteria(id, connectorId, purpose, level);
        Ids(Four.Clear(criteria)).ShouldBe(left, why);
        Four.Matching(criteria).Count().ShouldBe(4 - left.Length);
    }

    [Theory]
    [InlineData(1, 7, new[] { 1, 2, 3 }, "the transaction's, and what its remote start left")]
    [InlineData(1, 8, new[] { 1, 2, 3, 4 }, "what its remote start left")]
    [InlineData(2, 8, new[] { 1, 2, 3, 4, 5 }, "nothing of another connector")]
    public void Loses_the_profiles_of_a_transaction_that_ends(int connectorId, int transactionId, int[] left, string why)
    {
        var installed = Four.Install(1, new(5, 1, TxProfile, ChargingProfileKind.Relative, Some));
        Ids(installed.EndTransaction(connectorId, transactionId)).ShouldBe(left, why);
        installed.BoundTo(connectorId, transactionId).Count().ShouldBe(5 - left.Length);
    }

    [Fact]
    public void Is_equal_to_what_was_installed_in_another_order() =>
        Four.All.Reverse().Aggregate(InstalledProfiles.None, (profiles, next) => profiles.Install(next.ConnectorId, next.Profile)).ShouldBe(Four);

    private static int[] Ids(InstalledProfiles installed) => [.. installed.All.Select(i => i.Profile.ProfileId).Order()];
}
