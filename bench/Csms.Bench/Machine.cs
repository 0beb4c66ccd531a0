using System.Globalization;
using Csms.Host.Hosting;

namespace Csms.Bench;

/// <summary>What a figure was measured on, without which it cannot be compared with another day's.</summary>
internal static class Machine
{
    private const string CpuInfo = "/proc/cpuinfo";
    private const string Stat = "/proc/stat";
    private const double TicksPerSecond = 100;

    /// <summary>Such as <c>2 cores (AMD EPYC 7R13 Processor), handed out by session (autogroup), .NET 10.0.12, 2026-11-22 12:01 UTC</c>; without the processor where Linux does not tell it.</summary>
    public static string Description =>
        FormattableString.Invariant($"{Environment.ProcessorCount} cores{(Processor is { } name ? $" ({name})" : "")}{(Autogroup.IsInForce ? ", handed out by session (autogroup)" : "")}, .NET {Environment.Version}, {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC");

    /// <summary>Processor seconds so far that were asked for and that the hypervisor gave to others (steal, proc_stat(5)); nothing elsewhere than on Linux.</summary>
    public static double StolenSeconds =>
        File.Exists(Stat) && File.ReadLines(Stat).First().Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, _, _, _, _, _, _, _, var steal, ..]
            ? long.Parse(steal, CultureInfo.InvariantCulture) / TicksPerSecond
            : 0;

    private static string? Processor =>
        File.Exists(CpuInfo) && File.ReadLines(CpuInfo).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line ? line[(line.IndexOf(':') + 1)..].Trim() : null;
}
