using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Csms.Host.Tests.Api;

namespace Csms.Host.Tests.Conformance.Security;

/// <summary>A charge point at the door, with this password or that, or a certificate.</summary>
internal sealed record Door(CsmsFixture Csms, string Id)
{
    public const string Password = "0123456789abcdef";

    public static byte[] PasswordBytes => Encoding.UTF8.GetBytes(Password);

    private Uri Wss => new UriBuilder(Csms.Https) { Scheme = "wss", Path = "/ocpp/" }.Uri;

    public static async Task<Door> RegisteredAsync(CsmsFixture csms, string id, int profile, string? password = null)
    {
        LoggedSecrets.Add(password ?? Password);
        LoggedSecrets.Add(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{password ?? Password}")));
        var body = JsonSerializer.Serialize(new { id, securityProfile = profile, password = password ?? (profile is 1 or 2 ? Password : null) });
        await csms.Admin.SendAsync("POST", "/charge-points", body).ShouldBeAsync(HttpStatusCode.Created);
        return new Door(csms, id);
    }

    /// <summary>Without TLS.</summary>
    public Task<RawChargePoint> InClearAsync(byte[]? password = null) => RawChargePoint.ConnectAsync(Csms.Ocpp, Id, configure: options => With(options, password));

    public Task<RawChargePoint> OverTlsAsync(byte[]? password = null, X509Certificate2? certificate = null) =>
        RawChargePoint.ConnectAsync(Wss, Id, configure: options => With(options, password, certificate));

    public Task<RawChargePoint> OverAsync(HttpMessageInvoker client, byte[]? password = null) =>
        RawChargePoint.ConnectAsync(Wss, Id, configure: options => Authorize(options, password), over: client);

    public Task<HttpStatusCode> RefusedInClearAsync(byte[]? password = null, params (string Name, string Value)[] headers) =>
        RefusedAsync(Csms.Ocpp, password, null, headers);

    public Task<HttpStatusCode> RefusedOverTlsAsync(byte[]? password = null, X509Certificate2? certificate = null) => RefusedAsync(Wss, password, certificate);

    /// <summary>An operator's request by which the charge point is told something, and its answer.</summary>
    /// <returns>The payload of the call, and what REST said.</returns>
    public async Task<(System.Text.Json.Nodes.JsonNode Payload, RestAnswer Told)> IsToldAsync(RawChargePoint wire, string path, string? body, string status)
    {
        var asking = Csms.Admin.SendAsync("POST", $"/charge-points/{Id}/{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}wait=30", body);
        var receiving = wire.ReceiveCallAsync();
        if (await Task.WhenAny(asking, receiving) == asking)
            throw new InvalidOperationException($"Nothing was sent: {(await asking).Body?.ToJsonString()}");
        var call = await receiving;
        await wire.AnswerAsync(call, $$"""{"status":"{{status}}"}""");
        return (call[3]!, await asking.ShouldBeAsync(HttpStatusCode.OK));
    }

    /// <summary>Is told another password; which one.</summary>
    public async Task<byte[]> IsToldAPasswordAsync(RawChargePoint wire, string status)
    {
        var (payload, _) = await IsToldAsync(wire, "password", null, status);
        ((string?)payload["key"]).ShouldBe("AuthorizationKey");
        LoggedSecrets.Add((string)payload["value"]!);
        return Convert.FromHexString((string)payload["value"]!);
    }

    /// <summary>Is told a profile, although nobody knows whether it has what it needs for that.</summary>
    public Task<(System.Text.Json.Nodes.JsonNode Payload, RestAnswer Told)> IsToldAProfileAsync(RawChargePoint wire, int profile, string status) =>
        IsToldAsync(wire, "calls/ChangeConfiguration?force=true", $$"""{"key":"SecurityProfile","value":"{{profile}}"}""", status);

    public async Task<int> ProfileAsync() => (int)(await Csms.Admin.ReadAsync($"/charge-points/{Id}").ShouldBeAsync(HttpStatusCode.OK))["securityProfile"];

    public static async Task BootsAsync(RawChargePoint wire)
    {
        ((string?)(await wire.CallAsync("BootNotification", """{"chargePointVendor":"Vendor","chargePointModel":"Model"}"""))["status"]).ShouldBe("Accepted");
        await wire.CallAsync("StatusNotification", """{"connectorId":0,"errorCode":"NoError","status":"Available"}""");
    }

    private async Task<HttpStatusCode> RefusedAsync(Uri address, byte[]? password, X509Certificate2? certificate, params (string Name, string Value)[] headers)
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("ocpp1.6");
        socket.Options.CollectHttpResponseDetails = true;
        With(socket.Options, password, certificate);
        foreach (var (name, value) in headers)
            socket.Options.SetRequestHeader(name, value);
        await Should.ThrowAsync<WebSocketException>(socket.ConnectAsync(new Uri(address, Uri.EscapeDataString(Id)), CancellationToken.None));
        return socket.HttpStatusCode;
    }

    private void With(ClientWebSocketOptions options, byte[]? password, X509Certificate2? certificate = null)
    {
        options.RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null;
        Authorize(options, password);
        if (certificate is not null)
            options.ClientCertificates.Add(certificate);
    }

    private void Authorize(ClientWebSocketOptions options, byte[]? password)
    {
        if (password is not null)
            options.SetRequestHeader("Authorization", "Basic " + Convert.ToBase64String([.. Encoding.UTF8.GetBytes(Id + ":"), .. password]));
    }
}
