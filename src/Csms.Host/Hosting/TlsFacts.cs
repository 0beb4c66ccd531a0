using System.Security.Cryptography.X509Certificates;

namespace Csms.Host.Hosting;

/// <summary>What is known of a TLS connection beyond what ASP.NET Core keeps: a feature of the connection, and so of its requests.</summary>
internal sealed class TlsFacts
{
    private static readonly AsyncLocal<TlsFacts?> Own = new();

    /// <summary>Of the connection whose handshake is under way: the callback that sees the client's certificates is not told which one that is.</summary>
    public static TlsFacts? OfThisHandshake
    {
        get => Own.Value;
        set => Own.Value = value;
    }

    /// <summary>What the client offered; null before it said anything.</summary>
    public ClientHello? Hello { get; set; }

    /// <summary>What it sent besides its certificate.</summary>
    public IReadOnlyList<X509Certificate2> Intermediates { get; set; } = [];

    /// <summary>The handshake has come to its end.</summary>
    public bool IsSecured { get; set; }
}
