using System.Net;
using System.Text.Json.Nodes;
using Csms.Host.Tests.Api;
using Csms.Host.Tests.Conformance.SmartCharging;

namespace Csms.Host.Tests.Conformance.SpecDerived;

/// <summary>SD-K: what a charge point holds of charging profiles, and what follows from it (OCPP 1.6 sections 3.13, 5.5, 5.7 and 5.16).</summary>
[Collection(OneHost.Name)]
public sealed class HeldProfiles(CsmsFixture csms)
{
    [Fact]
    public async Task SD_K01_Are_held_against_the_rules_before_they_are_sent()
    {
        await using var station = await Station.ConnectAsync(csms);
        var wrong = Payload(1, Profiles.Absolute(1, "ChargePointMaxProfile", stackLevel: 0));
        var refused = await csms.Admin.SendAsync("POST", Path(station), wrong).ShouldBeAsync(HttpStatusCode.BadRequest, "charging_profile_objectionable");
        ((string?)refused["objections"][0]!["code"]).ShouldBe("profile_needs_connector_0");
        station.IsLeftAlone();

        var (call, told) = await station.IsAskedByAsync("POST", Path(station) + "&override=true", wrong, new { status = "Rejected" });
        ((int?)call[3]!["connectorId"]).ShouldBe(1);
        ((string?)told["warnings"][0]!["code"]).ShouldBe("profile_needs_connector_0");
        await station.HoldsAsync();
    }

    [Fact]
    public async Task SD_K01_Are_held_against_what_the_charge_point_says_it_can()
    {
        await using var station = await Station.ConnectAsync(csms);
        await SaysAsync(station, ("ChargeProfileMaxStackLevel", "2"), ("ChargingScheduleAllowedChargingRateUnit", "Power"));
        var refused = await csms.Admin.SendAsync("POST", Path(station), Payload(1, Profiles.Absolute(1, "TxDefaultProfile", stackLevel: 3)))
            .ShouldBeAsync(HttpStatusCode.BadRequest, "charging_profile_objectionable");

        refused["objections"].AsArray().Select(objection => (string?)objection!["code"]).ShouldBe(["stack_level_out_of_range", "unit_not_allowed"]);
    }

    [Fact]
    public async Task SD_K02_Take_the_place_of_others()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.IsSetAsync(1, Profiles.Absolute(1, "TxDefaultProfile", stackLevel: 1));
        await station.IsSetAsync(1, Profiles.Absolute(2, "TxDefaultProfile", stackLevel: 1));
        await station.HoldsAsync(2);
        await station.IsSetAsync(2, Profiles.Absolute(2, "TxDefaultProfile", stackLevel: 4));

