using System.CommandLine;
using Csms.Domain.Access;
using Csms.Host.Hosting;
using Csms.Host.Security;
using static Csms.Host.CommandLine.AccessFromHere;

namespace Csms.Host.CommandLine;

/// <summary>API keys from the machine itself.</summary>
internal static class KeysCommand
{
    public static Command Create() => new("keys", "List, create and revoke API keys") { List(), New(), Revoke() };

    private static Command List()
    {
        var command = new Command("list", "Every key: id, role, name, created, last used, state; never the key itself");
        command.SetAction((parsed, cancellationToken) => UseAsync(parsed, async here =>
        {
            foreach (var key in await here.Keys.ListAsync(cancellationToken))
            {
                var used = key.LastUsedAt is { } at ? Minute(at) : "never used";
                await Console.Out.WriteLineAsync($"{key.Id}\t{Roles.NameOf(key.Role)}\t{key.Name}\t{Minute(key.CreatedAt)}\t{used}\t{StateOf(key)}");
            }

            return ExitCode.Success;
        }, cancellationToken));
        return command;
    }

    private static Command New()
    {
        var name = new Argument<string>("name") { Description = "What will use it; events name it" };
        var role = new Option<string>("--role") { Description = "The most it may do (docs/roles.md)", DefaultValueFactory = _ => Roles.NameOf(Role.Administrator) };
        role.AcceptOnlyFromAmong(Roles.Names);
        var scopes = new Option<string[]>("--scope") { Description = "Narrow it to this permission, e.g. read:transactions; may be given again", HelpName = "PERMISSION" };
        scopes.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => !Permissions.IsKnown(token.Value)) is { } unknown)
                result.AddError($"'{unknown.Value}' is no permission; there are {string.Join(", ", Permissions.All.Select(Permissions.NameOf))}.");
        });
        var days = new Option<int?>("--expires-in") { Description = "Days until it stops working; never when left out", HelpName = "DAYS" };
        days.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && (!int.TryParse(token.Value, out var count) || count is < 1 or > 36500))
                result.AddError($"--expires-in takes a number of days from 1 on, not '{token.Value}'.");
        });
        var command = new Command("create", "Make a key and print it, this once") { name, role, scopes, days };
        command.SetAction((parsed, cancellationToken) => UseAsync(parsed, async here =>
        {
            var expiry = parsed.GetValue(days) is { } count ? TimeProvider.System.GetUtcNow().AddDays(count) : (DateTimeOffset?)null;
            var narrowed = parsed.GetValue(scopes) is { Length: > 0 } named ? named : null;
            var (key, secret) = here.Keys.New(parsed.GetValue(name)!, parsed.GetValue(role)!, narrowed, expiry);
            await here.Access.IssueAsync(key, secret, Cause("cli:keys_create"), cancellationToken);
            await Console.Out.WriteLineAsync(secret);
            return ExitCode.Success;
        }, cancellationToken));
        return command;
    }

    private static Command Revoke()
    {
        var id = new Argument<Guid>("id") { Description = "As `keys list` shows it" };
        var command = new Command("revoke", "Make a key worthless, within seconds on every node") { id };
        command.SetAction((parsed, cancellationToken) => UseAsync(parsed, async here =>
            await here.Access.RevokeAsync(parsed.GetValue(id), Cause("cli:keys_revoke"), cancellationToken) is not null
                ? ExitCode.Success
                : await FailAsync($"there is no key {parsed.GetValue(id)}."), cancellationToken));
        return command;
    }

    private static string StateOf(ApiKey key) => key switch
    {
        { RevokedAt: { } revoked } => $"revoked {Minute(revoked)}",
        { ExpiresAt: { } expires } when expires <= TimeProvider.System.GetUtcNow() => $"expired {Minute(expires)}",
        { ExpiresAt: { } expires } => $"until {Minute(expires)}",
        _ => "valid",
    };
}
