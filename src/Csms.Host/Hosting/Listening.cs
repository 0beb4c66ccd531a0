using System.Net;
using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Csms.Host.Hosting;

/// <summary>The two ports: one in clear, one with TLS 1.2 and 1.3.</summary>
internal static class Listening
{
    public static void Configure(KestrelServerOptions kestrel, ServeOptions options)
    {
        kestrel.AddServerHeader = false;
        // OCPP's security profiles ask for 1.2 or newer whatever the machine's own policy would still allow.
#pragma warning disable CA5398
        kestrel.ConfigureHttpsDefaults(https => https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13);
#pragma warning restore CA5398
        Listen(kestrel, options.ListenInClear, options.HttpPort, _ => { });
        var certificate = options.CertificateFile is { } file ? ServerCertificate.FromFiles(file, options.CertificateKeyFile) : null;
        var development = certificate is null ? kestrel.ApplicationServices.GetRequiredService<DevelopmentCertificates>() : null;
        development?.Current();
        Listen(kestrel, options.Listen, options.HttpsPort, listen => listen.UseHttps(https => https.ServerCertificateSelector = (_, _) => certificate ?? development!.Current()));
    }

    private static void Listen(KestrelServerOptions kestrel, IPAddress? address, int port, Action<ListenOptions> configure)
    {
        // Port 0 (any free one) cannot be had for IPv4 and IPv6 at once.
        if (address is null && port != 0)
            kestrel.ListenLocalhost(port, configure);
        else
            kestrel.Listen(address ?? IPAddress.Loopback, port, configure);
    }
}
