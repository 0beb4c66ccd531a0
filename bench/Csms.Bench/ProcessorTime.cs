namespace Csms.Bench;

/// <summary>Processor seconds used so far by this process and by a PostgreSQL server with all its processes: on a machine that others use too,
/// these say more than the clock. Linux only; nothing elsewhere.</summary>
internal readonly record struct ProcessorTime(double Here, double Server)
{
    /// <param name="backend">Process id of any backend of the server.</param>
    public static ProcessorTime Now(int backend) => OperatingSystem.IsLinux()
        ? new(Environment.CpuUsage.TotalTime.TotalSeconds, ProcessUsage.Seconds(ProcessUsage.Parent(backend)))
        : default;

    public static ProcessorTime operator -(ProcessorTime left, ProcessorTime right) => new(left.Here - right.Here, left.Server - right.Server);
}
