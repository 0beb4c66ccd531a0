using System.CommandLine;
using Csms.EventStore;
using Csms.Host.Hosting;
using Csms.ReadModels;
using Csms.ReadModels.Projecting;
using Csms.ReadModels.Rebuilding;
using Npgsql;

namespace Csms.Host.CommandLine;

/// <summary>What the read models are at, and making one anew from the first event while the host goes on.</summary>
internal static class ProjectionsCommand
{
    public static Command Create() => new("projections", "Show the read models; rebuild one from the events, or compare it with them") { List(), Rebuild(), Compare() };

    private static Command List()
    {
        var command = new Command("list", "Every read model: name, version, position, events behind");
        command.SetAction((parsed, _) => WithStoreAsync(parsed, async (database, store, cancellationToken) =>
        {
            foreach (var model in await new ProjectionPositions(database, store, TimeProvider.System).ReadAsync(cancellationToken))
                await Console.Out.WriteLineAsync($"{model.Name}\tV{model.Version}\t{model.Position?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "not filled"}\t{model.Lag}");
            return ExitCode.Success;
        }));
        return command;
    }

    private static Command Rebuild()
    {
        var names = Names();
        var command = new Command("rebuild", "Fill read models anew beside the live ones in one pass over the events, compare them, and put the new ones in their place; ends with 9 where they differ") { names };
        command.SetAction((parsed, _) => WithStoreAsync(parsed, async (database, store, cancellationToken) =>
        {
            try
            {
                var models = Asked(parsed.GetValue(names));
                return Tell(await RebuildDisplay.ShowAsync(progress => new Rebuild(database, store).RunAsync(models, progress, cancellationToken)));
            }
            catch (RebuildInProgressException e)
            {
                await Console.Error.WriteLineAsync($"csms: {e.Message}");
                return ExitCode.Unexpected;
            }
        }));
        return command;
    }

    private static Command Compare()
    {
        var names = Names();
        var command = new Command("compare", "Fill read models anew beside the live ones, show what differs, and change nothing; ends with 9 where something does") { names };
        command.SetAction((parsed, _) => WithStoreAsync(parsed, async (database, store, cancellationToken) =>
        {
            try
            {
                var models = Asked(parsed.GetValue(names));
                return Tell(await RebuildDisplay.ShowAsync(progress => new Comparison(database, store).RunAsync(models, progress, cancellationToken)));
            }
            catch (RebuildInProgressException e)
            {
                await Console.Error.WriteLineAsync($"csms: {e.Message}");
                return ExitCode.Unexpected;
            }
        }));
        return command;
    }

    private static Argument<string[]> Names()
    {
        var names = new Argument<string[]>("name") { Description = "Which read models; all of them when left out", Arity = ArgumentArity.ZeroOrMore };
        names.AcceptOnlyFromAmong([.. Catalog.All.Select(model => model.Name)]);
        return names;
    }

    private static IReadOnlyList<ReadModel> Asked(string[]? names) =>
        names is { Length: > 0 } ? [.. names.Distinct().Select(name => Catalog.Find(name)!)] : Catalog.All;

    private static int Tell(IReadOnlyList<ComparisonReport> reports)
    {
        foreach (var report in reports)
        {
            Console.WriteLine(report.Position is { } position
                ? $"{report.ReadModel} V{report.Version}, as of event {position}: {(report.Differs ? "differs" : "as its events say")}"
                : $"{report.ReadModel} V{report.Version}: never filled, nothing to compare with");
            foreach (var table in report.Tables.Where(table => table.Differs))
            {
                Console.WriteLine($"  {table.Table}: of {table.Rows} rows {table.OnlyLive} are wrong or too many (-); {table.OnlyRebuilt} should be there (+)");
                foreach (var row in table.Shown) Console.WriteLine($"  {(row.IsLive ? '-' : '+')} {row.Json}");
                if (table.OnlyLive + table.OnlyRebuilt > table.Shown.Count) Console.WriteLine("  …");
            }
        }
        return reports.Any(report => report.Differs) ? ExitCode.RebuildDiffers : reports.All(report => report.Position is not null) ? ExitCode.Success : ExitCode.Unexpected;
    }

    private static int Tell(IReadOnlyList<RebuildReport> reports)
    {
        foreach (var report in reports)
        {
            Console.WriteLine($"{report.ReadModel} V{report.Version} rebuilt from {report.Events} events up to {report.Position}.");
            foreach (var table in report.Compared)
                Console.WriteLine(table.Differs ? $"{table.Table}: differs from before ({table.Before.Rows} rows, now {table.After.Rows})" : $"{table.Table}: {table.After.Rows} rows, as before");
        }
        return reports.Any(report => report.Differs) ? ExitCode.RebuildDiffers : ExitCode.Success;
    }

    private static async Task<int> WithStoreAsync(ParseResult parsed, Func<NpgsqlDataSource, PostgresEventStore, CancellationToken, Task<int>> run)
    {
        using var stop = new StopSignal();
        try
        {
            await using var served = await ServedDatabase.OpenAsync(parsed.GetValue(CommonOptions.Data)!, stop.Token);
            await using var database = NpgsqlDataSource.Create(served.ConnectionString);
            await Schema.MigrateAsync(served, stop.Token);
            await using var store = new PostgresEventStore(database);
            return await run(database, store, stop.Token);
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("csms: stopped; the live tables are untouched.");
            return ExitCode.Unexpected;
        }
    }
}
