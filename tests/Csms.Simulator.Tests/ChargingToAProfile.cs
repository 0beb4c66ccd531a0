using System.Globalization;
using Csms.Simulator.SmartCharging;
using Ocpp.Protocol.V16;

namespace Csms.Simulator.Tests;

public sealed class ChargingToAProfile : SimulatorTest
{
    [Fact]
    public async Task A_profile_out_of_place_is_turned_down()
    {
        var chargePoint = await BootedAsync(options => options with { Connectors = 2 });
        var running = await chargePoint.StartAsync(1, "TAG-1");

        (await InstallAsync(1, Profile(1, "TxProfile", transactionId: running.TransactionId))).ShouldBe("Accepted");
        (await InstallAsync(1, Profile(2, "TxProfile", transactionId: 1))).ShouldBe("Rejected");
        (await InstallAsync(1, Profile(2, "TxProfile"))).ShouldBe("Rejected");
        (await InstallAsync(2, Profile(2, "TxProfile", transactionId: running.TransactionId))).ShouldBe("Rejected");
        (await InstallAsync(0, Profile(2, "TxProfile", transactionId: running.TransactionId))).ShouldBe("Rejected");
        (await InstallAsync(1, Profile(2, "ChargePointMaxProfile"))).ShouldBe("Rejected");
        (await InstallAsync(0, Profile(2, "ChargePointMaxProfile"))).ShouldBe("Accepted");
        (await InstallAsync(0, Profile(3, "TxDefaultProfile", stackLevel: 11))).ShouldBe("Rejected");
        (await InstallAsync(0, Profile(3, "TxDefaultProfile", validTo: DateTimeOffset.UtcNow.AddMinutes(-1)))).ShouldBe("Rejected");
        (await Central.CallAsync("SetChargingProfile", $$"""{"connectorId":3,"csChargingProfiles":{{Profile(3, "TxDefaultProfile")}}}"""))[2].GetString()
            .ShouldBe("PropertyConstraintViolation");
    }

    [Fact]
    public async Task A_profile_replaces_the_one_with_its_number_and_the_one_at_its_place()
    {
        var chargePoint = await BootedAsync();
        await InstallAsync(1, Profile(1, "TxDefaultProfile", stackLevel: 0));
        await InstallAsync(0, Profile(1, "TxDefaultProfile", stackLevel: 2));
        chargePoint.Profiles.All.ShouldHaveSingleItem().ConnectorId.ShouldBe(0);

        await InstallAsync(0, Profile(2, "TxDefaultProfile", stackLevel: 2));
        await InstallAsync(0, Profile(3, "TxDefaultProfile", stackLevel: 1));
        await InstallAsync(1, Profile(4, "TxDefaultProfile", stackLevel: 1));

        chargePoint.Profiles.All.Select(entry => entry.Profile.ChargingProfileId).ShouldBe([2, 3, 4]);
    }

    [Fact]
    public async Task There_is_room_for_so_many()
    {
        await BootedAsync(settings: ("MaxChargingProfilesInstalled", "1"));

        (await InstallAsync(0, Profile(1, "TxDefaultProfile"))).ShouldBe("Accepted");
        (await InstallAsync(1, Profile(2, "TxDefaultProfile"))).ShouldBe("Rejected");
        (await InstallAsync(1, Profile(1, "TxDefaultProfile"))).ShouldBe("Accepted");
    }

    [Theory]
    [InlineData("""{"id":2}""", "1 3 4")]
    [InlineData("""{"id":2,"connectorId":1}""", "1 3 4")]
    [InlineData("""{"connectorId":0}""", "3 4")]
    [InlineData("""{"chargingProfilePurpose":"TxDefaultProfile","stackLevel":1}""", "1 2 4")]
    [InlineData("{}", "")]
    public async Task Clearing_takes_what_fits_all_that_is_asked(string asked, string left)
    {
        var chargePoint = await BootedAsync();
        await InstallAsync(0, Profile(1, "ChargePointMaxProfile"));
        await InstallAsync(0, Profile(2, "TxDefaultProfile"));
        await InstallAsync(1, Profile(3, "TxDefaultProfile", stackLevel: 1));
        await InstallAsync(1, Profile(4, "TxDefaultProfile", stackLevel: 2));

        (await Central.StatusOfAsync("ClearChargingProfile", asked)).ShouldBe("Accepted");

        string.Join(' ', chargePoint.Profiles.All.Select(entry => entry.Profile.ChargingProfileId)).ShouldBe(left);
        (await Central.StatusOfAsync("ClearChargingProfile", """{"id":99}""")).ShouldBe("Unknown");
    }

