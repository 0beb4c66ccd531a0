using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Csms.Host.Tests.Telemetry;

public sealed partial class MetricsOfDashboards(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    [Fact]
    public async Task Are_all_told()
    {
        await csms.RegisterAsync("CP-DASHBOARD");
        await using (var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-DASHBOARD"))
            await cp.CallAsync("Heartbeat", "{}");

        var asked = Names();
        asked.Count.ShouldBeGreaterThan(15);
        await Eventually.BecomesAsync(() => MissingAsync(asked), missing => missing.Length == 0);
    }

    private static HashSet<string> Names()
    {
        var project = typeof(MetricsOfDashboards).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ProjectDirectory").Value!;
        return [..
            from file in Directory.GetFiles(Path.Combine(project, "..", "..", "deploy", "grafana"), "*.json")
            from panel in JsonNode.Parse(File.ReadAllText(file))!["panels"]!.AsArray()
            from target in panel!["targets"]!.AsArray()
            where (string?)target!["datasource"]!["type"] == "prometheus"
            from Match name in Metric().Matches((string)target["expr"]!)
            select name.Value];
    }

    private static bool IsTold(Exposition told, string name) =>
        told.Types.ContainsKey(name) || (Part().Match(name) is { Success: true } part && told.Types.GetValueOrDefault(part.Groups[1].Value) == "histogram");

    private async Task<string> MissingAsync(HashSet<string> asked)
    {
        using var http = new HttpClient { BaseAddress = csms.Http };
        var told = Exposition.Parse(await http.GetStringAsync(new Uri("/metrics", UriKind.Relative)));
        return string.Join(' ', asked.Where(name => !IsTold(told, name)));
    }

    [GeneratedRegex(@"\b(?:csms|process)_[a-z_]+")]
    private static partial Regex Metric();

    [GeneratedRegex(@"^(\w+?)_(?:bucket|sum|count)$")]
    private static partial Regex Part();
}
