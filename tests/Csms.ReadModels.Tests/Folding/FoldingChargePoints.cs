using Csms.Domain.ChargePoints;
using Csms.ReadModels.ChargePoints;
using Csms.Testing;
using static Csms.Domain.ChargePoints.ChargePointEvent;

namespace Csms.ReadModels.Tests.Folding;

public sealed class FoldingChargePoints : ReadModelTest
{
    private static readonly Registered Entered = new("CP1", RegistrationPolicy.Accepted, 1);

    [Fact]
    public async Task Shows_what_it_said_at_boot_and_that_it_is_connected()
    {
        await GivenAsync(
            new Registered("CP1", RegistrationPolicy.Pending, 0, Discovered: true),
            new SettingsChanged(RegistrationPolicy.Accepted, 2, MessageChecking: MessageChecking.Strict),
            new PasswordReplaced(),
            new Connected(7, "node-1", 2),
            new Booted("Volt", "V-22", RegistrationPolicy.Accepted, "SN1", "BOX1", "1.2.3", "8949", "262", "MT", "MSN"),
            new ConnectorStatusReported(0, ConnectorStatus.Available, "NoError"),
            new ConnectorStatusReported(1, ConnectorStatus.Faulted, "GroundFailure"),
            new ConnectorStatusReported(0, ConnectorStatus.Available, "NoError"));
        Snapshot.Match(this, await RowsAsync("v1_charge_points", "charge_point_id"));
    }

    [Fact]
    public async Task The_end_of_an_older_connection_leaves_the_newer_one_connected()
    {
        await GivenAsync(Entered, new Connected(1, "a", 1), new Connected(2, "b", 1), new Disconnected(1, DisconnectReason.Superseded));
        (await FindAsync())!.Connected.ShouldBeTrue();
        (await FindAsync())!.Node.ShouldBe("b");
    }

    [Fact]
    public async Task The_end_of_its_connection_shows_when_and_why()
    {
        await GivenAsync(Entered, new Connected(2, "b", 1), new Disconnected(2, DisconnectReason.Idle));
        var row = (await FindAsync())!;
        (row.Connected, row.DisconnectReason, row.DisconnectedAt).ShouldBe((false, "Idle", Noon.AddSeconds(3)));
    }

    [Fact]
    public async Task A_status_from_before_the_newest_is_history_until_a_boot_sets_the_clock()
    {
        await GivenAsync(
            Entered,
            new ConnectorStatusReported(0, ConnectorStatus.Faulted, "OtherError", Noon),
            new ConnectorStatusReported(0, ConnectorStatus.Available, "NoError", Noon.AddMinutes(-5)));
        (await FindAsync())!.Status.ShouldBe("Faulted");

        await GivenAsync(
            Entered,
            new ConnectorStatusReported(0, ConnectorStatus.Faulted, "OtherError", Noon),
            new Booted("Vendor", "Model", RegistrationPolicy.Accepted),
            new ConnectorStatusReported(0, ConnectorStatus.Available, "NoError", Noon.AddMinutes(-5)));
        (await FindAsync())!.Status.ShouldBe("Available");
    }

    [Fact]
    public async Task A_removed_one_is_gone_until_it_is_registered_again()
    {
        await GivenAsync(Entered, new Removed());
        (await FindAsync()).ShouldBeNull();
        await GivenAsync(Entered);
        (await FindAsync()).ShouldNotBeNull();
    }

    private Task GivenAsync(params object[] events) => FoldAsync(Catalog.Find("charge_points")!, Feed("charge-point-CP1", events));

    private Task<ChargePointRow?> FindAsync() => new ChargePointQueries(DataSource).FindAsync("CP1", CancellationToken.None);
}
