namespace Csms.Host.Tests.Conformance.Reservation;

[Collection(OneHost.Name)]
public sealed class TC_053_UseAReservedConnector_ParentIdTag(CsmsFixture csms)
{
    [Fact]
    public async Task As_written_in_2024()
    {
        await using var station = await Station.ConnectAsync(csms, group: "FAMILY-A");

        var sibling = "SIBLING-A" + station.IdTag[5..];
        await station.EnterAsync(sibling, parent: "FAMILY-A");

        await station.IsReservedAsync(53, "Accepted", parentIdTag: "FAMILY-A");
        await station.ReportsAsync("Reserved");
        var transactionId = await station.IsChargingAsync(reservationId: 53);
        var told = await station.AuthorizesAsync(sibling);
        await station.StopsAsync(transactionId, idTag: sibling);

        ((string?)told["status"]).ShouldBe("Accepted");
        ((string?)told["parentIdTag"]).ShouldBe("FAMILY-A");
        await station.HasStoppedAsync(transactionId, "Local");
        ((string?)(await station.ReservationBecomesAsync(53, "used"))["parentIdTag"]).ShouldBe("FAMILY-A");
        ((string?)(await station.TransactionAsync(transactionId))["stopIdTag"]).ShouldBe(sibling);
    }

    [Fact]
    public async Task As_written_since_2025()
    {
        await using var station = await Station.ConnectAsync(csms, group: "FAMILY-B");

        var sibling = "SIBLING-B" + station.IdTag[5..];
        await station.EnterAsync(sibling, parent: "FAMILY-B");

        await station.IsReservedAsync(53, "Accepted", parentIdTag: "FAMILY-B");
        await station.ReportsAsync("Reserved");
        ((string?)(await station.AuthorizesAsync(sibling))["parentIdTag"]).ShouldBe("FAMILY-B");
        var transactionId = await station.IsChargingAsync(sibling, reservationId: 53);

        ((string?)(await station.TransactionAsync(transactionId))["idTag"]).ShouldBe(sibling);
        var reservation = await station.ReservationBecomesAsync(53, "used");
        ((string?)reservation["idTag"]).ShouldBe(station.IdTag);
        ((int?)reservation["transactionId"]).ShouldBe(transactionId);
        ((int?)(await station.TransactionAsync(transactionId))["reservationId"]).ShouldBe(53);
    }
}
