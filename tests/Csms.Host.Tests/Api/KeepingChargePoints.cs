using System.Net;

namespace Csms.Host.Tests.Api;

public class KeepingChargePoints(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    [Fact]
    public async Task Registers_one_and_lets_it_connect_with_the_password_it_was_given()
    {
        var registered = await csms.Admin.SendAsync("POST", "/charge-points", """{"id":"CP-NEW","securityProfile":1}""").ShouldBeAsync(HttpStatusCode.Created);

        registered.Headers["Location"].ShouldBe("/api/v1/charge-points/CP-NEW");
        ((string?)registered["registration"]).ShouldBe("accepted");
        var password = (string)registered["password"]!;
        password.Length.ShouldBe(40);
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-NEW", configure: options => options.SetRequestHeader(
            "Authorization", "Basic " + Convert.ToBase64String([.. "CP-NEW:"u8, .. Convert.FromHexString(password)])));
        var boot = await cp.CallAsync("BootNotification", """{"chargePointVendor":"Acme","chargePointModel":"One"}""");
        ((string?)boot["status"]).ShouldBe("Accepted");
        foreach (var stored in await csms.EventsOfAsync("charge-point-CP-NEW"))
            System.Text.Encoding.UTF8.GetString(stored.Data.Span).ShouldNotContain(password);
    }

    [Fact]
    public async Task Shows_one_directly_after_it_was_registered()
    {
        await csms.Admin.SendAsync("POST", "/charge-points", """{"id":"CP-READ","registration":"PENDING","securityProfile":0}""").ShouldBeAsync(HttpStatusCode.Created);

        var read = await csms.Admin.ReadAsync("/charge-points/CP-READ").ShouldBeAsync(HttpStatusCode.OK);

        ((string?)read["registration"]).ShouldBe("pending");
        ((int?)read["securityProfile"]).ShouldBe(0);
        read.Body!["connection"].ShouldBeNull();
        read.Headers.Keys.ShouldContain("ETag");
        long.Parse(read.Headers["X-Projection-Position"], System.Globalization.CultureInfo.InvariantCulture).ShouldBePositive();
    }

    [Fact]
    public async Task Shows_the_live_connection_boot_and_connectors()
    {
        await csms.RegisterAsync("CP-LIVE");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-LIVE");
        await cp.CallAsync("BootNotification", """{"chargePointVendor":"Acme","chargePointModel":"One","firmwareVersion":"1.2"}""");
        await cp.CallAsync("StatusNotification", """{"connectorId":0,"errorCode":"NoError","status":"Available"}""");
        await cp.CallAsync("StatusNotification", """{"connectorId":1,"errorCode":"NoError","status":"SuspendedEV"}""");

        var read = await csms.Admin.ReadAsync("/charge-points/CP-LIVE").ShouldBeAsync(HttpStatusCode.OK);

        ((bool?)read["connection"]["connected"]).ShouldBe(true);
        read["connection"]["lastSeenAt"].ShouldNotBeNull();
        ((string?)read["boot"]["vendor"]).ShouldBe("Acme");
        ((string?)read["boot"]["answer"]).ShouldBe("accepted");
        ((string?)read["status"]).ShouldBe("Available");
        read["connectors"].AsArray().Count.ShouldBe(1);
        ((string?)read["connectors"][0]!["status"]).ShouldBe("SuspendedEV");
    }

    [Fact]
    public async Task Keeps_what_a_second_registration_would_change()
    {
        await csms.Admin.SendAsync("POST", "/charge-points", """{"id":"CP-TWICE","securityProfile":1,"password":"sixteen-bytes-ok"}""").ShouldBeAsync(HttpStatusCode.Created);

        await csms.Admin.SendAsync("POST", "/charge-points", """{"id":"CP-TWICE","securityProfile":1,"password":"other-password-1"}""")
            .ShouldBeAsync(HttpStatusCode.Conflict, "charge_point_exists");

        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-TWICE", "sixteen-bytes-ok");
    }

    [Fact]
    public async Task Disconnects_one_that_becomes_rejected_and_not_one_whose_password_changes()
    {
        await csms.Admin.SendAsync("POST", "/charge-points", """{"id":"CP-EDIT","securityProfile":1,"password":"sixteen-bytes-ok"}""").ShouldBeAsync(HttpStatusCode.Created);
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-EDIT", "sixteen-bytes-ok");

        await csms.Admin.SendAsync("PATCH", "/charge-points/CP-EDIT", """{"password":"another-password"}""").ShouldBeAsync(HttpStatusCode.OK);
        await cp.CallAsync("Heartbeat", "{}");
        await csms.Admin.SendAsync("PATCH", "/charge-points/CP-EDIT", """{"registration":"rejected"}""").ShouldBeAsync(HttpStatusCode.OK);

        await cp.Closed;
        var types = (await csms.EventsOfAsync("charge-point-CP-EDIT")).Select(e => e.Type);
        types.Take(5).ShouldBe(
            ["charge_point_registered", "charge_point_password_replaced", "charge_point_connected", "charge_point_password_replaced", "charge_point_settings_changed"]);
        await using var again = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-EDIT", "another-password");
    }

    [Fact]
    public async Task Makes_a_password_for_one_that_comes_to_need_one()
    {
        await csms.Admin.SendAsync("POST", "/charge-points", """{"id":"CP-UP","securityProfile":0}""").ShouldBeAsync(HttpStatusCode.Created);

        var changed = await csms.Admin.SendAsync("PATCH", "/charge-points/CP-UP", """{"securityProfile":2}""").ShouldBeAsync(HttpStatusCode.OK);

        ((string)changed["password"]!).Length.ShouldBe(40);
        (await csms.Admin.SendAsync("PATCH", "/charge-points/CP-UP", """{"securityProfile":1}""")).Body!["password"].ShouldBeNull();
        await csms.Admin.SendAsync("PATCH", "/charge-points/CP-UP", """{"securityProfile":0}""").ShouldBeAsync(HttpStatusCode.OK);
        await csms.Admin.SendAsync("PATCH", "/charge-points/CP-UP", """{"password":"sixteen-bytes-ok"}""").ShouldBeAsync(HttpStatusCode.Conflict, "password_not_used");
    }

    [Fact]
    public async Task Lets_only_the_first_of_two_editors_change_it()
    {
        await csms.Admin.SendAsync("POST", "/charge-points", """{"id":"CP-ETAG","securityProfile":0}""").ShouldBeAsync(HttpStatusCode.Created);
        var seen = (await csms.Admin.ReadAsync("/charge-points/CP-ETAG")).Headers["ETag"];

        var first = await csms.Admin.SendAsync("PATCH", "/charge-points/CP-ETAG", """{"registration":"pending"}""", ("If-Match", seen)).ShouldBeAsync(HttpStatusCode.OK);

        await csms.Admin.SendAsync("PATCH", "/charge-points/CP-ETAG", """{"registration":"rejected"}""", ("If-Match", seen))
            .ShouldBeAsync(HttpStatusCode.PreconditionFailed, "precondition_failed");
        await csms.Admin.SendAsync("DELETE", "/charge-points/CP-ETAG", null, ("If-Match", seen)).ShouldBeAsync(HttpStatusCode.PreconditionFailed, "precondition_failed");
        (await csms.Admin.ReadAsync("/charge-points/CP-ETAG")).Headers["ETag"].ShouldBe(first.Headers["ETag"]);
    }

    [Fact]
    public async Task Closes_the_connection_of_one_that_is_removed_and_keeps_its_history()
    {
        await csms.RegisterAsync("CP-GONE");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-GONE");

        await csms.Admin.SendAsync("DELETE", "/charge-points/CP-GONE").ShouldBeAsync(HttpStatusCode.NoContent);

        await cp.Closed;
        await csms.Admin.ReadAsync("/charge-points/CP-GONE").ShouldBeAsync(HttpStatusCode.NotFound, "charge_point_not_found");
        await csms.Admin.SendAsync("DELETE", "/charge-points/CP-GONE").ShouldBeAsync(HttpStatusCode.NotFound, "charge_point_not_found");
        await csms.Admin.ReadAsync("/streams/charge-point-CP-GONE/events").ShouldBeAsync(HttpStatusCode.OK);
        await csms.Admin.ReadAsync("/charge-points/CP-GONE/calls").ShouldBeAsync(HttpStatusCode.OK);
        await csms.Admin.SendAsync("POST", "/charge-points", """{"id":"CP-GONE","securityProfile":0}""").ShouldBeAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Finds_one_whose_identity_needs_escaping()
    {
        await csms.Admin.SendAsync("POST", "/charge-points", """{"id":"Süd/7 %2F","securityProfile":0}""").ShouldBeAsync(HttpStatusCode.Created);

        var read = await csms.Admin.ReadAsync($"/charge-points/{Uri.EscapeDataString("Süd/7 %2F")}").ShouldBeAsync(HttpStatusCode.OK);

        ((string?)read["id"]).ShouldBe("Süd/7 %2F");
        await csms.Admin.ReadAsync($"/streams/{Uri.EscapeDataString("charge-point-Süd/7 %2F")}/events").ShouldBeAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Lists_page_by_page_what_fits_the_filter()
    {
        foreach (var id in (string[])["PAGE-3", "PAGE-1", "PAGE-2"])
            await csms.RegisterAsync(id);
        await csms.RegisterAsync("PAGE-4", Domain.ChargePoints.RegistrationPolicy.Pending);
        var head = (await csms.Admin.ReadAsync("/events?after=0&limit=1000"))["next"];

        var first = await csms.Admin.ReadAsync($"/charge-points?search=page-&registration=accepted&limit=2&minPosition={head}").ShouldBeAsync(HttpStatusCode.OK);
        var second = await csms.Admin.ReadAsync($"/charge-points?search=page-&registration=accepted&limit=2&after={first["next"]}").ShouldBeAsync(HttpStatusCode.OK);

        first.Items.Concat(second.Items).Select(item => (string?)item["id"]).ShouldBe(["PAGE-1", "PAGE-2", "PAGE-3"]);
        second.Body!["next"].ShouldBeNull();
    }
}
