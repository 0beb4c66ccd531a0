using System.Security.Cryptography.X509Certificates;

namespace Csms.Host.Hosting;

/// <summary>What is known of a TLS connection beyond what ASP.NET Core keeps: a feature of the connection, and so of its requests.</summary>
internal sealed class TlsFacts
{
    /// <summary>What the client offered.</summary>
    public ClientHello Hello { get; init; }

    /// <summary>What it sent besides its certificate.</summary>
    public IReadOnlyList<X509Certificate2> Intermediates { get; set; } = [];

    /// <summary>The handshake has come to its end.</summary>
    public bool IsSecured { get; set; }
}
