using System.Net;

namespace Csms.Host.Hosting;

/// <summary>What <c>csms serve</c> was asked for.</summary>
/// <param name="Listen">Null listens on this machine only (IPv4 and IPv6 loopback).</param>
/// <param name="Certificates">What the HTTPS port shows, one for each kind of key; without any, development certificates are made.</param>
/// <param name="InsecureHttp">Whether <paramref name="Listen"/> is meant for the port without TLS, too.</param>
internal sealed record ServeOptions(
    string DataFolder,
    int HttpPort,
    int HttpsPort,
    bool Demo = false,
    IPAddress? Listen = null,
    IReadOnlyList<CertificateFiles>? Certificates = null,
    bool InsecureHttp = false)
{
    /// <summary>Where the port without TLS is opened: on this machine, unless somebody said that passwords may go over the wire in clear.</summary>
    public IPAddress? ListenInClear => InsecureHttp || Listen is null || IPAddress.IsLoopback(Listen) ? Listen : null;
}

/// <summary>A server certificate with its chain, leaf first, and its key (PEM).</summary>
/// <param name="KeyFile">Null: the key is in the same file.</param>
internal sealed record CertificateFiles(string CertificateFile, string? KeyFile = null);
