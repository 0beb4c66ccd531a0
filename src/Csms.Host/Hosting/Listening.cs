using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Csms.Host.Connections;
using Csms.Host.Limits;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;

namespace Csms.Host.Hosting;

/// <summary>The two ports: one in clear, one with TLS 1.2 and 1.3.</summary>
internal static class Listening
{
    public static void Configure(KestrelServerOptions kestrel, ServeOptions options)
    {
        kestrel.AddServerHeader = false;
        var limits = kestrel.ApplicationServices.GetRequiredService<IOptions<LimitOptions>>().Value;
        Limit(kestrel.Limits, limits);
        var connections = kestrel.ApplicationServices.GetRequiredService<ConnectionLimits>();
        Listen(kestrel, options.ListenInClear, options.HttpPort, listen => listen.Use(connections.Around));
        var certificates = kestrel.ApplicationServices.GetRequiredService<ServerCertificates>();
        certificates.Load();
        var watch = kestrel.ApplicationServices.GetRequiredService<HandshakeWatch>();
        Listen(kestrel, options.Listen, options.HttpsPort, listen =>
        {
            listen.Use(connections.Around);
            listen.Use(watch.AroundTls);
            listen.UseHttps(https => Secure(https, certificates, limits));
            listen.Use(HandshakeWatch.InsideTls);
        });
    }

    private static void Limit(KestrelServerLimits kestrel, LimitOptions limits)
    {
        kestrel.RequestHeadersTimeout = limits.HeadersWithin;
        kestrel.KeepAliveTimeout = limits.KeepAlive;
        kestrel.MaxRequestHeadersTotalSize = limits.LargestHeaders;
        kestrel.MaxRequestBodySize = limits.LargestBody;
    }

    /// <summary>Improved security, A00.FR.312-324 and 416-424. A client certificate is asked for and never demanded here: which charge point needs one
    /// is known once its address has been read, so that profiles 2 and 3 share the port.</summary>
    private static void Secure(HttpsConnectionAdapterOptions https, ServerCertificates certificates, LimitOptions limits)
    {
        https.HandshakeTimeout = limits.TlsHandshakeWithin;
        // OCPP's security profiles ask for 1.2 or newer whatever the machine's own policy would still allow.
#pragma warning disable CA5398
        https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
#pragma warning restore CA5398
        https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
        https.TlsClientHelloBytesCallback = static (connection, record) => connection.Features.GetRequiredFeature<TlsFacts>().Hello = ClientHello.Read(record);
        // Kestrel wants one of its own; what is shown is decided below, with the whole chain.
        https.ServerCertificateSelector = (_, _) => certificates.For(default).TargetCertificate;
        https.OnAuthenticate = (connection, tls) =>
        {
            tls.ServerCertificateSelectionCallback = null;
            tls.ServerCertificateContext = certificates.For(connection.Features.GetRequiredFeature<TlsFacts>().Hello ?? default);
            tls.CipherSuitesPolicy = TlsSuites.Policy;
            tls.AllowRenegotiation = false;
            // A resumed session would carry a client certificate that nobody looks at again (SD-Z23).
            tls.AllowTlsResume = false;
            // Nothing is fetched from addresses that a stranger's certificate names.
            tls.CertificateChainPolicy = new X509ChainPolicy
            {
                DisableCertificateDownloads = true,
                RevocationMode = X509RevocationMode.NoCheck,
                TrustMode = X509ChainTrustMode.CustomRootTrust,
            };
        };
        https.ClientCertificateValidation = static (_, chain, _) =>
        {
            if (TlsFacts.OfThisHandshake is { } facts && chain?.ChainPolicy.ExtraStore is { Count: > 0 } sent)
                facts.Intermediates = [.. sent.Select(one => X509CertificateLoader.LoadCertificate(one.RawDataMemory.Span))];
            return true;
        };
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
