using System.Net;
using System.Text.Json.Nodes;
using Csms.Host.Tests.Api;
using Csms.Host.Tests.Certificates;
using Csms.Host.Tests.Conformance.Security;
using Csms.Simulator;

namespace Csms.Host.Tests.Tls;

/// <summary>From a password in clear to a certificate of its own, all of it ordered over REST and told over OCPP.</summary>
public sealed class EquippingADevice(OperatorHost csms) : IClassFixture<OperatorHost>
{
    private const string Id = "DEVICE-2";

    [Fact]
    public async Task Gives_it_a_root_a_certificate_and_another_password_and_raises_it_step_by_step()
    {
        var door = await Door.RegisteredAsync(csms, Id, 1);
        var ca = Path.Combine(csms.DataFolder, "certificates", "ca.crt");
        await using var device = new SimulatedChargePoint(new ChargePointOptions
        {
            Identity = Id,
            Url = csms.Ocpp,
            SecureUrl = new UriBuilder(csms.Https) { Scheme = "wss", Path = "/ocpp" }.Uri,
            CaFile = ca,
            Password = Door.PasswordBytes,
            Settings = new Dictionary<string, string> { ["SecurityProfile"] = "1", ["CpoName"] = "Operator" },
            FirstReconnectWait = TimeSpan.FromMilliseconds(50),
        });
        using var ending = new CancellationTokenSource();
        var running = device.RunAsync(ending.Token);
        await IsConnectedAsync();

        (await SetsProfileAsync(2)).Code.ShouldBe("root_certificate_needed");
        await PostAsync("trusted-roots", new JsonObject { ["use"] = "CentralSystemRootCertificate", ["certificate"] = await File.ReadAllTextAsync(ca) });
        await IsRaisedAsync(door, 2);

        await PostAsync("password");
        await IsConnectedAsync();
        (await SetsProfileAsync(3)).Code.ShouldBe("client_certificate_needed");
        await PostAsync("calls/ExtendedTriggerMessage", new JsonObject { ["requestedMessage"] = "SignChargePointCertificate" });
        var certificate = await csms.HasCertificateAsync(Id, "accepted");
        await IsRaisedAsync(door, 3);
        await IsConnectedAsync();

        (await door.RefusedInClearAsync(Door.PasswordBytes)).ShouldBe(HttpStatusCode.Forbidden);
        // It is this certificate that opened the door: without it, it is shut.
        await csms.Admin.SendAsync("POST", $"/certificates/{certificate["id"]}/revoke", "{}").ShouldBeAsync(HttpStatusCode.NoContent);
        await Eventually.BecomesAsync(
            () => csms.EventsOfAsync($"charge-point-{Id}"),
            events => events.Any(e => e.Type == "connection_refused" && (string?)JsonNode.Parse(e.Data.Span)!["reason"] == "ClientCertificateRefused"));

        await ending.CancelAsync();
        await running;
        device.Failures.ShouldBeEmpty();
    }

    private async Task IsRaisedAsync(Door door, int profile)
    {
        (await SetsProfileAsync(profile)).Status.ShouldBe(HttpStatusCode.OK);
        await PostAsync("calls/Reset", new JsonObject { ["type"] = "Hard" });
        await Eventually.BecomesAsync(() => door.ProfileAsync(), reached => reached == profile);
        await IsConnectedAsync();
    }

    private Task<RestAnswer> SetsProfileAsync(int profile) => csms.Admin.SendAsync(
        "POST", $"/charge-points/{Id}/calls/ChangeConfiguration?wait=30", $$"""{"key":"SecurityProfile","value":"{{profile}}"}""");

    private Task PostAsync(string path, JsonObject? body = null) =>
        csms.Admin.SendAsync("POST", $"/charge-points/{Id}/{path}?wait=30", body?.ToJsonString()).ShouldBeAsync(HttpStatusCode.OK);

    private Task IsConnectedAsync() =>
        Eventually.BecomesAsync(() => csms.Admin.ReadAsync($"/charge-points/{Id}"), rest => (bool?)rest.Body?["connection"]?["connected"] == true);
}
