using Ocpp.Protocol.V16;

namespace Csms.Simulator.Tests;

public sealed class ReservingConnectors : SimulatorTest
{
    [Fact]
    public async Task A_reserved_connector_starts_for_its_token_and_names_the_reservation()
    {
        var chargePoint = await BootedAsync();
        (await ReserveAsync(1, 7, "TAG-1")).ShouldBe("Accepted");
        await StatusAsync(chargePoint, 1, "Reserved");

        await Should.ThrowAsync<InvalidOperationException>(() => chargePoint.StartAsync(1, "TAG-2"));
        (await Central.StatusOfAsync("RemoteStartTransaction", """{"idTag":"TAG-2","connectorId":1}""")).ShouldBe("Rejected");
        await chargePoint.StartAsync(1, "tag-1");

        chargePoint.Frames.CallsSent("StartTransaction").Single().Payload.GetProperty("reservationId").GetInt32().ShouldBe(7);
        StatusesOf(chargePoint, 1).ShouldBe(["Available", "Reserved", "Preparing", "Charging"]);
        chargePoint.Connector(1).Reservation.ShouldBeNull();
    }

    [Fact]
    public async Task A_remote_start_uses_the_reservation_of_its_token()
    {
        var chargePoint = await BootedAsync(options => options with { Connectors = 2 });
        await ReserveAsync(2, 8, "TAG-1");

        (await Central.StatusOfAsync("RemoteStartTransaction", """{"idTag":"TAG-1"}""")).ShouldBe("Accepted");

        var start = (await chargePoint.Frames.SentCallAsync("StartTransaction")).Payload;
        (start.GetProperty("connectorId").GetInt32(), start.GetProperty("reservationId").GetInt32()).ShouldBe((2, 8));
    }

    [Fact]
    public async Task Another_token_of_the_same_group_may_use_it()
    {
        var chargePoint = await BootedAsync();
        Central.AnswerNext("Authorize", """{"idTagInfo":{"status":"Accepted","parentIdTag":"FAMILY"}}""");
        await ReserveAsync(1, 9, "TAG-1", "family");

        await chargePoint.AuthorizeAsync("TAG-2");
        await chargePoint.StartAsync(1, "TAG-2");

        chargePoint.Frames.CallsSent("StartTransaction").Single().Payload.GetProperty("reservationId").GetInt32().ShouldBe(9);
    }

    [Fact]
    public async Task A_reservation_ends_when_its_time_is_over()
    {
        var time = new ManualTime();
        var chargePoint = await BootedAsync(time: time);
        chargePoint.Clock.Set(DateTimeOffset.UtcNow);
        await ReserveAsync(1, 10, "TAG-1", expiresIn: TimeSpan.FromMinutes(5));
        await StatusAsync(chargePoint, 1, "Reserved");
        await time.UntilSomebodyWaitsAsync(chargePoint.Connector(1).Reservation!.ExpiryDate - chargePoint.Clock.Now);

        time.Advance(TimeSpan.FromMinutes(4));
        chargePoint.Connector(1).Status.ShouldBe(ChargePointStatus.Reserved);
        time.Advance(TimeSpan.FromMinutes(2));
        await Eventually.HoldsAsync(() => StatusesOf(chargePoint, 1).Count() == 3);

        StatusesOf(chargePoint, 1).ShouldBe(["Available", "Reserved", "Available"]);
        (await CancelAsync(10)).ShouldBe("Rejected");
    }

    [Fact]
    public async Task A_reservation_can_be_given_up_once()
    {
        var chargePoint = await BootedAsync();
        await ReserveAsync(1, 11, "TAG-1");
        await StatusAsync(chargePoint, 1, "Reserved");

        (await CancelAsync(12)).ShouldBe("Rejected");
        (await CancelAsync(11)).ShouldBe("Accepted");
        await Eventually.HoldsAsync(() => StatusesOf(chargePoint, 1).Last() == "Available");
        (await CancelAsync(11)).ShouldBe("Rejected");
    }

