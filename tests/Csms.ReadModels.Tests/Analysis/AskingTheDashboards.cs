using System.Reflection;
using System.Text.Json.Nodes;
using Csms.Domain.Calls;
using Csms.Domain.ChargePoints;
using Csms.Domain.Tokens;
using Csms.Domain.Transactions;
using Csms.ReadModels.Analysts;
using Csms.ReadModels.Tests.Projecting;
using Npgsql;

namespace Csms.ReadModels.Tests.Analysis;

/// <summary>Every query of every dashboard in deploy/grafana, as the role that Grafana connects as.</summary>
public sealed class AskingTheDashboards : ReadModelTest
{
    private const string Plugin = "grafana-postgresql-datasource";

    private NpgsqlDataSource analyst = null!;

    private static string Folder => Path.Combine(
        typeof(AskingTheDashboards).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ProjectDirectory").Value!, "..", "..", "deploy", "grafana");

    public static TheoryData<string> Dashboards() => [.. Directory.GetFiles(Folder, "*.json").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await AnalystRole.EnsureAsync(DataSource, Testing.TestDatabase.ApplicationRole, CancellationToken.None);
        await ReadModelSchema.CreateAsync(DataSource, CancellationToken.None);
        await new Sessions(this).RecordAsync("CP-'1");
        await RecordAsync("charge-point-CP-'1", new ChargePointEvent.ConnectorStatusReported(1, ConnectorStatus.Faulted, "GroundFailure"));
        await RecordAsync(
            $"transaction-{Guid.NewGuid():D}",
            new TransactionEvent.Started(99, "CP-'1", 1, Guid.NewGuid(), 1000, Noon, AuthorizationStatus.Accepted),
            new TransactionEvent.MeterValuesReported(1, [new(Noon.AddMinutes(5), [new("7.2", "Power.Active.Import", "kW")])]),
            new TransactionEvent.Stopped(10, Noon.AddHours(1), StopReason.Local));
        var call = Guid.NewGuid();
        await RecordAsync($"call-{call:D}", new CallEvent.Requested(call, "CP-'1", "Reset", System.Text.Json.JsonDocument.Parse("{}").RootElement, "key:x", Noon, 30));
        var bills = new Bills();
        await RecordAsync($"bill-{bills.Session.Id:D}", bills.Held, bills.Issued, bills.Credited);
        await ProjectAsync();
        analyst = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ConnectionString) { Username = AnalystRole.Name, Password = "any" }.ConnectionString);
    }

    public override async Task DisposeAsync()
    {
        await analyst.DisposeAsync();
        await base.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Dashboards))]
    public async Task Is_answered(string file)
    {
        var dashboard = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, file)))!;
        var query = new GrafanaQuery(Noon.AddYears(-1), DateTimeOffset.UtcNow.AddHours(1), TimeSpan.FromHours(6));
        foreach (var variable in Array(dashboard["templating"]!["list"]).Where(v => (string?)v["type"] == "query"))
        {
            IsPostgres(variable);
            var values = await RunAsync((string)variable["query"]!);
            values.Rows.ShouldBePositive((string?)variable["name"]);
            query.Choose((string)variable["name"]!, (bool)variable["multi"]! ? [values.First, "another"] : [values.First]);
        }
        foreach (var panel in Array(dashboard["panels"]))
            foreach (var target in Array(panel["targets"]).Where(t => (string?)t["datasource"]!["type"] == Plugin))
            {
                IsPostgres(target);
                var (title, isSeries) = ((string)panel["title"]!, (string?)target["format"] == "time_series");
                var (rows, columns, _) = await RunAsync(query.Sql((string)target["rawSql"]!));
                columns.ShouldNotContain("?column?", title);
                rows.ShouldBePositive(title);
                if (isSeries) columns[0].ShouldBe("time", title);
            }
    }

    [Fact]
    public void They_are_told_apart_and_find_their_data_sources_by_variables()
    {
        var all = Directory.GetFiles(Folder, "*.json").Select(path => JsonNode.Parse(File.ReadAllText(path))!).ToList();
        all.Count.ShouldBe(5);
        all.Select(d => (string?)d["uid"]).ShouldBeUnique();
        foreach (var dashboard in all)
        {
            var sources = Array(dashboard["templating"]!["list"]).Where(v => (string?)v["type"] == "datasource").Select(v => $"${{{(string?)v["name"]}}}").ToList();
            Array(dashboard["panels"]).ShouldAllBe(panel => sources.Contains((string)panel["datasource"]!["uid"]!));
            Array(dashboard["panels"]).Select(panel => (int)panel["id"]!).ShouldBeUnique();
        }
    }

    private static IEnumerable<JsonNode> Array(JsonNode? node) => node!.AsArray().Select(item => item!);

    private static void IsPostgres(JsonNode node) => ((string?)node["datasource"]!["type"], (string?)node["datasource"]!["uid"]).ShouldBe((Plugin, "${postgres}"));

    private async Task<(int Rows, List<string> Columns, string First)> RunAsync(string sql)
    {
        await using var command = analyst.CreateCommand(sql);
        try
        {
            await using var reader = await command.ExecuteReaderAsync();
            var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToList();
            var (rows, first) = (0, "");
            for (; await reader.ReadAsync(); rows++)
                if (rows == 0) first = Convert.ToString(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture)!;
            return (rows, columns, first);
        }
        catch (PostgresException e)
        {
            throw new InvalidOperationException($"{e.MessageText}: {sql}", e);
        }
    }
}
