using System.CommandLine;
using System.Globalization;
using Csms.Host.Hosting;
using Csms.Host.Security;
using Npgsql;

namespace Csms.Host.CommandLine;

/// <summary>API keys from the machine itself: whoever may read the data folder is trusted.</summary>
internal static class KeysCommand
{
    public static Command Create() => new("keys", "List, create and revoke API keys") { List(), New(), Revoke() };

    private static Command List()
    {
        var command = new Command("list", "Every key: id, role, name, created, last used; never the key itself");
        command.SetAction((parsed, cancellationToken) => WithKeysAsync(parsed, async keys =>
        {
            foreach (var key in await keys.ListAsync(cancellationToken))
                await Console.Out.WriteLineAsync($"{key.Id}\t{key.Role}\t{key.Name}\t{Day(key.CreatedAt)}\t{(key.LastUsedAt is { } used ? Day(used) : "never used")}");
            return ExitCode.Success;
        }, cancellationToken));
        return command;
    }

    private static Command New()
    {
        var name = new Argument<string>("name") { Description = "Who or what will use it" };
        var role = new Option<string>("--role") { Description = "What it may do", DefaultValueFactory = _ => ApiKeyRole.Administrator };
        role.AcceptOnlyFromAmong(ApiKeyRole.All);
        var command = new Command("create", "Make a key and print it, this once") { name, role };
        command.SetAction((parsed, cancellationToken) => WithKeysAsync(parsed, async keys =>
        {
            await Console.Out.WriteLineAsync(await keys.IssueAsync(parsed.GetValue(name)!, parsed.GetValue(role)!, cancellationToken));
            return ExitCode.Success;
        }, cancellationToken));
        return command;
    }

    private static Command Revoke()
    {
        var id = new Argument<Guid>("id") { Description = "As `keys list` shows it" };
        var command = new Command("revoke", "Make a key worthless, within seconds on every node") { id };
        command.SetAction((parsed, cancellationToken) => WithKeysAsync(parsed, async keys =>
        {
            if (await keys.RevokeAsync(parsed.GetValue(id), cancellationToken))
                return ExitCode.Success;
            await Console.Error.WriteLineAsync($"csms: there is no key {parsed.GetValue(id)}.");
            return ExitCode.Unexpected;
        }, cancellationToken));
        return command;
    }

    private static async Task<int> WithKeysAsync(ParseResult parsed, Func<ApiKeys, Task<int>> run, CancellationToken cancellationToken)
    {
        await using var database = await ServedDatabase.OpenAsync(parsed.GetValue(CommonOptions.Data)!, cancellationToken);
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await Schema.MigrateAsync(database, cancellationToken);
        return await run(new ApiKeys(source, TimeProvider.System));
    }

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ssZ", CultureInfo.InvariantCulture);
}
