using Csms.Bench;
using Csms.Bench.Analysis;
using Csms.Bench.Faults;
using Csms.Bench.Ledger;
using Csms.Bench.Load;
using Csms.Bench.Store;
using Csms.Bench.WebConsole;

const string help = """
    Measures the store, the ledger, the read models, the web console and the host against targets, with a throw-away PostgreSQL of its own (fsync on).

      dotnet run -c Release --project bench/Csms.Bench -- store [--seconds N] [--rounds N] [--writers N]
      dotnet run -c Release --project bench/Csms.Bench -- projections --help
      dotnet run -c Release --project bench/Csms.Bench -- analysis --help
      dotnet run -c Release --project bench/Csms.Bench -- console --help
      dotnet run -c Release --project bench/Csms.Bench -- load --help
      dotnet run -c Release --project bench/Csms.Bench -- faults --help
      dotnet run -c Release --project bench/Csms.Bench -- ledger [--seconds N] [--rounds N] [--events N]

      analysis     lists, sums and exports over a year of charging
      console      each page of the web console over many charge points and sessions
      faults       the real host while something breaks
      ledger       what sealing costs appends; proofs, export and verification over --events N (default 1000000)
      load         the real host under load, against floors of what the machine can do
      projections  rebuilding read models from generated events
      store        appends at 1, 8, 64 and 512 writers against a commit for each, and reading and folding a stream
      --seconds N  length of one measurement (default 5)
      --rounds N   measurements of each kind, interleaved; the median counts (default 3)
      --writers N  only with so many writers
    """;

switch (args)
{
    case ["ledger", ..] when TryRead(args[1..], out var length, out var times, out _, out var events):
        await LedgerBenchmark.RunAsync(TimeSpan.FromSeconds(length), times, events);
        return 0;
    case ["store", ..] when TryRead(args[1..], out var seconds, out var rounds, out var writers, out _):
        await StoreBenchmark.RunAsync(TimeSpan.FromSeconds(seconds), rounds, writers);
        return 0;
    case ["projections", ..]:
        return await ProjectionsBenchmark.RunAsync(args[1..]);
    case ["analysis", ..]:
        return await AnalysisBenchmark.RunAsync(args[1..]);
    case ["console", ..]:
        return await ConsoleBenchmark.RunAsync(args[1..]);
    case ["faults", ..]:
        return await FaultsCommand.RunAsync(args[1..]);
    case ["load", ..]:
        return await LoadCommand.RunAsync(args[1..]);
    case [] or ["--help" or "-h" or "help", ..] or [_, "--help" or "-h"]:
        Console.WriteLine(help);
        return 0;
    default:
        Console.Error.WriteLine(help);
        return 2;
}

static bool TryRead(string[] options, out int seconds, out int rounds, out int[] writers, out int events)
{
    (seconds, rounds, writers, events) = (5, 3, [1, 8, 64, 512], 1_000_000);
    for (var i = 0; i < options.Length; i += 2)
    {
        if (i + 1 >= options.Length || !int.TryParse(options[i + 1], out var value) || value < 1)
            return false;
        switch (options[i])
        {
            case "--seconds":
                seconds = value;
                break;
            case "--rounds":
                rounds = value;
                break;
            case "--events":
                events = value;
                break;
            case "--writers":
                writers = [value];
                break;
            default:
                return false;
        }
    }
    return true;
}
