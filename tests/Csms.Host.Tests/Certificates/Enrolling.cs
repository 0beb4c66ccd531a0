using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Csms.Host.Tests.Api;

namespace Csms.Host.Tests.Certificates;

/// <summary>How a charge point comes to a certificate, and through the door with it.</summary>
internal static class Enrolling
{
    public static ECDsa NewKey() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static string Csr(AsymmetricAlgorithm key, string commonName, string? organization = "Operator")
    {
        var name = new X500DistinguishedName(organization is null ? $"CN={commonName}" : $"CN={commonName}, O={organization}");
        return (key is RSA rsa
            ? new CertificateRequest(name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(name, (ECDsa)key, HashAlgorithmName.SHA256)).CreateSigningRequestPem();
    }

    public static X509Certificate2 WithKey(this X509Certificate2 certificate, AsymmetricAlgorithm key) =>
        key is RSA rsa ? certificate.CopyWithPrivateKey(rsa) : certificate.CopyWithPrivateKey((ECDsa)key);

    public static async Task<string> AsksForCertificateAsync(this RawChargePoint cp, string csr) =>
        (await cp.CallAsync("SignCertificate", new JsonObject { ["csr"] = csr }.ToJsonString()))["status"]!.ToString();

    /// <summary>CertificateSigned comes and is answered.</summary>
    /// <returns>The chain as it came.</returns>
    public static async Task<X509Certificate2Collection> TakesCertificateAsync(this RawChargePoint cp, string status = "Accepted")
    {
        var call = await cp.ReceiveCallAsync();
        ((string?)call[2]).ShouldBe("CertificateSigned");
        var text = (string)call[3]!["certificateChain"]!;
        text.Length.ShouldBeLessThanOrEqualTo(10000);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(text);
        await cp.AnswerAsync(call, $$"""{"status":"{{status}}"}""");
        return chain;
    }

    /// <summary>A charge point of security profile 3 with its certificate, which it came to over an open connection.</summary>
    public static async Task<X509Certificate2> EnrolAsync(this CsmsFixture csms, string id, AsymmetricAlgorithm key)
    {
        await csms.RegisterAsync(id);
        X509Certificate2 certificate;
        await using (var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, id))
        {
            (await cp.AsksForCertificateAsync(Csr(key, id))).ShouldBe("Accepted");
            certificate = (await cp.TakesCertificateAsync())[0].WithKey(key);
        }

        await csms.HasCertificateAsync(id, "accepted");
        await csms.Admin.SendAsync("PATCH", $"/charge-points/{id}", """{"securityProfile":3}""").ShouldBeAsync(HttpStatusCode.OK);
        return certificate;
    }

    /// <summary>The newest certificate of a charge point has this state.</summary>
    public static async Task<JsonNode> HasCertificateAsync(this CsmsFixture csms, string id, string state) => (await Eventually.BecomesAsync(
        async () => (await csms.Admin.ReadAsync($"/charge-points/{id}/certificates")).Items is [var newest, ..] ? newest : null, newest => (string?)newest?["state"] == state))!;

    public static Task<RawChargePoint> ConnectAsync(this CsmsFixture csms, string id, X509Certificate2? certificate)
    {
        var address = new UriBuilder(csms.Https) { Scheme = "wss", Path = "/ocpp/" }.Uri;
        return RawChargePoint.ConnectAsync(address, id, configure: options =>
        {
            options.RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null;
            if (certificate is not null)
                options.ClientCertificates.Add(certificate);
        });
    }

    /// <summary>The door stays shut, and the record says why.</summary>
    public static async Task IsRefusedAsync(this CsmsFixture csms, string id, X509Certificate2? certificate, string why)
    {
        (await Should.ThrowAsync<WebSocketException>(() => csms.ConnectAsync(id, certificate))).Message.ShouldContain("403");
        var refusals = await Eventually.BecomesAsync(
            async () => (await csms.EventsOfAsync($"charge-point-{id}")).Where(e => e.Type == "connection_refused").ToArray(), found => found.Length > 0);
        var content = JsonSerializer.Deserialize<JsonNode>(refusals[^1].Data.Span)!["contentId"]!;
        (await csms.Store.ReadContentAsync((Guid)content, CancellationToken.None)).ShouldNotBeNull().ShouldContain(why);
    }
}

/// <summary>A host whose operator has a name.</summary>
public sealed class OperatorHost : CsmsFixture
{
    protected override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["Certificates:CpoName"] = "Operator",
        ["Certificates:PublicUrl"] = "http://csms.example.com",
        ["Automation:SettleWindow"] = "00:00:00.300",
    };
}
