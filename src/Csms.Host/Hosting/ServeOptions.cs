using System.Net;

namespace Csms.Host.Hosting;

/// <summary>What <c>csms serve</c> was asked for.</summary>
/// <param name="Listen">Null listens on this machine only (IPv4 and IPv6 loopback).</param>
/// <param name="Certificates">What the HTTPS port shows, one for each kind of key; without any, development certificates are made.</param>
internal sealed record ServeOptions(
    string DataFolder,
    int HttpPort,
    int HttpsPort,
    bool Demo = false,
    IPAddress? Listen = null,
    IReadOnlyList<CertificateFiles>? Certificates = null);

/// <summary>A server certificate with its chain, leaf first, and its key (PEM).</summary>
/// <param name="KeyFile">Null: the key is in the same file.</param>
internal sealed record CertificateFiles(string CertificateFile, string? KeyFile = null);
