using System.Globalization;

namespace Csms.Bench.Load;

/// <summary>What is measured, and for how long.</summary>
internal sealed record LoadOptions
{
    public const string Help = """
        Loads the real host as ./run starts it (journal, projections and sealing on) with stand-ins for charge points, taking turns with two floors: a bare
        Kestrel WebSocket server that answers canned bytes, and the same with one group-committed insert per message. Checks every answer, and at the end that
        each acknowledged start, stop and meter value is stored exactly once. Ends with 1 when anything went wrong.

          dotnet run -c Release --project bench/Csms.Bench -- load [options]

          --scenarios LIST      of heartbeat,authorize,meter-values,sessions,open,storm,idle (default: all)
          --connections LIST    of the closed loops (default 50,200)
          --seconds N           of one measurement of a closed loop (default 5)
          --warm-up N           seconds before the first round that are not counted, for the compiler above all (default 5)
          --rounds N            of each measurement, floor and host in turn; medians count (default 3)
          --meter-values N      of one session (default 10)
          --open-connections N  (default 1000)
          --open-seconds N      (default 60)
          --rate N              messages per second of the open loop (default 2000)
          --storm N             charge points that connect and boot all at once (default 2000)
          --idle N              idle connections (default 10000)
          --idle-seconds N      (default 60)
          --processors HOW      group: in a control group of their own, as in a container (default, where one may be made); as-is: as this shell has them
          --host FILE           another csms.dll (default: this repository's, built for release first)
        """;

    public static readonly string[] AllScenarios = ["heartbeat", "authorize", "meter-values", "sessions", "open", "storm", "idle"];

    public string[] Scenarios { get; private init; } = AllScenarios;

    public int[] Connections { get; private init; } = [50, 200];

    public TimeSpan Length { get; private init; } = TimeSpan.FromSeconds(5);

    public TimeSpan WarmUp { get; private init; } = TimeSpan.FromSeconds(5);

    public int Rounds { get; private init; } = 3;

    public int MeterValues { get; private init; } = 10;

    public int OpenConnections { get; private init; } = 1000;

    public TimeSpan OpenLength { get; private init; } = TimeSpan.FromSeconds(60);

    public int Rate { get; private init; } = 2000;

    public int Storm { get; private init; } = 2000;

    public int Idle { get; private init; } = 10_000;

    public TimeSpan IdleLength { get; private init; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether processors are handed out as they are in a container or a service.</summary>
    public bool InGroup { get; private init; } = true;

    public string? Host { get; private init; }

    /// <summary>How many charge points take part at most.</summary>
    public int Most => new[]
    {
        Has("open") ? OpenConnections : 0, Has("storm") ? Storm : 0, Has("idle") ? Idle : 0, Scenarios.Any(s => s is not ("open" or "storm" or "idle")) ? Connections.Max() : 0,
    }.Max();

    public bool Has(string scenario) => Scenarios.Contains(scenario, StringComparer.Ordinal);

    /// <summary>Null when they cannot be read.</summary>
    public static LoadOptions? Read(string[] args)
    {
        var options = new LoadOptions();
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length || options.With(args[i], args[i + 1]) is not { } next)
                return null;
            options = next;
        }

        return options;
    }

    private LoadOptions? With(string name, string value)
    {
        var words = value.Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (name is "--scenarios")
            return words.Length > 0 && words.All(w => AllScenarios.Contains(w, StringComparer.Ordinal)) ? this with { Scenarios = words } : null;
        if (name is "--host")
            return this with { Host = Path.GetFullPath(value) };
        if (name is "--processors")
            return value is "group" or "as-is" ? this with { InGroup = value == "group" } : null;
        var numbers = Array.ConvertAll(words, w => int.TryParse(w, CultureInfo.InvariantCulture, out var n) ? n : 0);
        if (numbers.Length == 0 || numbers.Any(n => n < 1) || (numbers.Length > 1 && name != "--connections"))
            return null;
        return name switch
        {
            "--connections" => this with { Connections = numbers },
            "--seconds" => this with { Length = TimeSpan.FromSeconds(numbers[0]) },
            "--warm-up" => this with { WarmUp = TimeSpan.FromSeconds(numbers[0]) },
            "--rounds" => this with { Rounds = numbers[0] },
            "--meter-values" => this with { MeterValues = numbers[0] },
            "--open-connections" => this with { OpenConnections = numbers[0] },
            "--open-seconds" => this with { OpenLength = TimeSpan.FromSeconds(numbers[0]) },
            "--rate" => this with { Rate = numbers[0] },
            "--storm" => this with { Storm = numbers[0] },
            "--idle" => this with { Idle = numbers[0] },
            "--idle-seconds" => this with { IdleLength = TimeSpan.FromSeconds(numbers[0]) },
            _ => null,
        };
    }
}
