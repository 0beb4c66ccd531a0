using System.CommandLine;
using Csms.Host.Hosting;
using Csms.Host.Security;
using static Csms.Host.CommandLine.AccessFromHere;

namespace Csms.Host.CommandLine;

/// <summary>People who may log in, from the machine itself: the first administrator, and the way back in for whoever is shut out.</summary>
internal static class UsersCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "To log in with; case does not matter" };

    public static Command Create() => new("users", "List, create and change the people who may log in")
    {
        List(),
        New(),
        Change("reset-password", "End a user's sessions and print a one-time password", ResetPasswordAsync),
        Change("disable", "End a user's sessions and let them in no more", (here, user, cancel) => AdmitAsync(here, user, isEnabled: false, cancel)),
        Change("enable", "Let a user in again", (here, user, cancel) => AdmitAsync(here, user, isEnabled: true, cancel)),
        ChangeRole(),
    };

    private static Command List()
    {
        var command = new Command("list", "Every user: id, role, name, created, last login, state");
        command.SetAction((parsed, cancellationToken) => UseAsync(parsed, async here =>
        {
            foreach (var user in await here.Users.ListAsync(cancellationToken))
            {
                var login = user.LastLoginAt is { } at ? Minute(at) : "never logged in";
                var state = user.DisabledAt is not null ? "disabled" : user.PasswordIsOneTime ? "one-time password" : "valid";
                await Console.Out.WriteLineAsync($"{user.Id}\t{Roles.NameOf(user.Role)}\t{user.Name}\t{Minute(user.CreatedAt)}\t{login}\t{state}");
            }

            return ExitCode.Success;
        }, cancellationToken));
        return command;
    }

    private static Command New()
    {
        var role = RoleOption();
        var mail = new Option<string?>("--mail") { Description = "For people to look up; nothing is sent there" };
        var command = new Command("create", "Make a user and print a one-time password: with it the user chooses another one") { Name, role, mail };
        command.SetAction((parsed, cancellationToken) => UseAsync(parsed, async here =>
        {
            var user = here.Users.New(parsed.GetValue(Name)!, parsed.GetValue(mail), Roles.Of(parsed.GetValue(role)!), passwordIsOneTime: true);
            var password = Users.NewPassword();
            if (user.Name.Length is 0 or > 100)
                return await FailAsync("a name has 1 to 100 characters.");
            if (await here.Access.CreateAsync(user, password, Cause("cli:users_create"), cancellationToken) is null)
                return await FailAsync($"there is a user {user.Name} already.");
            await Console.Out.WriteLineAsync(password);
            return ExitCode.Success;
        }, cancellationToken));
        return command;
    }

    private static Command ChangeRole()
    {
        var role = RoleOption();
        var command = new Command("role", "Give a user another role") { Name, role };
        command.SetAction((parsed, cancellationToken) => UseAsync(parsed, here => WithUserAsync(here, parsed.GetValue(Name)!, async user =>
        {
            await here.Access.ChangeRoleAsync(user.Id, Roles.Of(parsed.GetValue(role)!), Cause("cli:users_role"), cancellationToken);
            return ExitCode.Success;
        }, cancellationToken), cancellationToken));
        return command;
    }

    private static Command Change(string name, string description, Func<AccessFromHere, UserAccount, CancellationToken, Task<int>> change)
    {
        var command = new Command(name, description) { Name };
        command.SetAction((parsed, cancellationToken) => UseAsync(
            parsed,
            here => WithUserAsync(here, parsed.GetValue(Name)!, user => change(here, user, cancellationToken), cancellationToken),
            cancellationToken));
        return command;
    }

    private static async Task<int> ResetPasswordAsync(AccessFromHere here, UserAccount user, CancellationToken cancellationToken)
    {
        var password = Users.NewPassword();
        await here.Access.ReplacePasswordAsync(user, password, isOneTime: true, Cause("cli:users_reset_password"), cancellationToken);
        await Console.Out.WriteLineAsync(password);
        return ExitCode.Success;
    }

    private static async Task<int> AdmitAsync(AccessFromHere here, UserAccount user, bool isEnabled, CancellationToken cancellationToken)
    {
        await here.Access.AdmitAsync(user.Id, isEnabled, Cause(isEnabled ? "cli:users_enable" : "cli:users_disable"), cancellationToken);
        return ExitCode.Success;
    }

    private static async Task<int> WithUserAsync(AccessFromHere here, string name, Func<UserAccount, Task<int>> change, CancellationToken cancellationToken) =>
        await here.Users.FindAsync(name, cancellationToken) is { } user ? await change(user) : await FailAsync($"there is no user {name}.");

    private static Option<string> RoleOption()
    {
        var role = new Option<string>("--role") { Description = "What the user may do (docs/roles.md)", Required = true };
        role.AcceptOnlyFromAmong(Roles.Names);
        return role;
    }
}
