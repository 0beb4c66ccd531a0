using Ocpp.Protocol.V16;

namespace Csms.Simulator.Tests;

public sealed class KeepingALocalList : SimulatorTest
{
    private const string Entry = """{"idTag":"LISTED","idTagInfo":{"status":"Accepted"}}""";
    private const string Blocked = """{"idTag":"BLOCKED","idTagInfo":{"status":"Blocked"}}""";

    [Fact]
    public async Task An_empty_list_is_version_0_and_a_device_without_lists_says_so()
    {
        var chargePoint = await BootedAsync();
        (await VersionAsync()).ShouldBe(0);

        chargePoint.Settings.Set("LocalAuthListEnabled", "false");

        (await VersionAsync()).ShouldBe(-1);
        (await SendAsync(1, "Full", Entry)).ShouldBe("NotSupported");
    }

    [Fact]
    public async Task A_full_update_replaces_and_a_differential_one_adds_changes_and_removes()
    {
        var chargePoint = await BootedAsync();
        (await SendAsync(3, "Full", Entry, Blocked)).ShouldBe("Accepted");
        (await SendAsync(4, "Differential", """{"idTag":"listed"}""", """{"idTag":"NEW","idTagInfo":{"status":"Expired"}}""")).ShouldBe("Accepted");

        (await VersionAsync()).ShouldBe(4);
        chargePoint.LocalList.Find("LISTED").ShouldBeNull();
        chargePoint.LocalList.Find("new")!.Status.ShouldBe(AuthorizationStatus.Expired);
        (await SendAsync(9, "Full", Entry)).ShouldBe("Accepted");
        chargePoint.LocalList.Find("BLOCKED").ShouldBeNull();
        (await SendAsync(10, "Full")).ShouldBe("Accepted");
        (await VersionAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(3)]
    public async Task A_differential_update_must_be_newer(int version)
    {
        await BootedAsync();
        await SendAsync(4, "Full", Entry);

        (await SendAsync(version, "Differential", Blocked)).ShouldBe("VersionMismatch");

        (await VersionAsync()).ShouldBe(4);
    }

    [Theory]
    [InlineData(5, "Full", """{"idTag":"TWICE","idTagInfo":{"status":"Accepted"}},{"idTag":"twice","idTagInfo":{"status":"Accepted"}}""")]
    [InlineData(5, "Full", """{"idTag":"NAKED"}""")]
    [InlineData(0, "Full", Entry)]
    [InlineData(5, "Differential", """{"idTag":"ONE","idTagInfo":{"status":"Accepted"}},{"idTag":"TWO","idTagInfo":{"status":"Accepted"}}""")]
    public async Task A_list_that_contradicts_itself_or_is_too_long_fails_and_changes_nothing(int version, string type, string entries)
    {
        var chargePoint = await BootedAsync(settings: ("LocalAuthListMaxLength", "2"));
        await SendAsync(4, "Full", Entry);

        (await SendAsync(version, type, entries)).ShouldBe("Failed");

        (await VersionAsync()).ShouldBe(4);
        chargePoint.LocalList.Find("LISTED").ShouldNotBeNull();
    }

    [Fact]
    public async Task A_broken_message_is_still_refused()
    {
        await BootedAsync();

        (await Central.CallAsync("SendLocalList", """{"listVersion":1}"""))[2].GetString().ShouldBe("OccurenceConstraintViolation");
        (await Central.CallAsync("SendLocalList", """{"listVersion":1,"updateType":"Partial"}"""))[2].GetString().ShouldBe("PropertyConstraintViolation");
    }

    [Fact]
    public async Task The_list_decides_without_a_connection_and_survives_a_loss_of_power()
    {
        var chargePoint = await BootedAsync();
        var past = DateTimeOffset.UtcNow.AddDays(-1).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        await SendAsync(1, "Full", Entry, Blocked, $$$"""{"idTag":"OLD","idTagInfo":{"status":"Accepted","expiryDate":"{{{past}}}"}}""");
        chargePoint.LosePower();
        await chargePoint.RestorePowerAsync();
        await chargePoint.GoOfflineAsync();

        (await chargePoint.AuthorizeAsync("listed")).ShouldBe(AuthorizationStatus.Accepted);
        (await chargePoint.AuthorizeAsync("BLOCKED")).ShouldBe(AuthorizationStatus.Blocked);
        (await chargePoint.AuthorizeAsync("OLD")).ShouldBe(AuthorizationStatus.Expired);
        (await chargePoint.AuthorizeAsync("NOBODY")).ShouldBe(AuthorizationStatus.Invalid);
    }

    [Fact]
    public async Task With_LocalPreAuthorize_a_listed_token_is_not_asked_about()
    {
        var chargePoint = await BootedAsync(settings: ("LocalPreAuthorize", "true"));
        await SendAsync(1, "Full", Entry);

        await chargePoint.AuthorizeAsync("LISTED");
        ActionsSent(chargePoint).ShouldNotContain("Authorize");
    }

    private async Task<int> VersionAsync() => (await Central.CallAsync("GetLocalListVersion", "{}"))[2].GetProperty("listVersion").GetInt32();

    private Task<string?> SendAsync(int version, string type, params string[] entries) =>
        Central.StatusOfAsync("SendLocalList", $$"""{"listVersion":{{version}},"updateType":"{{type}}","localAuthorizationList":[{{string.Join(',', entries)}}]}""");
}
