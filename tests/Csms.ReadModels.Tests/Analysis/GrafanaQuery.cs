using System.Globalization;
using System.Text.RegularExpressions;

namespace Csms.ReadModels.Tests.Analysis;

/// <summary>Puts values in place of the variables and macros of a query, as Grafana and its PostgreSQL data source do.</summary>
internal sealed partial class GrafanaQuery(DateTimeOffset from, DateTimeOffset to, TimeSpan interval)
{
    private readonly Dictionary<string, IReadOnlyList<string>> variables = [];

    /// <summary>Chooses what a variable of the dashboard stands for; several where it takes several.</summary>
    public void Choose(string variable, IReadOnlyList<string> values) => variables[variable] = values;

    public string Sql(string raw)
    {
        var sql = Variable().Replace(raw, match => string.Join(',', variables[match.Groups[1].Value].Select(value => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'")));
        sql = Interval().Replace(sql, Text(interval.TotalSeconds) + "s");
        sql = Macro().Replace(sql, match => Expand(match.Groups[1].Value, match.Groups[2].Value.Split(',', StringSplitOptions.TrimEntries)));
        sql.ShouldNotContain("$");
        return sql;
    }

    private string Expand(string macro, string[] arguments) => (macro, arguments) switch
    {
        ("timeFilter", [var column]) => $"{column} BETWEEN {Quoted(from)} AND {Quoted(to)}",
        ("timeFrom", [""]) => Quoted(from),
        ("timeTo", [""]) => Quoted(to),
        ("timeGroup", [var column, var width]) => Group(column, width),
        ("timeGroupAlias", [var column, var width]) => $"{Group(column, width)} AS \"time\"",
        _ => throw new FormatException($"$__{macro}({string.Join(", ", arguments)}) is no macro of the PostgreSQL data source."),
    };

    private static string Group(string column, string width)
    {
        var match = Width().Match(width.Trim('\''));
        match.Success.ShouldBeTrue(width);
        var seconds = double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * match.Groups[2].Value switch { "s" => 1, "m" => 60, "h" => 3600, _ => 86400 };
        return $"floor(extract(epoch from {column})/{Text(seconds)})*{Text(seconds)}";
    }

    private static string Quoted(DateTimeOffset time) => $"'{time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)}'";

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\$\{(\w+):sqlstring\}")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\$__interval\b")]
    private static partial Regex Interval();

    [GeneratedRegex(@"\$__(\w+)\(([^()]*)\)")]
    private static partial Regex Macro();

    [GeneratedRegex(@"^([\d.]+)([smhd])$")]
    private static partial Regex Width();
}
