using System.Globalization;
using System.Text.RegularExpressions;

namespace Csms.Host.Tests.Telemetry;

/// <summary>One line of a metric.</summary>
internal sealed record Sample(string Name, IReadOnlyDictionary<string, string> Labels, double Value);

/// <summary>Reads Prometheus' text format as strictly as it is written down: anything else is a failure.</summary>
internal sealed partial class Exposition
{
    private readonly Dictionary<string, string> types = [];

    public List<Sample> Samples { get; } = [];

    public IReadOnlyDictionary<string, string> Types => types;

    public double? Value(string name, params (string Label, string Value)[] labels) =>
        Samples.SingleOrDefault(s => s.Name == name && labels.All(l => s.Labels.GetValueOrDefault(l.Label) == l.Value))?.Value;

    public static Exposition Parse(string text)
    {
        text.ShouldEndWith("\n");
        var read = new Exposition();
        string? current = null;
        var helped = new HashSet<string>();
        foreach (var line in text[..^1].Split('\n'))
        {
            if (Help().Match(line) is { Success: true } help)
            {
                helped.Add(help.Groups[1].Value).ShouldBeTrue($"two HELP of {help.Groups[1].Value}");
                continue;
            }

            if (Type().Match(line) is { Success: true } type)
            {
                current = type.Groups[1].Value;
                helped.ShouldContain(current);
                read.types.TryAdd(current, type.Groups[2].Value).ShouldBeTrue($"two TYPE of {current}");
                continue;
            }

            var sample = SampleLine().Match(line);
            sample.Success.ShouldBeTrue($"no sample: {line}");
            var name = sample.Groups[1].Value;
            Family(name, read.types).ShouldBe(current, "samples stand below their TYPE");
            var labels = Label().Matches(sample.Groups[2].Value).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
            read.Samples.Add(new Sample(name, labels, sample.Groups[3].Value == "+Inf" ? double.PositiveInfinity : double.Parse(sample.Groups[3].Value, CultureInfo.InvariantCulture)));
        }

        read.Samples.GroupBy(s => s.Name + string.Join(',', s.Labels.OrderBy(l => l.Key, StringComparer.Ordinal))).ShouldAllBe(same => same.Count() == 1);
        return read;
    }

    private static string? Family(string name, Dictionary<string, string> types) =>
        new[] { "_bucket", "_sum", "_count" }.Where(end => name.EndsWith(end, StringComparison.Ordinal)).Select(end => name[..^end.Length])
            .FirstOrDefault(family => types.GetValueOrDefault(family) == "histogram") ?? name;

    [GeneratedRegex(@"^# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (?:[^\\\n]|\\\\|\\n)+$")]
    private static partial Regex Help();

    [GeneratedRegex("^# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)$")]
    private static partial Regex Type();

    [GeneratedRegex("""^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{((?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\\\|\\"|\\n)*",?)+)\})? (\+Inf|-?[0-9.]+(?:E[+-]?[0-9]+)?)$""")]
    private static partial Regex SampleLine();

    [GeneratedRegex("""([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\\\|\\"|\\n)*)"(?:,|$)""")]
    private static partial Regex Label();
}