    [Fact]
    public async Task A_profile_of_a_transaction_ends_with_it_and_others_survive_a_loss_of_power()
    {
        var chargePoint = await BootedAsync();
        var running = await chargePoint.StartAsync(1, "TAG-1");
        await InstallAsync(1, Profile(1, "TxProfile", transactionId: running.TransactionId));
        await InstallAsync(1, Profile(2, "TxDefaultProfile"));

        await chargePoint.StopAsync(running);
        chargePoint.LosePower();

        chargePoint.Profiles.All.ShouldHaveSingleItem().Profile.ChargingProfileId.ShouldBe(2);
    }

    [Fact]
    public async Task A_remote_start_brings_its_profile_and_no_other_kind()
    {
        var chargePoint = await BootedAsync();

        (await StartAsync(Profile(1, "TxDefaultProfile"))).ShouldBe("Rejected");
        (await StartAsync(Profile(1, "TxProfile", transactionId: 5))).ShouldBe("Rejected");
        (await StartAsync(Profile(1, "TxProfile", limit: "7.5"))).ShouldBe("Accepted");
        await StatusAsync(chargePoint, 1, "Charging");

        (await CompositeAsync(1, 60, "A")).ShouldBe("0:7.5");
        Task<string?> StartAsync(string profile) => Central.StatusOfAsync("RemoteStartTransaction", $$"""{"idTag":"TAG-1","connectorId":1,"chargingProfile":{{profile}}}""");
    }

    [Fact]
    public async Task The_composite_schedule_follows_the_highest_level_in_force()
    {
        // The vector of the official case TC_072.
        var time = new ManualTime();
        var chargePoint = await BootedAsync(time: time);
        chargePoint.Clock.Set(time.GetUtcNow());
        var start = chargePoint.Clock.Now;
        await InstallAsync(1, Absolute(1, 0, start, 400, "0:6", "100:8", "200:10"));
        await InstallAsync(1, Absolute(2, 1, start, 150, "0:7", "100:9"));
        (await CompositeAsync(1, 350, "A")).ShouldBe("0:7 100:9 150:8 200:10");

        time.Advance(TimeSpan.FromSeconds(10));

        (await CompositeAsync(1, 350, "A")).ShouldBe("0:7 90:9 140:8 190:10");
    }

    [Fact]
    public async Task The_charge_point_as_a_whole_caps_it_and_without_a_profile_the_hardware_does()
    {
        var chargePoint = await BootedAsync(options => options with { ConnectorWatts = 11_000, Connectors = 2 });
        (await CompositeAsync(1, 60, "W")).ShouldBe("0:11000");
        (await CompositeAsync(0, 60, "W")).ShouldBe("0:22000");

        await InstallAsync(0, Profile(1, "TxDefaultProfile", limit: "10"));
        (await CompositeAsync(1, 60, "W")).ShouldBe("0:6900");
        (await CompositeAsync(0, 60, "A")).ShouldBe("0:20");
        await InstallAsync(1, Profile(2, "TxDefaultProfile", limit: "13"));
        (await CompositeAsync(1, 60, "A")).ShouldBe("0:13");
        (await CompositeAsync(2, 60, "A")).ShouldBe("0:10");
        await InstallAsync(0, Profile(3, "ChargePointMaxProfile", limit: "12"));
        (await CompositeAsync(1, 60, "A")).ShouldBe("0:12");
        (await CompositeAsync(0, 60, "A")).ShouldBe("0:12");
        (await Central.StatusOfAsync("GetCompositeSchedule", """{"connectorId":3,"duration":60}""")).ShouldBe("Rejected");
        chargePoint.Profiles.All.Count.ShouldBe(3);
    }

