using System.Net.Security;

namespace Csms.Host.Hosting;

/// <summary>The cipher suites that are served: the four that the whitepaper demands (A00.FR.317), their like with ECDHE and RSA signatures, and those of TLS 1.3.</summary>
internal static class TlsSuites
{
    public static ReadOnlySpan<ushort> Tls13 =>
        [(ushort)TlsCipherSuite.TLS_AES_128_GCM_SHA256, (ushort)TlsCipherSuite.TLS_AES_256_GCM_SHA384, (ushort)TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256];

    public static ReadOnlySpan<ushort> EcdheEcdsa =>
        [(ushort)TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, (ushort)TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384];

    public static ReadOnlySpan<ushort> EcdheRsa =>
        [(ushort)TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, (ushort)TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384];

    /// <summary>Without forward secrecy, and switched off by .NET unless they are named: small devices have nothing else, and certification asks for them.</summary>
    public static ReadOnlySpan<ushort> Rsa =>
        [(ushort)TlsCipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256, (ushort)TlsCipherSuite.TLS_RSA_WITH_AES_256_GCM_SHA384];

    /// <summary>Null where the operating system's own policy is all there is.</summary>
    public static CipherSuitesPolicy? Policy { get; } = OperatingSystem.IsWindows() ? null : Create();

    private static CipherSuitesPolicy Create()
    {
        ushort[] all = [.. Tls13, .. EcdheEcdsa, .. EcdheRsa, .. Rsa];
#pragma warning disable CA1416 // Asked for above.
        return new CipherSuitesPolicy(all.Select(suite => (TlsCipherSuite)suite));
#pragma warning restore CA1416
    }
}
