using System.Globalization;

namespace Csms.Bench.Analysis;

/// <summary>How much is measured.</summary>
internal sealed record AnalysisOptions
{
    public const string Help = """
        Records a year of charging (twenty samples a session, bills by the real rules), fills the read models from it as `csms projections rebuild` does, and
        measures what analysts and the REST API ask of them: each list of the API over sessions (its query, without HTTP), each question of docs/analytics.md as
        csms_analyst, and the export of all samples by the real `csms export`. Ends with 1 when something misses its target.

          dotnet run -c Release --project bench/Csms.Bench -- analysis [options]

          --sessions N  (default 50000: a million samples)
          --runs N      of each question (default 60)
          --host FILE   another csms.dll (default: this repository's, built for release first)
        """;

    public int Sessions { get; private init; } = 50_000;

    public int Runs { get; private init; } = 60;

    public string? Host { get; private init; }

    /// <summary>Null when it is not understood.</summary>
    public static AnalysisOptions? Read(string[] args)
    {
        var options = new AnalysisOptions();
        if (args.Length % 2 != 0) return null;
        foreach (var pair in args.Chunk(2))
        {
            switch (pair[0])
            {
                case "--host":
                    options = options with { Host = pair[1] };
                    break;
                case "--sessions" when Number(pair[1]) is { } sessions:
                    options = options with { Sessions = sessions };
                    break;
                case "--runs" when Number(pair[1]) is { } runs:
                    options = options with { Runs = runs };
                    break;
                default:
                    return null;
            }
        }
        return options;
    }

    private static int? Number(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
