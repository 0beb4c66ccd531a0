using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Csms.Host.Hosting;

/// <summary>The certificates the HTTPS port shows: an RSA and an ECDSA one where there are both. Files that change are read again, without a restart.</summary>
internal sealed partial class ServerCertificates(
    ServeOptions options, DevelopmentCertificates development, TimeProvider time, ILogger<ServerCertificates> logger)
{
    // A look is a few calls of stat: as often as this, however many handshakes there are.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private readonly Lock gate = new();
    private DateTimeOffset lookAgain;
    private object? source;
    private Shown shown = new(null, null);

    /// <summary>Reads them for the first time.</summary>
    /// <exception cref="StartupFailure">They cannot be used.</exception>
    public void Load()
    {
        lock (gate)
        {
            try
            {
                (source, shown) = (Source(), Read());
            }
            catch (Exception e) when (IsUnusable(e))
            {
                throw new StartupFailure(ExitCode.CertificateUnusable, $"{e.Message.ReplaceLineEndings(" ")} (--certificate, --certificate-key)");
            }
        }
    }

    /// <summary>What this client is shown: ECDSA if it can take it (shorter, and with forward secrecy), else RSA.</summary>
    public SslStreamCertificateContext For(ClientHello hello)
    {
        var (ecdsa, rsa) = Current();
        return (hello.TakesEcdsa ? ecdsa ?? rsa : rsa ?? ecdsa)!;
    }

    private Shown Current()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (now < lookAgain)
                return shown;
            lookAgain = now + BetweenLooks;
            try
            {
                var seen = Source();
                if (!seen.Equals(source))
                {
                    // Whatever comes of it: these files are not tried a second time, but changed ones are.
                    source = seen;
                    shown = Read();
                    LogReloaded((shown.Ecdsa ?? shown.Rsa)!.TargetCertificate.NotAfter);
                }
            }
            catch (Exception e) when (IsUnusable(e))
            {
                LogKept(e.Message.ReplaceLineEndings(" "));
            }

            return shown;
        }
    }

    /// <summary>Equal as long as nothing has changed.</summary>
    private object Source() => options.Certificates is { } files
        ? string.Join('\n', files.SelectMany(pair => (string?[])[pair.CertificateFile, pair.KeyFile]).OfType<string>().Select(StampOf))
        : development.Current();

    private static string StampOf(string file)
    {
        var info = new FileInfo(file);
        return info.Exists ? $"{file} {info.LastWriteTimeUtc:O} {info.Length}" : $"{file} is not there";
    }

    private Shown Read()
    {
        var read = options.Certificates is { } files ? files.Select(Read) : development.Current().Select(certificate => Context(certificate, []));
        var result = new Shown(null, null);
        foreach (var context in read)
        {
            var isRsa = context.TargetCertificate.GetRSAPublicKey() is not null;
            if ((isRsa ? result.Rsa : result.Ecdsa) is not null)
                throw new CryptographicException($"Two server certificates with {(isRsa ? "RSA" : "ECDSA")} keys were given; one of each kind can be shown.");
            result = isRsa ? result with { Rsa = context } : result with { Ecdsa = context };
        }

        return result;
    }

    private static SslStreamCertificateContext Read(CertificateFiles files)
    {
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(files.CertificateFile);
            return Context(X509Certificate2.CreateFromPemFile(files.CertificateFile, files.KeyFile), [.. chain.Skip(1)]);
        }
        catch (Exception e) when (IsUnusable(e))
        {
            throw new CryptographicException($"The certificate {files.CertificateFile} cannot be used: {e.Message}", e);
        }
    }

    /// <summary>With the chain that was given with it, and none that would first be fetched from somewhere.</summary>
    private static SslStreamCertificateContext Context(X509Certificate2 certificate, X509Certificate2Collection chain)
    {
        if (certificate.GetRSAPublicKey() is null && certificate.GetECDsaPublicKey() is null)
            throw new CryptographicException("its key is neither RSA nor ECDSA.");
        return SslStreamCertificateContext.Create(certificate, chain, offline: true);
    }

    private static bool IsUnusable(Exception e) => e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException;

    private sealed record Shown(SslStreamCertificateContext? Ecdsa, SslStreamCertificateContext? Rsa);

    [LoggerMessage(1, LogLevel.Information, "New server certificates are shown from now on, valid until {NotAfter:yyyy-MM-dd}")]
    private partial void LogReloaded(DateTime notAfter);

    [LoggerMessage(2, LogLevel.Error, "The server certificates have changed but cannot be used, so that the old ones are still shown: {Why}")]
    private partial void LogKept(string why);
}
