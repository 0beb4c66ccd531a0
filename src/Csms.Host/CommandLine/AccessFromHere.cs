using System.CommandLine;
using Csms.EventStore;
using Csms.Host.Commands;
using Csms.Host.Hosting;
using Csms.Host.Security;
using Npgsql;

namespace Csms.Host.CommandLine;

/// <summary>Keys and users from the machine itself: whoever may read the data folder is trusted, and events say that it was done there.</summary>
internal sealed record AccessFromHere(ApiKeys Keys, Users Users, AccessRecord Access)
{
    public static EventMetadata Cause(string command) => new("command-line", TimeProvider.System.GetUtcNow(), CausationId: command);

    public static async Task<int> UseAsync(ParseResult parsed, Func<AccessFromHere, Task<int>> run, CancellationToken cancellationToken)
    {
        await using var database = await ServedDatabase.OpenAsync(parsed.GetValue(CommonOptions.Data)!, cancellationToken);
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await Schema.MigrateAsync(database, cancellationToken);
        await using var store = new PostgresEventStore(source);
        var (keys, users) = (new ApiKeys(source, TimeProvider.System), new Users(source, TimeProvider.System));
        return await run(new AccessFromHere(keys, users, new AccessRecord(new CommandRunner(store), keys, users, new Sessions(source, TimeProvider.System))));
    }

    public static async Task<int> FailAsync(string message)
    {
        await Console.Error.WriteLineAsync($"csms: {message}");
        return ExitCode.Unexpected;
    }

    public static string Minute(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
}
