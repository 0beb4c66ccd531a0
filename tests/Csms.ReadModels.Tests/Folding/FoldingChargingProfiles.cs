using Csms.Domain.ChargingProfiles;
using Csms.Testing;
using static Csms.Domain.ChargingProfiles.ChargePointProfilesEvent;

namespace Csms.ReadModels.Tests.Folding;

public sealed class FoldingChargingProfiles : ReadModelTest
{
    [Fact]
    public async Task Profiles_come_and_go()
    {
        await FoldAsync(Model, Story());
        Snapshot.Match(this, await RowsAsync("v1_charging_profiles", "call_id"));
    }

    [Fact]
    public async Task A_page_that_comes_again_changes_nothing()
    {
        var page = Story();
        await FoldAsync(Model, page[..2]);
        await FoldAsync(Model, page[1..4]);
        await FoldAsync(Model, page);
        var piecemeal = await RowsAsync("charging_profiles", "call_id");
        await FoldAsync(Model, page);
        (await RowsAsync("charging_profiles", "call_id")).ShouldBe(piecemeal);
        piecemeal.ShouldContain("transaction_ended");
    }

    private static ReadModel Model => Catalog.Find("charging_profiles")!;

    private FeedEvent[] Story() =>
    [
        .. Feed(
            "charging-profiles-CP1",
            Installed(1, 1, ChargingProfilePurpose.TxDefaultProfile),
            Installed(2, 2, ChargingProfilePurpose.TxDefaultProfile, replaces: [1]),
            Installed(3, 3, ChargingProfilePurpose.TxProfile, transactionId: 7),
            Installed(4, 4, ChargingProfilePurpose.ChargePointMaxProfile),
            new Ended(7, [3], 50),
            new Cleared([4], Call(9), 60)),
        .. Feed("charging-profiles-CP2", Installed(5, 2, ChargingProfilePurpose.TxDefaultProfile)),
    ];

    private static Installed Installed(int call, int profileId, ChargingProfilePurpose purpose, int? transactionId = null, int[]? replaces = null) => new(
        1,
        new(
            profileId, 1, purpose, ChargingProfileKind.Absolute, new(ChargingRateUnit.A, [new(0, 16.5m, 3)], 3600, Noon), transactionId,
            ValidFrom: Noon, ValidTo: Noon.AddDays(1)),
        Call(call),
        call * 10,
        replaces);

    private static Guid Call(int n) => new($"00000000-0000-0000-0000-{n:D12}");
}
