using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace Csms.Host.Hosting;

/// <summary>A proxy in front that ends TLS (section <c>Proxy</c> of the configuration).</summary>
internal sealed class ProxyOptions
{
    /// <summary>Its addresses or networks (<c>10.0.0.5</c>, <c>10.0.0.0/8</c>). What anybody else says about a client is ignored.</summary>
    public IReadOnlyList<string> Trusted { get; set; } = [];

    /// <summary>The header in which it passes on the client's certificate: PEM, percent-encoded or not, or DER in base64.</summary>
    public string ClientCertificateHeader { get; set; } = "X-Client-Cert";
}

/// <summary>Believes what a trusted proxy says about a client, and nobody else: its scheme, its address and its certificate.</summary>
internal static class TrustedProxy
{
    private const string SchemeHeader = "X-Forwarded-Proto";
    private const string AddressHeader = "X-Forwarded-For";

    public static void Use(WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<ProxyOptions>>().Value;
        var trusted = NetworksOf(options);
        if (trusted.Count == 0)
            return;
        app.Use((http, next) =>
        {
            if (http.Connection.RemoteIpAddress is { } address && IsIn(trusted, address))
                Believe(http, options.ClientCertificateHeader);
            return next(http);
        });
    }

    /// <exception cref="StartupFailure">One of them is none.</exception>
    public static IReadOnlyList<IPNetwork> NetworksOf(ProxyOptions options) => [.. options.Trusted.Select(NetworkOf)];

    public static bool IsIn(IReadOnlyList<IPNetwork> networks, IPAddress address) => networks.Any(network => network.Contains(Plain(address)));

    private static void Believe(HttpContext http, string certificateHeader)
    {
        // Only the last entry is the proxy's own; whatever stands before it, the client may have written.
        if (Last(http.Request.Headers[SchemeHeader]) is ("http" or "https") and var scheme)
            http.Request.Scheme = scheme;
        if (Last(http.Request.Headers[AddressHeader]) is { } text && IPAddress.TryParse(text, out var client))
            http.Connection.RemoteIpAddress = client;
        // A certificate of this connection would be the proxy's.
        var sent = CertificatesIn(http.Request.Headers[certificateHeader]);
        http.Connection.ClientCertificate = sent.Count > 0 ? sent[0] : null;
        http.Features.Set(new TlsFacts { IsSecured = true, Intermediates = [.. sent.Skip(1)] });
    }

    private static string? Last(string? header) => header?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault();

    private static X509Certificate2Collection CertificatesIn(string? header)
    {
        var certificates = new X509Certificate2Collection();
        if (string.IsNullOrWhiteSpace(header))
            return certificates;
        try
        {
            var text = Uri.UnescapeDataString(header);
            if (text.Contains("-----BEGIN", StringComparison.Ordinal))
                certificates.ImportFromPem(text);
            else
                certificates.Add(X509CertificateLoader.LoadCertificate(Convert.FromBase64String(header)));
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            // No certificate: whoever needs one is refused for that.
            certificates.Clear();
        }

        return certificates;
    }

    private static IPNetwork NetworkOf(string text)
    {
        if (IPNetwork.TryParse(text, out var network))
            return network;
        return IPAddress.TryParse(text, out var address)
            ? new IPNetwork(Plain(address), Plain(address).GetAddressBytes().Length * 8)
            : throw new StartupFailure(ExitCode.WrongUsage, $"Proxy:Trusted has \"{text}\", which is neither an address nor a network like 10.0.0.0/8.");
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
