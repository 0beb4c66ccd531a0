using System.Reflection;
using System.Text.RegularExpressions;
using Ocpp.Protocol.V16;

namespace Csms.Host.Tests.Conformance;

/// <summary>Keeps docs/ocpp-coverage.md true: what it names is there, and what is there it names.</summary>
public sealed partial class CoverageDocument
{
    private static readonly string Tests = Path.GetFullPath(Path.Combine(ProjectFolder, ".."));
    private static readonly string Text = File.ReadAllText(Path.GetFullPath(Path.Combine(ProjectFolder, "..", "..", "docs", "ocpp-coverage.md")));
    private static readonly IReadOnlyList<string> Written = [.. Directory.EnumerateFiles(Tests, "*.cs", SearchOption.AllDirectories).Where(IsSource).SelectMany(NamesIn)];

    /// <summary>The ids of the certification cases of a central system.</summary>
    private static readonly string[] Official =
        [.. ("001 003 004_1 004_2 005_1 007 010 011_1 011_2 012 013 014 017_1 017_2 018_1 019_1 019_2 021 023_1 023_2 023_3 024 026 028 030 031 032_1 037_1 " +
             "037_3 039 040_1 040_2 061 064 042_1 042_2 043_1 043_3 043_4 043_5 044_1 044_2 044_3 045_1 045_2 046 047 048_1 048_2 048_3 048_4 049 051 052 053 " +
             "054 055 056 057 059 066 067 073 074 075_1 075_2 076 077 078 079 080 081 083 085 086 087 088").Split(' ').Select(number => "TC_" + number)];

    /// <summary>How many ids each chapter of what follows from the specification has.</summary>
    private static readonly (char Chapter, int Count)[] Derived =
    [
        ('T', 22), ('R', 21), ('B', 10), ('A', 9), ('X', 23), ('S', 7), ('M', 8), ('C', 9), ('O', 11), ('L', 7), ('F', 7), ('V', 7), ('G', 4), ('K', 17), ('D', 5), ('Z', 25),
    ];

    /// <summary>The steps of cases that carry an action without naming it.</summary>
    private static readonly Dictionary<string, string[]> Steps = new()
    {
        ["Authorize"] = [nameof(Station.AuthorizesAsync), nameof(Station.IsAuthorizedAsync), nameof(Station.IsChargingAsync)],
        ["BootNotification"] = [nameof(Station.BootAsync), nameof(Station.BootsAsync)],
        ["Heartbeat"] = [nameof(Station.BeatsAsync)],
        ["MeterValues"] = [nameof(Station.MetersAsync)],
        ["StartTransaction"] = [nameof(Station.StartsAsync), nameof(Station.HasStartedAsync), nameof(Station.IsChargingAsync)],
        ["StatusNotification"] = [nameof(Station.ReportsAsync), nameof(Station.BootsAsync), nameof(Station.IsChargingAsync)],
        ["StopTransaction"] = [nameof(Station.StopsAsync)],
        ["ReserveNow"] = [nameof(Reservation.Reserving.IsReservedAsync)],
        ["SetChargingProfile"] = [nameof(SmartCharging.Profiles.IsSetAsync)],
        ["UpdateFirmware"] = [nameof(Firmware.Notifying.IsUpdatedAsync)],
        ["GetDiagnostics"] = [nameof(Firmware.Notifying.IsDiagnosedAsync)],
        ["FirmwareStatusNotification"] = [nameof(Firmware.Notifying.TellsFirmwareAsync)],
        ["DiagnosticsStatusNotification"] = [nameof(Firmware.Notifying.TellsDiagnosticsAsync)],
    };

    private static string ProjectFolder =>
        Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ProjectDirectory").Value!;

    [Fact]
    public void Has_a_line_for_every_id()
    {
        Official.Length.ShouldBe(77);
        var derived = Derived.SelectMany(chapter => Enumerable.Range(1, chapter.Count).Select(number => $"SD_{chapter.Chapter}{number:D2}"));

        var listed = Rows(Id()).Select(row => row[0]).ToList();
        listed.ShouldBeUnique();
        Official.Concat(derived).Except(listed).ShouldBeEmpty();
    }

