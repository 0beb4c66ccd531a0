using System.Globalization;
using Csms.Bench.Load.Traffic;

namespace Csms.Bench.Load;

/// <summary>Tables as they go into <c>bench/RESULTS.md</c>, and the errors of the whole run.</summary>
internal sealed class Report
{
    private readonly List<(string Target, Figures Figures)> counted = [];

    public long Errors => counted.Sum(c => c.Figures.Errors);

    public static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    /// <summary>Figures of which only the errors count.</summary>
    public Figures Aside(string target)
    {
        var figures = new Figures();
        Count(target, figures);
        return figures;
    }

    public void Count(string target, Figures figures) => counted.Add((target, figures));

    public void Compare(string title, string floorName, List<Figures> floor, List<Figures> host)
    {
        floor.ForEach(f => Count(floorName, f));
        host.ForEach(f => Count("host", f));
        Line($"\n### {title}");
        Line($"| | messages/s | p50 | p90 | p99 | p99.9 | max (ms) | CPU s per 1,000: server | PostgreSQL | generator | errors |\n|---|---|---|---|---|---|---|---|---|---|---|");
        Total(floorName, floor);
        Total("host", host);
        Line($"| **host / floor** | **{Ratio(floor, host, f => f.PerSecond):0.00}** | {Ratio(floor, host, f => Milliseconds(f.All(), 0.5)):0.00} | {Ratio(floor, host, f => Milliseconds(f.All(), 0.9)):0.00} | **{Ratio(floor, host, f => Milliseconds(f.All(), 0.99)):0.00}** | {Ratio(floor, host, f => Milliseconds(f.All(), 0.999)):0.00} | | {Ratio(floor, host, f => f.ServerCost + f.DatabaseCost):0.00} (both) | | | |");
        var kinds = Enum.GetValues<MessageKind>().Where(kind => host.Any(f => f[kind].Count > 0)).ToArray();
        foreach (var kind in kinds.Length > 1 ? kinds : [])
        {
            Row($"{floorName}: {kind}", floor, kind);
            Row($"host: {kind}", host, kind);
            Line($"| {kind}: host / floor | | | | **{Ratio(floor, host, f => Milliseconds(f[kind], 0.99)):0.00}** | | | | | | |");
        }

        Line($"kept by the hypervisor for others, in each round: {Stolen(floor)} % of the processors while the {floorName} ran, {Stolen(host)} % while the host did");
    }

    public void Storm(string target, int count, Figures figures)
    {
        Count(target, figures);
        var boots = figures[MessageKind.BootNotification];
        Line($"storm: {target}: {count:N0} charge points connected and booted within {figures.Seconds:0.00} s ({count / figures.Seconds:N0}/s); BootNotification p50 {Milliseconds(boots, 0.5):0.0} ms, p99 {Milliseconds(boots, 0.99):0.0} ms, max {boots.Max.TotalMilliseconds:0} ms; {figures.Errors} errors");
    }

    public void TellErrors()
    {
        foreach (var (target, figures) in counted.Where(c => c.Figures.Errors > 0))
        {
            Line($"{figures.Errors} errors of {target}:");
            foreach (var told in figures.Told)
                Line($"  {told}");
        }
    }

    private static void Total(string name, List<Figures> rounds)
    {
        var all = Merged(rounds, f => f.All());
        Line($"| {name} | {Median(rounds.Select(f => f.PerSecond)):N0} | {Milliseconds(all, 0.5):0.00} | {Milliseconds(all, 0.9):0.00} | {Milliseconds(all, 0.99):0.00} | {Milliseconds(all, 0.999):0.00} | {all.Max.TotalMilliseconds:0.0} | {Median(rounds.Select(f => f.ServerCost)):0.0000} | {Median(rounds.Select(f => f.DatabaseCost)):0.0000} | {Median(rounds.Select(f => f.GeneratorCost)):0.0000} | {rounds.Sum(f => f.Errors)} |");
    }

    private static void Row(string name, List<Figures> rounds, MessageKind kind)
    {
        var all = Merged(rounds, f => f[kind]);
        Line($"| {name} | {Median(rounds.Select(f => f[kind].Count / f.Seconds)):N0} | {Milliseconds(all, 0.5):0.00} | {Milliseconds(all, 0.9):0.00} | {Milliseconds(all, 0.99):0.00} | {Milliseconds(all, 0.999):0.00} | {all.Max.TotalMilliseconds:0.0} | | | | |");
    }

    private static LatencyHistogram Merged(List<Figures> rounds, Func<Figures, LatencyHistogram> of)
    {
        var merged = new LatencyHistogram();
        foreach (var round in rounds)
            merged.Add(of(round));
        return merged;
    }

    private static string Stolen(List<Figures> rounds) => string.Join(", ", rounds.Select(f => (f.Stolen * 100).ToString("0.0", CultureInfo.InvariantCulture)));

    private static double Milliseconds(LatencyHistogram latencies, double part) => latencies.At(part).TotalMilliseconds;

    /// <summary>The median of each round's ratio: what happened to the machine meanwhile happened to both.</summary>
    private static double Ratio(List<Figures> floor, List<Figures> host, Func<Figures, double> of) => Median(host.Zip(floor, (h, f) => of(h) / of(f)));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[(sorted.Length - 1) / 2];
    }
}