    [Fact]
    public void A_recurring_schedule_begins_anew_every_day()
    {
        var monday = new DateTimeOffset(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);
        var profile = new ChargingProfile(
            1,
            0,
            ChargingProfilePurpose.TxDefaultProfile,
            ChargingProfileKind.Recurring,
            new(ChargingRateUnit.W, [new(0, 5000), new(3600, 3000)], Duration: 7200, StartSchedule: monday),
            RecurrencyKind: RecurrencyKind.Daily,
            ValidTo: monday.AddDays(3));
        var composite = new CompositeSchedule([new(0, profile)], _ => monday, _ => 22_000);

        Written(composite.Of([1], monday.AddDays(1).AddMinutes(30), 7200, ChargingRateUnit.W)).ShouldBe("0:5000 1800:3000 5400:22000");
        Written(composite.Of([1], monday.AddDays(2).AddHours(-1), 2 * 86_400, ChargingRateUnit.W)).ShouldBe("0:22000 3600:5000 7200:3000 10800:22000");
    }

    private Task<string?> InstallAsync(int connectorId, string profile) =>
        Central.StatusOfAsync("SetChargingProfile", $$"""{"connectorId":{{connectorId}},"csChargingProfiles":{{profile}}}""");

    private async Task<string> CompositeAsync(int connectorId, int duration, string unit)
    {
        var answer = (await Central.CallAsync("GetCompositeSchedule", $$"""{"connectorId":{{connectorId}},"duration":{{duration}},"chargingRateUnit":"{{unit}}"}"""))[2];
        answer.GetProperty("connectorId").GetInt32().ShouldBe(connectorId);
        var schedule = answer.GetProperty("chargingSchedule");
        (schedule.GetProperty("chargingRateUnit").GetString(), schedule.GetProperty("duration").GetInt32()).ShouldBe((unit, duration));
        return string.Join(' ', schedule.GetProperty("chargingSchedulePeriod").EnumerateArray().Select(period =>
            string.Create(CultureInfo.InvariantCulture, $"{period.GetProperty("startPeriod").GetInt32()}:{period.GetProperty("limit").GetDecimal():0.#}")));
    }

    private static string Written(ChargingSchedule schedule) => string.Join(
        ' ', schedule.ChargingSchedulePeriod.Select(period => string.Create(CultureInfo.InvariantCulture, $"{period.StartPeriod}:{period.Limit:0.#}")));

    private static string Profile(
        int id, string purpose, int stackLevel = 0, int? transactionId = null, string limit = "16", DateTimeOffset? validTo = null) =>
        $$$"""
        {"chargingProfileId":{{{id}}},"stackLevel":{{{stackLevel}}},"chargingProfilePurpose":"{{{purpose}}}","chargingProfileKind":"Absolute",
        {{{(transactionId is null ? "" : $"\"transactionId\":{transactionId},")}}}{{{(validTo is { } end ? $"\"validTo\":\"{end:yyyy-MM-ddTHH:mm:ssZ}\"," : "")}}}
        "chargingSchedule":{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":{{{limit}}}}]}}
        """;

    private static string Absolute(int id, int stackLevel, DateTimeOffset start, int duration, params string[] periods)
    {
        var written = periods.Select(period => period.Split(':')).Select(parts => $$"""{"startPeriod":{{parts[0]}},"limit":{{parts[1]}}}""");
        return $$$"""
            {"chargingProfileId":{{{id}}},"stackLevel":{{{stackLevel}}},"chargingProfilePurpose":"TxDefaultProfile","chargingProfileKind":"Absolute",
            "validFrom":"{{{start:yyyy-MM-ddTHH:mm:ss.fffZ}}}","validTo":"{{{start.AddSeconds(401):yyyy-MM-ddTHH:mm:ss.fffZ}}}",
            "chargingSchedule":{"duration":{{{duration}}},"startSchedule":"{{{start:yyyy-MM-ddTHH:mm:ss.fffZ}}}","chargingRateUnit":"A","chargingSchedulePeriod":[{{{string.Join(',', written)}}}]}}
            """;
    }
}
