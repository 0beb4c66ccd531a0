using Csms.Domain.ChargePoints;
using Csms.Domain.Transactions;
using Csms.EventStore;
using Csms.Testing;

namespace Csms.ReadModels.Tests.Folding;

public sealed class FoldingRepairs : ReadModelTest
{
    private static readonly ChargePointEvent.ConnectorStatusReported Status = new(1, ConnectorStatus.Available, "NoError");
    private static readonly TransactionEvent.Stopped Stop = new(2000, Noon, StopReason.Local);

    [Fact]
    public async Task Counts_by_charge_point_day_and_rule()
    {
        await FoldAsync(
            Catalog.Find("repairs")!,
            Repaired(1, "CP1", Status, 0, "Q07", "Q12"),
            Repaired(2, "CP1", Stop, 1, "Q07"),
            Repaired(3, "CP2", Status, 2, "Q07"),
            Repaired(4, "CP1", Status, 3));
        await FoldAsync(Catalog.Find("repairs")!, Repaired(5, "CP1", Status, 4, "Q07"), Repaired(6, "CP1", Status, 24 * 60, "Q07"));
        Snapshot.Match(this, await RowsAsync("v1_repairs", "charge_point_id, day, rule"));
    }

    [Fact]
    public async Task Counts_a_page_that_comes_again_once()
    {
        var page = new[] { Repaired(1, "CP1", Status, 0, "Q07"), Repaired(2, "CP1", Status, 1, "Q07") };
        await FoldAsync(Catalog.Find("repairs")!, page);
        await FoldAsync(Catalog.Find("repairs")!, page);
        (await ScalarAsync<long>("SELECT events FROM read.repairs")).ShouldBe(2);
    }

    private static FeedEvent Repaired(long sequence, string chargePointId, object e, int minutes, params string[] rules)
    {
        var at = Noon.AddMinutes(minutes);
        var metadata = new EventMetadata($"charge-point:{chargePointId}", at, Repairs: rules.Length == 0 ? null : rules);
        return Recorded(sequence, $"charge-point-{chargePointId}", at, e) with { Metadata = metadata };
    }
}
