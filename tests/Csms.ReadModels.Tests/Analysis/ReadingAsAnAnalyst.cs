using System.Reflection;
using System.Text.RegularExpressions;
using Csms.ReadModels.Analysis;
using Csms.ReadModels.Analysts;
using Csms.ReadModels.Rebuilding;
using Csms.ReadModels.Tests.Projecting;
using Npgsql;

namespace Csms.ReadModels.Tests.Analysis;

public sealed partial class ReadingAsAnAnalyst : ReadModelTest
{
    private const string Password = "it's a \"secret\"";

    private NpgsqlDataSource analyst = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await AnalystRole.EnsureAsync(DataSource, Testing.TestDatabase.ApplicationRole, CancellationToken.None);
        await AnalystRole.EnsureAsync(DataSource, Testing.TestDatabase.ApplicationRole, CancellationToken.None);
        await ReadModelSchema.CreateAsync(DataSource, CancellationToken.None);
        await new Sessions(this).RecordAsync("CP1");
        await ProjectAsync();
        await AnalystRole.SetPasswordAsync(DataSource, Password, CancellationToken.None);
        analyst = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ConnectionString) { Username = AnalystRole.Name, Password = Password }.ConnectionString);
    }

    public override async Task DisposeAsync()
    {
        await analyst.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task The_views_are_all_that_it_reads()
    {
        foreach (var view in AnalystViews.Names) await RunAsync($"SELECT * FROM read.{view} LIMIT 1");
        await using var others = DataSource.CreateCommand(
            """
            SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
              AND NOT (n.nspname = 'read' AND c.relname = ANY ($1))
            """);
        others.Parameters.Add(new() { Value = AnalystViews.Names.ToArray() });
        var names = new List<string>();
        await using (var reader = await others.ExecuteReaderAsync())
            while (await reader.ReadAsync()) names.Add(reader.GetString(0));
        names.Count.ShouldBeGreaterThan(30);
        foreach (var name in names) await RefusesAsync($"SELECT * FROM {name}", PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task It_writes_nothing_even_where_it_asks_for_more()
    {
        await RefusesAsync("CREATE TABLE read.mine (id int)", PostgresErrorCodes.ReadOnlySqlTransaction);
        foreach (var sql in (string[])
        [
            "CREATE TABLE read.mine (id int)", "CREATE TABLE public.mine (id int)", "CREATE TEMPORARY TABLE mine (id int)", "CREATE SCHEMA mine", "SELECT lo_create(0)",
            "UPDATE read.v1_tokens SET status = 'Accepted'", "DELETE FROM read.v1_cdrs", "INSERT INTO events.mt_events DEFAULT VALUES", "SET ROLE csms_test_app",
        ])
            await RefusesAsync($"BEGIN READ WRITE; {sql}", PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task It_runs_no_longer_than_its_time_out()
    {
        await using var connection = await analyst.OpenConnectionAsync();
        await using var shown = new NpgsqlCommand("SHOW statement_timeout", connection);
        (await shown.ExecuteScalarAsync()).ShouldBe("1min");
        await RefusesAsync("SET statement_timeout = '50ms'; SELECT pg_sleep(60)", PostgresErrorCodes.QueryCanceled);
    }

    [Fact]
    public async Task Whoever_sets_another_time_out_is_ended()
    {
        await using var application = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ConnectionString) { Options = $"-c role={Testing.TestDatabase.ApplicationRole}" }.ConnectionString);
        // What a first connection asks the server for is not what is to be ended.
        await RunAsync("SELECT 1");
        var running = RefusesAsync("SET statement_timeout = 0; SELECT pg_sleep(600)", PostgresErrorCodes.AdminShutdown);
        await UntilAsync(async () => await AnalystRole.EndLongAsync(application, TimeSpan.FromMilliseconds(100), CancellationToken.None) == 1, "it was ended");
        await running;
    }

    [Fact]
    public async Task A_rebuild_leaves_it_its_views()
    {
        foreach (var model in Catalog.All) await new Rebuild(DataSource, Store).RunAsync(model, progress: null, CancellationToken.None);
        foreach (var view in AnalystViews.Names) await RunAsync($"SELECT * FROM read.{view} LIMIT 1");
    }

    [Fact]
    public async Task Every_question_of_the_documentation_is_answered()
    {
        var questions = Questions().Matches(await File.ReadAllTextAsync(Path.Combine(Project, "..", "..", "docs", "analytics.md"))).Select(match => match.Groups[1].Value).ToList();
        questions.Count.ShouldBeGreaterThanOrEqualTo(AnalystViews.Names.Count);
        foreach (var view in AnalystViews.Names) questions.ShouldContain(sql => sql.Contains($"read.{view}", StringComparison.Ordinal), view);
        foreach (var sql in questions) await RunAsync(sql);
    }

    [Fact]
    public async Task Rows_become_files()
    {
        var export = new RowExport(DataSource);
        foreach (var kind in RowExport.Names)
        {
            using var csv = new MemoryStream();
            using var lines = new MemoryStream();
            var written = await export.WriteAsync(csv, kind, new("CP1"), RowFormat.Csv, CancellationToken.None);
            (await export.WriteAsync(lines, kind, new("CP1"), RowFormat.Ndjson, CancellationToken.None)).ShouldBe(written);
            System.Text.Encoding.UTF8.GetString(csv.ToArray()).Split("\r\n").Length.ShouldBe((int)written + 2, kind);
            System.Text.Encoding.UTF8.GetString(lines.ToArray()).Split('\n').Length.ShouldBe((int)written + 1, kind);
        }
        using var none = new MemoryStream();
        (await export.WriteAsync(none, "sessions", new("CP1", To: Noon.AddYears(-9)), RowFormat.Csv, CancellationToken.None)).ShouldBe(0);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("-2+3,4", "\"'-2+3,4\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\r\nlines", "\"two\r\nlines\"")]
    [InlineData(-7L, "-7")]
    [InlineData("plain", "plain")]
    public void Fields_are_quoted_and_no_text_is_a_formula(object value, string field) => CsvRow.Of(value).ShouldBe(field);

    private static string Project => typeof(ReadingAsAnAnalyst).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ProjectDirectory").Value!;

    private async Task RunAsync(string sql)
    {
        await using var command = analyst.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
        }
    }

    private async Task RefusesAsync(string sql, string state)
    {
        await using var connection = await analyst.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Statements of this test.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.CommandTimeout = 0;
        (await Should.ThrowAsync<PostgresException>(command.ExecuteNonQueryAsync(), sql)).SqlState.ShouldBe(state, sql);
    }

    [GeneratedRegex("```sql\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Questions();
}
