using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Csms.Host.Hosting;

/// <summary>The certificate the HTTPS port shows.</summary>
internal static class ServerCertificate
{
    public static X509Certificate2 FromFiles(string certificateFile, string? keyFile)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartupFailure(ExitCode.CertificateUnusable, $"The certificate {certificateFile} cannot be used: {e.Message.ReplaceLineEndings(" ")} (--certificate, --certificate-key)");
        }
    }
}