    [Fact]
    public void Names_every_test_that_is_named_by_an_id()
    {
        var listed = Rows(Id()).ToDictionary(row => row[0], row => row[2]);
        foreach (var name in Written)
        {
            if (IdOf(name) is { } id)
                listed.ShouldContainKey(id, name);
            if (IdOf(name) is { } known && !listed[known].Contains($"`{name}`", StringComparison.Ordinal))
                Assert.Fail($"docs/ocpp-coverage.md: the line of {known} lacks `{name}`");
        }
    }

    [Fact]
    public void Names_no_test_that_is_not_there()
    {
        foreach (var name in Rows(Id()).Concat(Rows(Action())).SelectMany(row => Quoted().Matches(row[2])).Select(quoted => quoted.Groups[1].Value))
            Written.Contains(name).ShouldBeTrue($"docs/ocpp-coverage.md names {name}, which is not there");
    }

    [Fact]
    public void Says_why_where_there_is_no_test()
    {
        foreach (var row in Rows(Id()).Concat(Rows(Action())))
        {
            if (row[2].Length == 0)
                row[3].Length.ShouldBeGreaterThan(10, $"{row[0]} has neither a test nor a reason");
        }
    }

    [Fact]
    public void Has_a_line_for_every_action_in_each_direction()
    {
        var directions = OcppActions.All.SelectMany(action => ((OcppDirection[])[OcppDirection.FromChargePoint, OcppDirection.ToChargePoint])
            .Where(direction => action.Direction.HasFlag(direction)).Select(direction => (action.Name, direction == OcppDirection.ToChargePoint ? "to" : "from")));

        Rows(Action()).Select(row => (row[0], row[1])).ShouldBe(directions, ignoreOrder: true);
    }

    [Fact]
    public void Names_tests_of_an_action_that_carry_it()
    {
        foreach (var row in Rows(Action()))
        {
            foreach (var name in Quoted().Matches(row[2]).Select(quoted => quoted.Groups[1].Value.Split('.')[0]))
            {
                var source = Directory.EnumerateFiles(Tests, "*.cs", SearchOption.AllDirectories).Where(IsSource).Select(File.ReadAllText)
                    .First(text => text.Contains($"class {name}", StringComparison.Ordinal));
                (source.Contains(row[0], StringComparison.Ordinal) || Steps.GetValueOrDefault(row[0], []).Any(step => source.Contains(step, StringComparison.Ordinal)))
                    .ShouldBeTrue($"{name} has nothing to do with {row[0]}");
            }
        }
    }

    /// <summary>The cells of the table rows whose first cell fits.</summary>
    private static IEnumerable<string[]> Rows(Regex first) => Text.Split('\n').Where(line => line.StartsWith('|'))
        .Select(line => line.Trim().Trim('|').Split('|').Select(cell => cell.Trim()).ToArray()).Where(cells => first.IsMatch(cells[0]));

    private static bool IsSource(string path) =>
        !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    /// <summary>Classes, and methods with their class.</summary>
    private static IEnumerable<string> NamesIn(string path)
    {
        var type = string.Empty;
        foreach (var line in File.ReadLines(path))
        {
            if (Type().Match(line) is { Success: true } found)
                yield return type = found.Groups[1].Value;
            else if (Method().Match(line) is { Success: true } method)
                yield return $"{type}.{method.Groups[1].Value}";
        }
    }

    /// <summary>The id that a test's name begins with: an official one names the class, a derived one the method.</summary>
    private static string? IdOf(string name) => NameWithId().Match(name) is { Success: true } found ? found.Groups["id"].Value : null;

    [GeneratedRegex(@"^(?:TC_\d{3}(?:_\d)?|SD_[A-Z]\d\d)$")]
    private static partial Regex Id();

    [GeneratedRegex(@"^[A-Z][A-Za-z]+$")]
    private static partial Regex Action();

    [GeneratedRegex(@"^(?:(?<id>TC_\d{3}(?:_\d)?)_[^.]+|[^.]+\.(?<id>SD_[A-Z]\d\d)_.+)$")]
    private static partial Regex NameWithId();

    [GeneratedRegex("`([A-Z][^`]*)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^(?:public |internal |sealed |static |abstract |partial )*class (\w+)")]
    private static partial Regex Type();

    [GeneratedRegex(@"^    public (?:static |async )*(?:Task|void|ValueTask)(?:<[^>]+>)? (\w+)\(")]
    private static partial Regex Method();
}
