using System.Net;
using Csms.Host.Tests.Api;
using Csms.Host.Tests.Conformance.Security;
using Csms.Simulator;

namespace Csms.Host.Tests.Tls;

public sealed class RaisingADevice(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    [Fact]
    public async Task Goes_from_a_password_to_tls_to_a_certificate()
    {
        using var authority = TestAuthority.Root();
        authority.TrustedBy(csms);
        var door = await Door.RegisteredAsync(csms, "DEVICE-1", 1);
        using var certificate = authority.Client(door.Id);
        await using var device = new SimulatedChargePoint(new ChargePointOptions
        {
            Identity = door.Id,
            Url = csms.Ocpp,
            SecureUrl = new UriBuilder(csms.Https) { Scheme = "wss", Path = "/ocpp" }.Uri,
            CaFile = Path.Combine(csms.DataFolder, "certificates", "ca.crt"),
            Password = Door.PasswordBytes,
            ClientCertificate = certificate,
            Settings = new Dictionary<string, string> { ["SecurityProfile"] = "1" },
            FirstReconnectWait = TimeSpan.FromMilliseconds(50),
        });
        using var ending = new CancellationTokenSource();
        var running = device.RunAsync(ending.Token);
        await Eventually.BecomesAsync(() => Task.FromResult(device.IsConnected), connected => connected);

        await csms.Admin.SendAsync("POST", $"/charge-points/{door.Id}/password?wait=30").ShouldBeAsync(HttpStatusCode.OK);
        foreach (var profile in new[] { 2, 3 })
        {
            await Eventually.BecomesAsync(() => csms.Admin.ReadAsync($"/charge-points/{door.Id}"), rest => (bool)rest["connection"]["connected"]!);
            await csms.Admin.SendAsync("POST", $"/charge-points/{door.Id}/calls/ChangeConfiguration?wait=30&force=true", $$"""{"key":"SecurityProfile","value":"{{profile}}"}""")
                .ShouldBeAsync(HttpStatusCode.OK);
            await csms.Admin.SendAsync("POST", $"/charge-points/{door.Id}/calls/Reset?wait=30", """{"type":"Hard"}""").ShouldBeAsync(HttpStatusCode.OK);
            await Eventually.BecomesAsync(() => door.ProfileAsync(), reached => reached == profile);
        }

        await ending.CancelAsync();
        await running;
        device.Failures.ShouldBeEmpty();
    }
}
