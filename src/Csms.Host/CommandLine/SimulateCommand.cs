using System.CommandLine;
using Csms.Host.Hosting;
using Csms.Simulator.Fleet;
using Spectre.Console;

namespace Csms.Host.CommandLine;

/// <summary>Charge points to try a central system with, ours or any other.</summary>
internal static class SimulateCommand
{
    private static readonly Option<Uri> Url = new("--url")
    {
        Description = "Where they connect, without their identities",
        HelpName = "URL",
        DefaultValueFactory = _ => new Uri("ws://localhost:8080/ocpp"),
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens.SingleOrDefault()?.Value, UriKind.Absolute, out var url) && url.Scheme is "ws" or "wss")
                return url;
            result.AddError("--url takes an address that begins with ws:// or wss://, as ws://localhost:8080/ocpp.");
            return null;
        },
    };

    private static readonly Option<int> Count = new("--count") { Description = "How many", DefaultValueFactory = _ => 20 };
    private static readonly Option<string> IdPrefix = new("--id-prefix") { Description = "Identities are this and a number of four digits", DefaultValueFactory = _ => "SIM-" };
    private static readonly Option<int> Connectors = new("--connectors") { Description = "Connectors of each", DefaultValueFactory = _ => 2 };
    private static readonly Option<double> Speed = new("--speed") { Description = "How many times faster drivers come and go", DefaultValueFactory = _ => 1 };
    private static readonly Option<double?> Duration = new("--duration")
    {
        Description = "Seconds to run; until Ctrl-C without it",
        HelpName = "SECONDS",
    };

    private static readonly Option<int> Seed = new("--seed") { Description = "The same seed gives the same drivers", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> Password = new("--password") { Description = "One password for all (Basic authentication)" };
    private static readonly Option<FileInfo?> CaFile = new("--ca-file") { Description = "PEM file of the authority to trust for wss:// (a development host: DIR/certificates/ca.crt)" };
    private static readonly Option<string[]> Tags = new("--tags") { Description = "idTags of the drivers", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["DEMO-ANNA", "DEMO-BEN", "DEMO-CHLOE"] };
    private static readonly Option<int> History = new("--history") { Description = "Days of sessions that are told first, as by charge points that were offline since", HelpName = "DAYS" };
    private static readonly Option<string> Fault = new("--fault")
    {
        Description = "What befalls them: none, all, or names with optional weights, e.g. offline,power-loss=0.5 (offline, power-loss, duplicate, lost-answer, wrong-clock, late-stop, half-open, broken)",
        HelpName = "MIX",
        DefaultValueFactory = _ => "none",
    };

    // More than a timer takes.
    private const int LongestDuration = 4_000_000;

    static SimulateCommand()
    {
        Fault.Validators.Add(result =>
        {
            try
            {
                FaultMix.Parse(result.GetValueOrDefault<string>()!);
            }
            catch (FormatException e)
            {
                result.AddError(e.Message);
            }
        });
        AtLeast(Count, 1);
        AtLeast(Connectors, 1);
        AtLeast(Speed, 0.01);
        AtLeast(History, 0);
        Duration.Validators.Add(result =>
        {
            if (!result.Errors.Any() && result.GetValueOrDefault<double?>() is not (null or (>= 0 and <= LongestDuration)))
                result.AddError($"--duration takes seconds, from 0 to {LongestDuration}.");
        });
    }

    public static Command Create()
    {
        var command = new Command("simulate", "Run simulated charge points against a central system")
        {
            Url, Count, IdPrefix, Connectors, Speed, Duration, Seed, Password, CaFile, Tags, History, Fault,
        };
        command.SetAction((parsed, _) => RunAsync(OptionsOf(parsed)));
        return command;
    }

    private static SimulatorOptions OptionsOf(ParseResult parsed) => new()
    {
        Url = parsed.GetValue(Url)!,
        Count = parsed.GetValue(Count),
        IdPrefix = parsed.GetValue(IdPrefix)!,
        Connectors = parsed.GetValue(Connectors),
        Speed = parsed.GetValue(Speed),
        Duration = parsed.GetValue(Duration) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Seed = parsed.GetValue(Seed),
        Password = parsed.GetValue(Password),
        CaFile = parsed.GetValue(CaFile)?.FullName,
        Tags = parsed.GetValue(Tags)!,
        HistoryDays = parsed.GetValue(History),
        Faults = FaultMix.Parse(parsed.GetValue(Fault)!),
    };

    private static async Task<int> RunAsync(SimulatorOptions options)
    {
        using var stop = new StopSignal();
        var last = AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected
            ? await AnsiConsole.Status().StartAsync("Connecting ...", context =>
                SimulatorFleet.RunAsync(options, new Progress<FleetStatus>(status => context.Status(Markup.Escape(Line(status)))), stop.Token))
            : await SimulatorFleet.RunAsync(options, new EverySoOften(), stop.Token);
        await Console.Out.WriteLineAsync(Line(last));
        return last.Connected > 0 || last.Started > 0 ? ExitCode.Success : ExitCode.Unexpected;
    }

    private static string Line(FleetStatus status) =>
        $"{status.Connected} of {status.ChargePoints} connected, {status.Charging} charging; acknowledged: {status.Started} starts, {status.MeterValues} meter values, {status.Finished} stops; {status.Queued} queued, {status.Abandoned} given up"
        + (status.LastProblem is { } problem ? $"; {problem}" : "");

    private static void AtLeast<T>(Option<T> option, T least)
        where T : IComparable<T> =>
        option.Validators.Add(result =>
        {
            if (result.Errors.Any() || result.GetValueOrDefault<T>() is not { } value)
                return;
            if (value.CompareTo(least) < 0)
                result.AddError($"{option.Name} takes {least} or more.");
        });

    /// <summary>A line every ten seconds, for log files.</summary>
    private sealed class EverySoOften : IProgress<FleetStatus>
    {
        private int reports;

        public void Report(FleetStatus value)
        {
            if (reports++ % 10 == 0)
                Console.WriteLine(Line(value));
        }
    }
}
