using System.Text.Json;
using Csms.Domain.Calls;
using Csms.Domain.ChargePoints;
using Csms.Domain.Reservations;
using Csms.Testing;

namespace Csms.ReadModels.Tests.Folding;

public sealed class FoldingReservations : ReadModelTest
{
    private static readonly Guid Card = new("33333333-3333-3333-3333-333333333333");
    private static readonly CallEvent.Sent Sent = new(4, "node-1");
    private static readonly CallEvent.Answered Accepted = new(JsonElement.Parse("""{"status":"Accepted"}"""));
    private static readonly CallEvent.Requested Wanted = new(
        Guid.Empty, "CP1", "ReserveNow",
        JsonElement.Parse("""{"connectorId":1,"expiryDate":"2025-11-20T13:00:00.000Z","idTag":"withheld","reservationId":12}"""), "key:admin", Noon.AddMinutes(5), 30);

    private static readonly ReservationEvent.Made Made = new("CP1", 12, 1, Noon.AddHours(1), Noon, 3, Card, Card);

    [Fact]
    public async Task Each_fate_shows_with_its_times()
    {
        await AskedAsync(1, Wanted);
        await AskedAsync(2, Wanted, new CallEvent.Expired());
        await AskedAsync(3, Wanted, Sent, new CallEvent.Answered(JsonElement.Parse("""{"status":"Occupied"}""")));
        await AskedAsync(4, Wanted, Sent, new CallEvent.Failed(CallFailure.CallError, "NotSupported", "no"));
        await AskedAsync(5, Wanted, Sent, new CallEvent.TimedOut());
        await AskedAsync(6, Wanted, Sent, Accepted);
        await MadeAsync(7, new ReservationEvent.Held(1, 4), new ReservationEvent.PassedOver(8, Card), new ReservationEvent.Used(9, Card));
        await MadeAsync(8, new ReservationEvent.CancellationRejected(Card), new ReservationEvent.Expired());
        await MadeAsync(9, new ReservationEvent.Cancelled(Card));
        await MadeAsync(10, new ReservationEvent.Terminated(ConnectorStatus.Faulted, 0));
        await MadeAsync(11, new ReservationEvent.Replaced(Card));
        await AskedAsync(12, Wanted with { Action = "Reset" }, Sent, Accepted);
        Snapshot.Match(this, await RowsAsync("v1_reservations", "id"));
    }

    private async Task MadeAsync(int n, params object[] events)
    {
        await AskedAsync(n, Wanted, Sent, Accepted);
        await FoldAsync(Catalog.Find("reservations")!, Feed($"reservation-00000000-0000-0000-0000-{n:D12}", [Made, .. events]));
    }

    private Task AskedAsync(int n, params object[] events) => FoldAsync(Catalog.Find("reservations")!, Feed($"call-00000000-0000-0000-0000-{n:D12}", events));
}
