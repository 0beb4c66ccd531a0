using System.Security.Cryptography;
using Csms.EventStore.Ledger;

namespace Csms.Host.Hosting;

/// <summary>The key that signs the ledger: a file, never in the database, so that who can change the events cannot sign what he made of them.</summary>
internal static class LedgerKeyFile
{
    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, "ledger.key");

    /// <summary>What people hand to auditors; written anew at every start.</summary>
    public static string PublicPathIn(string dataFolder) => Path.Combine(dataFolder, "ledger.pub.pem");

    /// <summary>The given key, or the data folder's own, which is made when there is none.</summary>
    /// <param name="given">A PEM file, the same for all nodes of a database; null for the data folder's own.</param>
    /// <exception cref="StartupFailure">It cannot be read or is no key.</exception>
    public static LedgerKey Load(string dataFolder, string? given)
    {
        var path = given ?? PathIn(dataFolder);
        try
        {
            if (given is null && !File.Exists(path))
            {
                using var made = LedgerKey.Create();
                DataFolder.WritePrivately(path, made.PrivatePem());
            }
            var key = LedgerKey.FromPem(File.ReadAllText(path));
            var publicPath = PublicPathIn(dataFolder);
            var publicPem = key.PublicPem();
            if (!File.Exists(publicPath) || File.ReadAllText(publicPath) != publicPem)
                File.WriteAllText(publicPath, publicPem);
            return key;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            throw new StartupFailure(ExitCode.DataFolderUnusable, $"The ledger's key {path} cannot be used: {e.Message.ReplaceLineEndings(" ")}");
        }
    }
}
