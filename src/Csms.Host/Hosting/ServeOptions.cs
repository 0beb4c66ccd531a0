using System.Net;

namespace Csms.Host.Hosting;

/// <summary>What <c>csms serve</c> was asked for.</summary>
/// <param name="Listen">Null listens on this machine only (IPv4 and IPv6 loopback).</param>
internal sealed record ServeOptions(
    string DataFolder,
    int HttpPort,
    int HttpsPort,
    bool Demo = false,
    IPAddress? Listen = null,
    string? CertificateFile = null,
    string? CertificateKeyFile = null);
