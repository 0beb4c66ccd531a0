using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace Csms.Host.Certificates;

/// <summary>The roots of manufacturers, from the file that was given; read once.</summary>
internal sealed class ManufacturerRoots(IOptions<CertificateOptions> options)
{
    private readonly Lazy<IReadOnlyList<X509Certificate2>> roots = new(() =>
    {
        var read = new X509Certificate2Collection();
        if (options.Value.ManufacturerRoots is { Length: > 0 } file)
            read.ImportFromPemFile(file);
        return [.. read];
    });

    public IReadOnlyList<X509Certificate2> All => roots.Value;
}
