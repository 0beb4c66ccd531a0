using Csms.Host.Hosting;

namespace Csms.Bench;

/// <summary>What a figure was measured on, without which it cannot be compared with another day's.</summary>
internal static class Machine
{
    private const string CpuInfo = "/proc/cpuinfo";

    /// <summary>Such as <c>2 cores (AMD EPYC 7R13 Processor), handed out by session (autogroup), .NET 10.0.12, 2026-11-22 12:01 UTC</c>; without the processor where Linux does not tell it.</summary>
    public static string Description =>
        FormattableString.Invariant($"{Environment.ProcessorCount} cores{(Processor is { } name ? $" ({name})" : "")}{(Autogroup.IsInForce ? ", handed out by session (autogroup)" : "")}, .NET {Environment.Version}, {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC");

    private static string? Processor =>
        File.Exists(CpuInfo) && File.ReadLines(CpuInfo).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line ? line[(line.IndexOf(':') + 1)..].Trim() : null;
}
