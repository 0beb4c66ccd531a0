using Csms.Domain.Access;
using Csms.EventStore;
using Csms.Host.Security;

namespace Csms.Host.Hosting;

/// <summary><c>--demo</c>: somebody who can log in, whose password lies in the data folder for whoever started the program.</summary>
internal static class AdminPasswordFile
{
    private const string Name = "admin";

    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, "admin.password");

    /// <returns>What to tell the person who started the program; null when somebody can log in already.</returns>
    /// <remarks>The file is written before the row: a crash in between leaves a password that nobody has, which the next start replaces.</remarks>
    public static async Task<string?> EnsureAsync(string dataFolder, Users users, AccessRecord access, CancellationToken cancellationToken)
    {
        if ((await users.ListAsync(cancellationToken, limit: 1)).Count > 0)
            return null;
        var password = Users.NewPassword();
        DataFolder.WritePrivately(PathIn(dataFolder), password + "\n");
        var metadata = new EventMetadata("system", TimeProvider.System.GetUtcNow(), CausationId: "demo");
        await access.CreateAsync(users.New(Name, null, Role.Administrator, passwordIsOneTime: false), password, metadata, cancellationToken);
        return $"The password of the user {Name} is in {PathIn(dataFolder)}.";
    }
}
