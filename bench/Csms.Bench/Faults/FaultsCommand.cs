using System.Globalization;
using System.Runtime.InteropServices;
using Csms.Bench.Load;
using Csms.Testing;

namespace Csms.Bench.Faults;

/// <summary><c>faults</c>: breaks what can break while charge points charge, and says of each fault how it went.</summary>
internal static class FaultsCommand
{
    private const string Help = """
        Lets simulated charge points charge at the real host over a PostgreSQL of its own (fsync on), breaks something, lets them charge on, and compares what was
        acknowledged with what is stored. Each fault is survived when nothing acknowledged is missing, nothing is there twice, no acknowledgement was false,
        no message was given up, messages are acknowledged again and every charge point is connected again within 30 s without anybody's help, and the host's
        memory is about where it was. Ends with 1 when one was not.

          dotnet run -c Release --project bench/Csms.Bench -- faults [options]

          --faults LIST     of host-killed,postgres-killed,postgres-paused,postgres-gone,postgres-silent,network,half-open,slow-readers,crowd,
                            pool,storm,disk-full,clock,soak (default: all)
          --times N         all of them so often, one round after the other (default 1)
          --minutes N       of the soak (default 10)
          --speed N         how many times faster than people drivers come and go, which sets the rate of messages (default 600)
          --charge-points N (default 100)
          --storm N         charge points that connect and boot all at once after a restart (default 2000)
          --host FILE       another csms.dll (default: this repository's, built for release first)
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is [.., "--help" or "-h"])
        {
            Console.WriteLine(Help);
            return 0;
        }

        var options = new FaultOptions();
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length || options.With(args[i], args[i + 1]) is not { } next)
            {
                Console.Error.WriteLine(Help);
                return 2;
            }

            options = next;
        }

        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stop));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stop));
        try
        {
            return await RunAsync(options, stop.Token) ? 0 : 1;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Console.Error.WriteLine("Stopped.");
            return 130;
        }
        catch (InvalidOperationException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    private static async Task<bool> RunAsync(FaultOptions options, CancellationToken cancellationToken)
    {
        var program = options.Host ?? await LoadCommand.BuildHostAsync(cancellationToken);
        var verdicts = new Verdicts(options);
        // These need a site of their own.
        var shared = options.Faults.Where(fault => fault is not (Mischief.DiskFull or Mischief.Clock)).ToArray();
        if (shared.Length > 0)
        {
            await using var cluster = await PostgresCluster.StartAsync(durable: true);
            await using var site = await FaultSite.BeginAsync(cluster, program, cancellationToken);
            var mischief = new Mischief(site, options);
            for (var round = 0; round < options.Times; round++)
            {
                foreach (var fault in shared)
                    await verdicts.RideOutAsync(site, fault, mischief.Of(fault), cancellationToken);
            }
        }

        for (var round = 0; round < options.Times; round++)
        {
            if (options.Faults.Contains(Mischief.DiskFull, StringComparer.Ordinal))
                await FillDiskAsync(program, verdicts, cancellationToken);
            if (options.Faults.Contains(Mischief.Clock, StringComparer.Ordinal))
                await SetClockAsync(program, verdicts, cancellationToken);
        }

        return verdicts.AllSurvived;
    }

    private static async Task FillDiskAsync(string program, Verdicts verdicts, CancellationToken cancellationToken)
    {
        using var disk = SmallDisk.TryMount(megabytes: 600);
        if (disk is null)
        {
            Console.WriteLine($"| {Mischief.DiskFull} | skipped: a disk to fill is a tmpfs, which takes root and the right to mount |");
            return;
        }

        await using var cluster = await PostgresCluster.StartAsync(disk: disk.Folder);
        await using var site = await FaultSite.BeginAsync(cluster, program, cancellationToken);
        await verdicts.RideOutAsync(site, Mischief.DiskFull, () => Mischief.FillAsync(site, disk, cancellationToken), cancellationToken);
    }

    private static async Task SetClockAsync(string program, Verdicts verdicts, CancellationToken cancellationToken)
    {
        using var clock = SetClock.TryMake();
        if (clock is null)
        {
            Console.WriteLine($"| {Mischief.Clock} | skipped: setting one process's clock takes Linux and a C compiler |");
            return;
        }

        await using var cluster = await PostgresCluster.StartAsync(durable: true);
        await using var site = await FaultSite.BeginAsync(cluster, program, cancellationToken, clock.Environment);
        await verdicts.RideOutAsync(site, Mischief.Clock, () => Mischief.SetAsync(clock, cancellationToken), cancellationToken);
    }

    private static void Stop(PosixSignalContext signal, CancellationTokenSource stop)
    {
        signal.Cancel = true;
        stop.Cancel();
    }
}

/// <summary>Which faults, and how large.</summary>
internal sealed record FaultOptions
{
    public string[] Faults { get; private init; } = Mischief.All;

    public TimeSpan Soak { get; private init; } = TimeSpan.FromMinutes(10);

    public int ChargePoints { get; private init; } = 100;

    public int Storm { get; private init; } = 2000;

    public int Times { get; private init; } = 1;

    public int Speed { get; private init; } = 600;

    public string? Host { get; private init; }

    /// <summary>Null when it cannot be read.</summary>
    public FaultOptions? With(string name, string value)
    {
        if (name is "--host")
            return this with { Host = Path.GetFullPath(value) };
        if (name is "--faults")
            return value.Split(',') is var faults && faults.All(f => Mischief.All.Contains(f, StringComparer.Ordinal)) ? this with { Faults = faults } : null;
        if (!int.TryParse(value, CultureInfo.InvariantCulture, out var number) || number < 1)
            return null;
        return name switch
        {
            "--minutes" => this with { Soak = TimeSpan.FromMinutes(number) },
            "--charge-points" => this with { ChargePoints = number },
            "--storm" => this with { Storm = number },
            "--times" => this with { Times = number },
            "--speed" => this with { Speed = number },
            _ => null,
        };
    }
}