    [Fact]
    public async Task The_same_number_replaces_a_reservation()
    {
        var chargePoint = await BootedAsync(options => options with { Connectors = 2 });
        await ReserveAsync(1, 12, "TAG-1");
        await StatusAsync(chargePoint, 1, "Reserved");

        (await ReserveAsync(2, 12, "TAG-2")).ShouldBe("Accepted");
        await StatusAsync(chargePoint, 2, "Reserved");

        await Eventually.HoldsAsync(() => StatusesOf(chargePoint, 1).Last() == "Available");
        chargePoint.Connector(1).Reservation.ShouldBeNull();
        (await ReserveAsync(2, 12, "TAG-3")).ShouldBe("Accepted");
        chargePoint.Connector(2).Reservation!.IdTag.ShouldBe(new("TAG-3"));
        (await ReserveAsync(2, 13, "TAG-3")).ShouldBe("Occupied");
    }

    [Fact]
    public async Task Each_reason_against_it_has_its_word()
    {
        var chargePoint = await BootedAsync(options => options with { Connectors = 3 });
        await chargePoint.PlugInAsync(1);
        await chargePoint.BreakAsync(2, ChargePointErrorCode.GroundFailure);
        await Central.StatusOfAsync("ChangeAvailability", """{"connectorId":3,"type":"Inoperative"}""");

        (await ReserveAsync(1, 1, "TAG-1")).ShouldBe("Occupied");
        (await ReserveAsync(2, 1, "TAG-1")).ShouldBe("Faulted");
        (await ReserveAsync(3, 1, "TAG-1")).ShouldBe("Unavailable");
        (await ReserveAsync(4, 1, "TAG-1")).ShouldBe("Rejected");
        (await ReserveAsync(0, 1, "TAG-1")).ShouldBe("Occupied");
        (await ReserveAsync(1, 1, "TAG-1", expiresIn: TimeSpan.FromMinutes(-1))).ShouldBe("Rejected");
    }

    [Fact]
    public async Task Connector_0_keeps_any_of_them_where_the_device_can()
    {
        var chargePoint = await BootedAsync(options => options with { Connectors = 2 });
        await chargePoint.PlugInAsync(1);
        (await ReserveAsync(0, 20, "TAG-1")).ShouldBe("Accepted");
        await StatusAsync(chargePoint, 2, "Reserved");

        // Its owner goes to the other connector after all.
        await chargePoint.StartAsync(1, "TAG-1");

        chargePoint.Frames.CallsSent("StartTransaction").Single().Payload.GetProperty("reservationId").GetInt32().ShouldBe(20);
        await Eventually.HoldsAsync(() => StatusesOf(chargePoint, 2).Last() == "Available");
        chargePoint.Settings.Set("ReserveConnectorZeroSupported", "false");
        (await ReserveAsync(0, 21, "TAG-1")).ShouldBe("Rejected");
    }

    [Fact]
    public async Task A_fault_and_taking_it_out_of_use_end_a_reservation_and_a_restart_does_not()
    {
        var chargePoint = await BootedAsync();
        await ReserveAsync(1, 30, "TAG-1");
        chargePoint.LosePower();
        await chargePoint.RestorePowerAsync();
        chargePoint.Connector(1).Status.ShouldBe(ChargePointStatus.Reserved);

        await chargePoint.BreakAsync(1, ChargePointErrorCode.OverVoltage);
        await chargePoint.RepairAsync(1);
        StatusesOf(chargePoint, 1).TakeLast(2).ShouldBe(["Faulted", "Available"]);

        await ReserveAsync(1, 31, "TAG-1");
        await Central.StatusOfAsync("ChangeAvailability", """{"connectorId":1,"type":"Inoperative"}""");
        await StatusAsync(chargePoint, 1, "Unavailable");
        (await CancelAsync(31)).ShouldBe("Rejected");
    }

    private Task<string?> ReserveAsync(int connectorId, int reservationId, string idTag, string? parent = null, TimeSpan? expiresIn = null)
    {
        var expiry = (DateTimeOffset.UtcNow + (expiresIn ?? TimeSpan.FromHours(1))).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture);
        var group = parent is null ? "" : $",\"parentIdTag\":\"{parent}\"";
        return Central.StatusOfAsync("ReserveNow", $$"""{"connectorId":{{connectorId}},"expiryDate":"{{expiry}}","idTag":"{{idTag}}","reservationId":{{reservationId}}{{group}}}""");
    }

    private Task<string?> CancelAsync(int reservationId) => Central.StatusOfAsync("CancelReservation", $$"""{"reservationId":{{reservationId}}}""");
}
