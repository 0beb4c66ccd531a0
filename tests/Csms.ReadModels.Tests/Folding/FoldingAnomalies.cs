using System.Text.Json.Nodes;
using Csms.Domain.Anomalies;
using Csms.Domain.Tokens;
using Csms.Domain.Transactions;

namespace Csms.ReadModels.Tests.Folding;

public sealed class FoldingAnomalies : ReadModelTest
{
    private const string Stream = "anomaly-44444444-4444-8444-8444-444444444444";
    private static readonly AnomalyRepair Close = new(RepairAction.Close, 5000, Noon);
    private static readonly AnomalyEvent.Found Held = new(
        AnomalyKind.StartWithoutStop, "CP-1", 10, Close, 1, 7, new("55555555-5555-5555-5555-555555555555"), null, ["STOP_MISSING"], 5000, "c-1");

    [Fact]
    public async Task An_anomaly_shows_what_it_is_what_is_suggested_and_what_was_decided()
    {
        await FoldAsync(Catalog.Find("anomalies")!, Feed(Stream, Held, new AnomalyEvent.Accepted(Close, "key:ann", "so be it")));

        var row = JsonNode.Parse(await RowsAsync("v1_anomalies", "anomaly_id"))!.AsArray().ShouldHaveSingleItem()!;
        ((string?)row["kind"], (string?)row["severity"], (string?)row["state"], (string?)row["decided_by"]).ShouldBe(("StartWithoutStop", "High", "accepted", "key:ann"));
        ((string?)row["suggestion"]!["action"], (long?)row["repair"]!["energyWh"], (string?)row["flags"]![0]).ShouldBe(("Close", 5000, "STOP_MISSING"));
    }

    [Fact]
    public async Task An_anomaly_that_is_found_again_is_open_and_keeps_the_moment_it_was_found_first()
    {
        await FoldAsync(Catalog.Find("anomalies")!, Feed(Stream, Held, new AnomalyEvent.Resolved(11), Held with { Source = 12, Wh = 6000 }));

        var row = JsonNode.Parse(await RowsAsync("v1_anomalies", "anomaly_id"))!.AsArray().ShouldHaveSingleItem()!;
        ((string?)row["state"], (long?)row["energy_wh"], row["ended_at"]).ShouldBe(("open", 6000, null));
        ((long)row["source_sequence"]!).ShouldBe(12);
    }

    [Fact]
    public async Task A_transaction_that_the_policy_closed_runs_again_when_it_is_heard_of()
    {
        var started = new TransactionEvent.Started(7, "CP-1", 1, Guid.Empty, 1000, Noon, AuthorizationStatus.Accepted);
        var closed = new TransactionEvent.ClosedByPolicy(ClosingReason.Silence);
        await FoldAsync(Catalog.Find("transactions")!, [
            .. Feed("transaction-1", started, closed),
            .. Feed("transaction-2", started with { TransactionId = 8 }, closed, new TransactionEvent.MeterValuesReported(1, [new(Noon, [new("1500")])])),
            .. Feed("transaction-3", started with { TransactionId = 9 }, closed, new TransactionEvent.Stopped(2000, Noon.AddHours(1), StopReason.Local))]);

        JsonNode.Parse(await RowsAsync("v1_transactions", "stream_id"))!.AsArray().Select(row => ((string?)row!["status"], (string?)row["flags"]![0]))
            .ShouldBe([("closed", "ClosedByPolicy"), ("running", "ClosedByPolicy"), ("stopped", "ClosedByPolicy")]);
    }
}
