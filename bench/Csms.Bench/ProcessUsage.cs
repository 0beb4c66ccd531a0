using System.Globalization;

namespace Csms.Bench;

/// <summary>What processes use, from <c>/proc</c>; nothing elsewhere than on Linux.</summary>
internal static class ProcessUsage
{
    private const double TicksPerSecond = 100;

    /// <summary>Processor seconds of a process so far, with those of its children, running or ended.</summary>
    public static double Seconds(int? process) => process is not { } id ? 0 : (Ticks(id) + Children(id).Sum(Ticks)) / TicksPerSecond;

    /// <summary>Resident memory in bytes.</summary>
    public static long Resident(int process) => Status(process, "VmRSS:");

    /// <summary>The most that it was so far.</summary>
    public static long PeakResident(int process) => Status(process, "VmHWM:");

    /// <summary>Memory of a process and its children that they do not share with anybody.</summary>
    public static long Private(int? process) => process is not { } id ? 0 : Children(id).Append(id).Sum(each => Status(each, "RssAnon:"));

    public static int Parent(int process) => (int)Stat(process)[1];

    private static IEnumerable<int> Children(int process) =>
        Read(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/task/{process}/children"))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture));

    // User and system time, and those of children that have ended.
    private static long Ticks(int process) => Stat(process) is { Length: > 14 } stat ? stat[11] + stat[12] + stat[13] + stat[14] : 0;

    private static long Status(int process, string name) =>
        Read(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/status")).Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
            ? long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) * 1024
            : 0;

    /// <summary>The numbers after the name, which may contain anything: state, parent, …</summary>
    private static long[] Stat(int process)
    {
        var text = Read(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
        return text.Length == 0 ? [0, 0] : [.. text[(text.LastIndexOf(')') + 2)..].Split(' ').Select(f => long.TryParse(f, CultureInfo.InvariantCulture, out var n) ? n : 0)];
    }

    /// <summary>Nothing for a process that has ended.</summary>
    private static string Read(string path)
    {
        try
        {
            return OperatingSystem.IsLinux() ? File.ReadAllText(path) : "";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
