using System.Text.Json;
using Csms.Domain.Calls;
using Csms.Domain.Files;
using Csms.Domain.Tokens;
using Csms.Domain.Transactions;
using Csms.Testing;
using static Csms.Domain.ChargePoints.ChargePointEvent;

namespace Csms.ReadModels.Tests.Folding;

public sealed class FoldingFilesAndAnswers : ReadModelTest
{
    private static readonly Guid Card = new("6f1b0d4e-3f0c-4c5e-9a53-0a4b8c1d2e3f");
    private static readonly Guid Other = new("0c9d8b7a-6e5f-4a3b-8c2d-1e0f9a8b7c6d");

    [Fact]
    public async Task A_file_comes_and_goes()
    {
        var model = Catalog.Find("files")!;
        await FoldAsync(model, Feed($"file-{Card}", new FileEvent.Received(Card, FileKind.Firmware, 5, new string('a', 64), "f.bin", "2.0"), new FileEvent.Removed()));
        await FoldAsync(model, Feed($"file-{Other}", new FileEvent.Received(Other, FileKind.Log, 7, new string('b', 64), ChargePointId: "CP1", CallId: Card)));
        Snapshot.Match(this, await RowsAsync("v1_files", "last_sequence"));
    }

    [Fact]
    public async Task A_decision_shows_whoever_asked_for_it_and_why_it_was_taken()
    {
        var model = Catalog.Find("authorizations")!;
        await FoldAsync(model, Feed($"authorization-{Other}", new AuthorizationEvent.Decided("CP1", Card, AuthorizationStatus.Accepted, AuthorizationReason.AcceptedInGroup, Other, Times: 46)));
        await FoldAsync(model, Feed(
            $"transaction-{Card}",
            new TransactionEvent.Started(7, "CP1", 2, Card, 0, Noon, AuthorizationStatus.ConcurrentTx, Reason: AuthorizationReason.ConcurrentLimit)));
        await FoldAsync(model, Feed($"transaction-{Guid.Empty}", new TransactionEvent.Started(8, "CP1", 2, Card, 0, Noon, AuthorizationStatus.Accepted)));
        Snapshot.Match(this, await RowsAsync("v1_authorizations", "last_sequence"));
    }

    [Fact]
    public async Task Vendor_data_shows_in_both_directions()
    {
        var model = Catalog.Find("data_transfers")!;
        var wanted = new CallEvent.Requested(
            Other, "CP1", "DataTransfer", JsonElement.Parse("""{"vendorId":"v","messageId":"m","data":"withheld"}"""), "key:admin", Noon, 30, ContentId: Card);
        await FoldAsync(model, Feed("charge-point-CP1", new DataTransferred("v", "m", "Accepted", Card, Other), new DataTransferred("w", null, "UnknownVendorId")));
        await FoldAsync(model, Feed($"call-{Other}", wanted, new CallEvent.Sent(1, "n"), new CallEvent.Answered(JsonElement.Parse("""{"status":"Rejected","data":"withheld"}"""), Card)));
        await FoldAsync(model, Feed($"call-{Card}", wanted with { CallId = Card }, new CallEvent.Expired()));
        await FoldAsync(model, Feed($"call-{Guid.Empty}", wanted with { Action = "Reset" }, new CallEvent.Sent(1, "n"), new CallEvent.TimedOut()));
        Snapshot.Match(this, await RowsAsync("v1_data_transfers", "last_sequence"));
    }
}
