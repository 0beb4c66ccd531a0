using System.Globalization;

namespace Csms.Bench;

/// <summary>Processor seconds used so far by this process and by a PostgreSQL server with all its processes: on a machine that others use too,
/// these say more than the clock. Linux only; nothing elsewhere.</summary>
internal readonly record struct ProcessorTime(double Here, double Server)
{
    private const double TicksPerSecond = 100;

    /// <param name="backend">Process id of any backend of the server.</param>
    public static ProcessorTime Now(int backend)
    {
        if (!OperatingSystem.IsLinux()) return default;
        var server = Stat(backend)[1];
        var children = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{server}/task/{server}/children"))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var ticks = Used(Stat(server)) + children.Sum(child => Used(Stat(long.Parse(child, CultureInfo.InvariantCulture))));
        return new(Environment.CpuUsage.TotalTime.TotalSeconds, ticks / TicksPerSecond);
    }

    public static ProcessorTime operator -(ProcessorTime left, ProcessorTime right) => new(left.Here - right.Here, left.Server - right.Server);

    // User and system time, and those of children that have ended.
    private static long Used(long[] stat) => stat.Length < 15 ? 0 : stat[11] + stat[12] + stat[13] + stat[14];

    /// <summary>The numbers after the name, which may contain anything: state, parent, …</summary>
    private static long[] Stat(long process)
    {
        try
        {
            var text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return [.. fields.Select(f => long.TryParse(f, CultureInfo.InvariantCulture, out var n) ? n : 0)];
        }
        catch (IOException)
        {
            return [];
        }
    }
}
