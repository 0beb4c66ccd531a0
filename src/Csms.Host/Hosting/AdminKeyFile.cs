using Csms.Domain.Access;
using Csms.EventStore;
using Csms.Host.Security;

namespace Csms.Host.Hosting;

/// <summary>The first administrator's key, left in the data folder for whoever started the program.</summary>
internal static class AdminKeyFile
{
    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, "admin.key");

    /// <summary>Makes sure that somebody holds a key.</summary>
    /// <returns>What to tell the person who started the program; null when nothing changed.</returns>
    /// <remarks>The file is written before the row: a crash in between leaves a file whose key no database knows, which the next start replaces.</remarks>
    public static async Task<string?> EnsureAsync(string dataFolder, ApiKeys keys, AccessRecord access, CancellationToken cancellationToken)
    {
        var path = PathIn(dataFolder);
        var others = (await keys.ListAsync(cancellationToken)).Where(key => key.RevokedAt is null).ToArray();
        var fileExists = File.Exists(path);
        if (fileExists && await keys.VerifyAsync((await File.ReadAllTextAsync(path, cancellationToken)).Trim(), cancellationToken) is not null)
            return null;
        if (fileExists && others.Length > 0)
            return $"The key in {path} is not one of this database's {others.Length}; `csms keys create` issues another.";
        var (key, secret) = keys.New("administrator", Roles.NameOf(Role.Administrator));
        DataFolder.WritePrivately(path, secret + "\n");
        await access.IssueAsync(key, secret, new EventMetadata("system", key.CreatedAt, CausationId: "first start"), cancellationToken);
        return others.Length == 0
            ? $"The administrator's API key is in {path}."
            : $"{path} was missing; a new administrator's API key is in it. The database's {others.Length} earlier keys stay valid (`csms keys list`).";
    }
}
