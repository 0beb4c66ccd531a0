using Csms.Domain;
using Csms.Domain.ChargePoints;
using Csms.Testing;
using static Csms.Domain.ChargePoints.ChargePointEvent;

namespace Csms.ReadModels.Tests.Folding;

public sealed class FoldingConnectors : ReadModelTest
{
    [Fact]
    public async Task Shows_the_last_report_and_since_when_the_status_holds()
    {
        await GivenAsync(
            new ConnectorStatusReported(0, ConnectorStatus.Available, "NoError"),
            new ConnectorStatusReported(1, ConnectorStatus.Available, "NoError", Noon.AddDays(-1)),
            new ConnectorStatusReported(1, ConnectorStatus.Faulted, "OtherError", Noon, "Door open", "volt", "E17", [Anomaly.ImpossibleTransition, Anomaly.ClockAhead]),
            new ConnectorStatusReported(2, ConnectorStatus.Charging, "NoError", Noon.AddTicks(7)),
            new ConnectorStatusReported(2, ConnectorStatus.Charging, "NoError"));
        Snapshot.Match(this, await RowsAsync("v1_connectors", "connector_id"));
    }

    [Fact]
    public async Task A_report_from_before_the_newest_is_history_until_a_boot_sets_the_clock()
    {
        await GivenAsync(
            new ConnectorStatusReported(1, ConnectorStatus.Charging, "NoError", Noon),
            new ConnectorStatusReported(1, ConnectorStatus.Preparing, "NoError", Noon.AddMinutes(-5)),
            new ConnectorStatusReported(2, ConnectorStatus.Charging, "NoError", Noon),
            new Booted("Vendor", "Model", RegistrationPolicy.Accepted),
            new ConnectorStatusReported(2, ConnectorStatus.Available, "NoError", Noon.AddMinutes(-5)));
        (await ScalarAsync<string>("SELECT string_agg(status, ' ' ORDER BY connector_id) FROM read.connectors")).ShouldBe("Charging Available");
    }

    [Fact]
    public async Task A_clock_that_runs_ahead_makes_nothing_history()
    {
        await GivenAsync(
            new ConnectorStatusReported(1, ConnectorStatus.Charging, "NoError", Noon.AddYears(9), Anomalies: [Anomaly.ClockAhead]),
            new ConnectorStatusReported(1, ConnectorStatus.Finishing, "NoError", Noon));
        (await ScalarAsync<string>("SELECT status FROM read.connectors")).ShouldBe("Finishing");
    }

    [Fact]
    public async Task The_removal_of_their_charge_point_takes_them_away()
    {
        await GivenAsync(new ConnectorStatusReported(1, ConnectorStatus.Available, "NoError"));
        await GivenAsync(
            new ConnectorStatusReported(2, ConnectorStatus.Available, "NoError"), new Removed(), new ConnectorStatusReported(3, ConnectorStatus.Available, "NoError"));
        (await ScalarAsync<int>("SELECT sum(connector_id)::int FROM read.connectors")).ShouldBe(3);
    }

    private Task GivenAsync(params object[] events) => FoldAsync(Catalog.Find("connectors")!, Feed("charge-point-CP1", events));
}
