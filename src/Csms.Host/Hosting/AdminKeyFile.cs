using Csms.Domain.Access;
using Csms.EventStore;
using Csms.Host.Security;

namespace Csms.Host.Hosting;

/// <summary>The first administrator's key, left in the data folder for whoever started the program.</summary>
internal static class AdminKeyFile
{
    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, "admin.key");

    /// <summary>Makes the first key of a database that has never had one; a key that was revoked, or a file that was taken away, does not come back.</summary>
    /// <returns>What to tell the person who started the program; null when there is nothing to tell.</returns>
    /// <remarks>The file is written before the row: a crash in between leaves a file whose key no database knows, which the next start replaces.</remarks>
    public static async Task<string?> EnsureAsync(string dataFolder, ApiKeys keys, AccessRecord access, CancellationToken cancellationToken)
    {
        var path = PathIn(dataFolder);
        var known = await keys.ListAsync(cancellationToken);
        if (known.Count == 0)
        {
            var (key, secret) = keys.New("administrator", Roles.NameOf(Role.Administrator));
            DataFolder.WritePrivately(path, secret + "\n");
            await access.IssueAsync(key, secret, new EventMetadata("system", key.CreatedAt, CausationId: "first start"), cancellationToken);
            return $"The administrator's API key is in {path}.";
        }

        if (!File.Exists(path) || await keys.VerifyAsync((await File.ReadAllTextAsync(path, cancellationToken)).Trim(), cancellationToken) is not null)
            return null;
        return $"The key in {path} opens nothing, or nothing any more; `csms keys list` shows those of this database, `csms keys create` issues another.";
    }
}
