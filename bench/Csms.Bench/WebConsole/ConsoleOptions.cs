using System.Globalization;

namespace Csms.Bench.WebConsole;

/// <summary>How much there is to look at.</summary>
internal sealed record ConsoleOptions
{
    public const string Help = """
        Records a year of charging, fills the read models from it, starts the real host on it, and opens each page of the web console in Chromium: how long it
        takes from the address to a page on which nothing is missing (with the files in the browser's cache), the same from the overview without loading anew,
        and the slowest read of the API. Takes the console built (./run or `npm run build`), Node.js, and `npm ci` in tests/Csms.Console.Tests.
        Ends with 1 when a page takes longer than a second.

          dotnet run -c Release --project bench/Csms.Bench -- console [options]

          --charge-points N  (default 10000)
          --sessions N       (default 100000)
          --rounds N         how often each page is opened; the median counts (default 3)
          --host FILE        another csms.dll (default: this repository's, built for release first)
        """;

    public int ChargePoints { get; private init; } = 10_000;

    public int Sessions { get; private init; } = 100_000;

    public int Rounds { get; private init; } = 3;

    public string? Host { get; private init; }

    /// <summary>Null when it is not understood.</summary>
    public static ConsoleOptions? Read(string[] args)
    {
        var options = new ConsoleOptions();
        if (args.Length % 2 != 0) return null;
        foreach (var pair in args.Chunk(2))
        {
            var number = int.TryParse(pair[1], CultureInfo.InvariantCulture, out var read) && read > 0 ? read : 0;
            switch (pair[0])
            {
                case "--host":
                    options = options with { Host = pair[1] };
                    break;
                case "--charge-points" when number >= 1_000:
                    options = options with { ChargePoints = number };
                    break;
                case "--sessions" when number > 0:
                    options = options with { Sessions = number };
                    break;
                case "--rounds" when number > 0:
                    options = options with { Rounds = number };
                    break;
                default:
                    return null;
            }
        }
        return options;
    }
}