        await Eventually.BecomesAsync(() => station.ProfilesAsync(), held => held.Select(profile => (int?)profile["connectorId"]).SequenceEqual([2]));
        (await station.ProfilesAsync("removed")).Select(profile => (string?)profile["removalReason"]).ShouldBe(["replaced", "replaced"]);
    }

    [Fact]
    public async Task SD_K07_Of_a_remote_start_give_way_to_those_of_the_transaction()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.AsksAsync(
            "RemoteStartTransaction",
            new JsonObject { ["idTag"] = station.IdTag, ["connectorId"] = 1, ["chargingProfile"] = Profiles.Relative(7, "TxProfile", stackLevel: 1) }.ToJsonString(),
            new { status = "Accepted" });
        var transactionId = await station.HasStartedAsync();
        await station.HoldsAsync(7);
        await station.IsSetAsync(1, Profiles.Relative(8, "TxProfile", stackLevel: 1, transactionId: transactionId));
        await station.HoldsAsync(8);
    }

    [Fact]
    public async Task SD_K08_Apply_at_once_to_the_transaction_that_has_none_of_its_own()
    {
        await using var station = await Station.ConnectAsync(csms);
        var transactionId = await station.IsChargingAsync();
        await station.IsSetAsync(1, Profiles.Relative(1, "TxDefaultProfile", stackLevel: 1));
        await station.HoldsAsync(1);
        (await LimitAsync(station)).ShouldBe(6m);

        await station.IsSetAsync(0, Profiles.Relative(2, "ChargePointMaxProfile", stackLevel: 1));
        await station.StopsAsync(transactionId);
        await station.HoldsAsync(1, 2);
    }

    [Theory]
    [InlineData("Rejected")]
    [InlineData("NotSupported")]
    [InlineData("CALLERROR")]
    public async Task SD_K11_Are_not_held_when_the_charge_point_refuses(string answer)
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.IsSetAsync(1, Profiles.Absolute(1, "TxDefaultProfile", stackLevel: 1));
        var profile = Profiles.Absolute(2, "TxDefaultProfile", stackLevel: 1);
        if (answer == "CALLERROR")
        {
            await csms.Admin.SendAsync("POST", $"/charge-points/{station.Id}/calls/SetChargingProfile", Payload(1, profile)).ShouldBeAsync(HttpStatusCode.Accepted);
            var call = await station.Wire.ReceiveCallAsync();
            await station.Wire.SendAsync($$"""[4,{{call[1]!.ToJsonString()}},"PropertyConstraintViolation","",{}]""");
        }
        else
        {
            await station.IsSetAsync(1, profile, answer);
        }

        // What is set afterwards shows that nothing is on its way any more.
        await station.IsSetAsync(1, Profiles.Absolute(3, "TxDefaultProfile", stackLevel: 2));
        await station.HoldsAsync(1, 3);
    }

    [Fact]
    public async Task SD_K12_Are_gone_when_the_charge_point_says_that_it_has_none()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.IsSetAsync(1, Profiles.Absolute(1, "TxDefaultProfile", stackLevel: 1));
        await station.IsSetAsync(2, Profiles.Absolute(2, "TxDefaultProfile", stackLevel: 1));
        var (call, _) = await station.IsAskedByAsync(
            "DELETE", $"/charge-points/{station.Id}/charging-profiles?connectorId=1&purpose=txDefaultProfile&wait=20", null, new { status = "Unknown" });

        JsonNode.DeepEquals(call[3], JsonNode.Parse("""{"connectorId":1,"chargingProfilePurpose":"TxDefaultProfile"}""")).ShouldBeTrue(call.ToJsonString());
        await station.HoldsAsync(2);
    }

    [Fact]
    public async Task SD_K13_Are_held_against_the_schedule_that_is_reported()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.IsSetAsync(1, Profiles.Relative(1, "TxDefaultProfile", stackLevel: 1));
        await station.IsChargingAsync();
        await ComparesAsync(station, 6, agrees: true);
        await ComparesAsync(station, 32, agrees: false);

        var rejected = await station.AsksAsync("GetCompositeSchedule", new { connectorId = 1, duration = 60 }, new { status = "Rejected" });
        await csms.Admin.ReadAsync($"/charge-points/{station.Id}/composite-schedule/comparison?callId={rejected["id"]}")
            .ShouldBeAsync(HttpStatusCode.Conflict, "no_schedule_reported");
    }

    [Fact]
    public async Task SD_K14_For_a_transaction_that_was_told_late_are_warned_of()
    {
        await using var station = await Station.ConnectAsync(csms);
        var transactionId = await station.HasStartedAsync(timestamp: DateTimeOffset.UtcNow.AddHours(-3));
        await station.StillRunsAsync(transactionId);
        var (_, told) = await station.IsAskedByAsync(
            "POST", Path(station), Payload(1, Profiles.Relative(1, "TxProfile", stackLevel: 1, transactionId: transactionId)), new { status = "Accepted" });

        ((string?)told["warnings"][0]!["code"]).ShouldBe("transaction_reported_late");
    }

    [Fact]
    public async Task SD_K15_Outlive_a_boot_but_not_their_transaction()
    {
        await using var station = await Station.ConnectAsync(csms);
        var transactionId = await station.IsChargingAsync();
        await station.IsSetAsync(1, Profiles.Absolute(1, "TxDefaultProfile", stackLevel: 1));
        await station.IsSetAsync(1, Profiles.Absolute(2, "TxProfile", stackLevel: 1, transactionId: transactionId));
        await station.HoldsAsync(1, 2);
        await station.ReconnectAsync();
        await station.BootsAsync();
        await station.HoldsAsync(1, 2);
        await station.StopsAsync(transactionId, "PowerLoss");

        await station.HoldsAsync(1);
        ((string?)(await station.ProfilesAsync("removed")).Single()["removalReason"]).ShouldBe("transaction_ended");
    }

    [Fact]
    public async Task SD_K15_End_with_their_transaction_also_behind_one_that_had_none()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.StopsAsync(await station.IsChargingAsync(), "Local");
        var transactionId = await station.HasStartedAsync();
        await station.IsSetAsync(1, Profiles.Absolute(1, "TxProfile", stackLevel: 1, transactionId: transactionId));
        await station.HoldsAsync(1);
        await station.StopsAsync(transactionId, "Local");

        await station.HoldsAsync();
    }

    [Fact]
    public async Task End_with_a_transaction_that_another_one_followed()
    {
        await using var station = await Station.ConnectAsync(csms);
        var lost = await station.IsChargingAsync();
        await station.IsSetAsync(1, Profiles.Absolute(1, "TxProfile", stackLevel: 1, transactionId: lost));
        await station.HoldsAsync(1);
        await station.HasStartedAsync();

        await station.HoldsAsync();
        ((string?)(await station.ProfilesAsync("removed")).Single()["removalReason"]).ShouldBe("transaction_ended");
    }

    [Fact]
    public async Task Are_not_counted_from_a_transaction_that_another_one_followed()
    {
        await using var station = await Station.ConnectAsync(csms);
        var profile = Profiles.Relative(1, "TxDefaultProfile", stackLevel: 1);
        profile["chargingSchedule"]!["chargingSchedulePeriod"]!.AsArray().Add(new JsonObject { ["startPeriod"] = 3600, ["limit"] = 16m });
        await station.IsSetAsync(1, profile);
        await station.HoldsAsync(1);
        await station.HasStartedAsync(timestamp: DateTimeOffset.UtcNow.AddHours(-2));
        (await LimitAsync(station)).ShouldBe(16m);
        await station.StopsAsync(await station.HasStartedAsync());

        (await LimitAsync(station)).ShouldBe(6m);
    }

    [Fact]
    public async Task SD_K16_Go_out_with_the_tenths_they_came_with()
    {
        await using var station = await Station.ConnectAsync(csms);
        var profile = Profiles.Absolute(1, "TxDefaultProfile", stackLevel: 1);
        profile["chargingSchedule"]!["chargingSchedulePeriod"]![0]!["limit"] = 16.3m;
        var (call, _) = await station.IsAskedByAsync("POST", Path(station), Payload(1, profile), new { status = "Accepted" });

        call[3]!["csChargingProfiles"]!["chargingSchedule"]!["chargingSchedulePeriod"]![0]!["limit"]!.ToJsonString().ShouldBe("16.3");
    }

    [Fact]
    public async Task SD_K17_Too_many_of_them_are_warned_of()
    {
        await using var station = await Station.ConnectAsync(csms);
        await SaysAsync(station, ("MaxChargingProfilesInstalled", "1"));
        await station.IsSetAsync(1, Profiles.Absolute(1, "TxDefaultProfile", stackLevel: 1));
        await station.HoldsAsync(1);
        var (_, told) = await station.IsAskedByAsync("POST", Path(station), Payload(1, Profiles.Absolute(2, "TxDefaultProfile", stackLevel: 2)), new { status = "Rejected" });

        ((string?)told["warnings"][0]!["code"]).ShouldBe("too_many_profiles");
    }

    [Fact]
    public async Task Of_nobody_are_not_there()
    {
        await csms.Admin.ReadAsync("/charge-points/NOBODY-K/charging-profiles").ShouldBeAsync(HttpStatusCode.NotFound, "charge_point_not_found");
        await csms.Admin.ReadAsync("/charge-points/NOBODY-K/composite-schedule?connectorId=1&duration=60").ShouldBeAsync(HttpStatusCode.NotFound, "charge_point_not_found");
        await csms.Admin.ReadAsync("/charge-points/NOBODY-K/composite-schedule?connectorId=1&duration=0").ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_parameter");
        await csms.Admin.ReadAsync("/charge-points/NOBODY-K/composite-schedule?duration=60").ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_parameter");
        await csms.Admin.ReadAsync($"/charge-points/NOBODY-K/composite-schedule/comparison?callId={Guid.NewGuid()}").ShouldBeAsync(HttpStatusCode.NotFound, "call_not_found");
        await csms.Admin.SendAsync("POST", "/charge-points/NOBODY-K/charging-profiles", "{}").ShouldBeAsync(HttpStatusCode.NotFound, "charge_point_not_found");
        await csms.Admin.SendAsync("DELETE", "/charge-points/NOBODY-K/charging-profiles").ShouldBeAsync(HttpStatusCode.NotFound, "charge_point_not_found");
    }

    private static string Path(Station station) => $"/charge-points/{station.Id}/charging-profiles?wait=20";

    private static string Payload(int connectorId, JsonObject profile) => new JsonObject { ["connectorId"] = connectorId, ["csChargingProfiles"] = profile }.ToJsonString();

    /// <summary>The charge point answers GetConfiguration.</summary>
    private static Task<JsonNode> SaysAsync(Station station, params (string Key, string Value)[] keys) => station.AsksAsync(
        "GetConfiguration", "{}", new { configurationKey = keys.Select(pair => new { key = pair.Key, @readonly = true, value = pair.Value }) });

    private async Task<decimal?> LimitAsync(Station station) => (decimal?)(await csms.Admin.ReadAsync(
        $"/charge-points/{station.Id}/composite-schedule?connectorId=1&duration=60").ShouldBeAsync(HttpStatusCode.OK))["periods"][0]!["limit"];

    private async Task ComparesAsync(Station station, int reportedLimit, bool agrees)
    {
        var call = await station.AsksAsync(
            "GetCompositeSchedule",
            new { connectorId = 1, duration = 60 },
            new
            {
                status = "Accepted",
                connectorId = 1,
                scheduleStart = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
                chargingSchedule = new { chargingRateUnit = "A", chargingSchedulePeriod = new[] { new { startPeriod = 0, limit = reportedLimit } } },
            });
        await station.HoldsAsync(1);
        var compared = await csms.Admin.ReadAsync($"/charge-points/{station.Id}/composite-schedule/comparison?callId={call["id"]}").ShouldBeAsync(HttpStatusCode.OK);
        ((bool?)compared["agrees"]).ShouldBe(agrees, compared.Body!.ToJsonString());
        compared["deviations"].AsArray().Count.ShouldBe(agrees ? 0 : 1);
    }
}
