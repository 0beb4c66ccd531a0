using System.CommandLine;
using Csms.Host.Hosting;
using Csms.Host.Security;
using Csms.ReadModels.Analysts;
using Npgsql;

namespace Csms.Host.CommandLine;

/// <summary>How an analyst connects to the database with tools of their own.</summary>
internal static class AnalystAccessCommand
{
    public static Command Create()
    {
        var rotate = new Option<bool>("--new-password") { Description = "Give the role another password and print it; whoever knows the former one cannot connect any more" };
        var command = new Command("analyst-access", $"Print how to connect as {AnalystRole.Name}, who reads the views of docs/analytics.md and nothing else") { rotate };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(CommonOptions.Data)!, parsed.GetValue(rotate), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string dataFolder, bool rotates, CancellationToken cancellationToken)
    {
        await using var served = await ServedDatabase.OpenAsync(dataFolder, cancellationToken);
        await Schema.MigrateAsync(served, cancellationToken);
        await using var administrator = NpgsqlDataSource.Create(served.AdministratorConnectionString);
        await using var exists = administrator.CreateCommand($"SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = '{AnalystRole.Name}')");
        if (await exists.ExecuteScalarAsync(cancellationToken) is not true)
            return await AccessFromHere.FailAsync($"there is no role {AnalystRole.Name}, and this database's owner may not make it; docs/analytics.md has the SQL for its administrator.");

        var password = rotates ? Users.NewPassword() : null;
        if (password is not null)
        {
            try
            {
                await AnalystRole.SetPasswordAsync(administrator, password, cancellationToken);
            }
            catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
            {
                return await AccessFromHere.FailAsync($"the owner of this database may not change the password of {AnalystRole.Name}: {refused.MessageText}. Its administrator can: \\password {AnalystRole.Name}");
            }
        }

        var at = new NpgsqlConnectionStringBuilder(served.ConnectionString);
        await Console.Out.WriteLineAsync($"psql \"host={at.Host} port={at.Port} dbname={at.Database} user={AnalystRole.Name}\"");
        if (password is not null) await Console.Out.WriteLineAsync($"password: {password}");
        await Console.Error.WriteLineAsync(served.IsOwn
            ? "csms: this database listens on no network. Connect on this machine as the user csms runs as, or let ssh forward the socket: "
              + $"ssh -L 5433:{at.Host}/.s.PGSQL.5432 this-machine, then host=localhost port=5433. Who reaches the socket is trusted; for analysts who are not, give csms a PostgreSQL of its own."
            : $"csms: pg_hba.conf must let {AnalystRole.Name} in from where the analyst works; --new-password gives it a password.");
        return ExitCode.Success;
    }
}
