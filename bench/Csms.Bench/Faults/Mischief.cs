using System.Diagnostics;
using System.Globalization;
using Csms.Bench.Load.Traffic;
using Csms.Testing;
using Npgsql;

namespace Csms.Bench.Faults;

/// <summary>What is done to a site while charge points charge; each returns when the cause is gone.</summary>
internal sealed class Mischief(FaultSite site, FaultOptions options)
{
    public const string DiskFull = "disk-full";
    public const string Clock = "clock";
    public static readonly string[] All =
        ["host-killed", "postgres-killed", "postgres-paused", "postgres-gone", "postgres-silent", "network", "half-open", "slow-readers", "crowd", "pool", "storm", DiskFull, Clock, "soak"];

    private const int Deaf = 200;
    private const int MostUnread = 20_000;
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ToConnect = TimeSpan.FromMinutes(1);

    public Func<Task> Of(string fault) => fault switch
    {
        "host-killed" => KillHostAsync,
        "postgres-killed" => KillPostgresAsync,
        "postgres-paused" => PausePostgresAsync,
        "postgres-gone" => CutPostgresOffAsync,
        "postgres-silent" => SilencePostgresAsync,
        "network" => SpoilNetworkAsync,
        "half-open" => LeaveHalfOpenAsync,
        "slow-readers" => ReadNothingAsync,
        "crowd" => async () => site.Remark = await new CrowdAtTheDoor(site).MeasureAsync(),
        "pool" => EmptyPoolAsync,
        "storm" => StormAsync,
        "soak" => () => Task.Delay(options.Soak),
        _ => throw new InvalidOperationException($"There is no fault {fault}."),
    };

    /// <summary>Leaves PostgreSQL not a byte for a while.</summary>
    public static async Task FillAsync(FaultSite site, SmallDisk disk, CancellationToken cancellationToken)
    {
        disk.Fill();
        await Task.Delay(Long, cancellationToken);
        disk.Empty();
        site.MendedAt = Stopwatch.GetTimestamp();
        // Where it could not even write its log it has ended, and whoever watches over it starts it again.
        await site.Cluster.StartServerAsync();
    }

    /// <summary>Sets the host's clock a day ahead, to the day before, and right again.</summary>
    public static async Task SetAsync(SetClock clock, CancellationToken cancellationToken)
    {
        foreach (var days in (int[])[1, -1, 0])
        {
            clock.Ahead = TimeSpan.FromDays(days);
            await Task.Delay(Long / 2, cancellationToken);
        }
    }

    private async Task KillHostAsync()
    {
        await site.KillHostAsync();
        site.MendedAt = Stopwatch.GetTimestamp();
        await site.StartHostAsync(CancellationToken.None);
    }

    private async Task KillPostgresAsync()
    {
        await site.Cluster.KillServerAsync();
        site.MendedAt = Stopwatch.GetTimestamp();
        await site.Cluster.StartServerAsync();
    }

    private async Task PausePostgresAsync()
    {
        await site.Cluster.PauseAsync();
        try
        {
            await Task.Delay(Long);
        }
        finally
        {
            await site.Cluster.ResumeAsync();
        }
    }

    private async Task CutPostgresOffAsync()
    {
        site.Behind.Go();
        await Task.Delay(Long);
        site.Behind.ComeBack();
    }

    private async Task SilencePostgresAsync()
    {
        site.Behind.FallSilent();
        await Task.Delay(Long);
        site.Behind.Cut();
        site.Behind.Speak();
    }

    /// <summary>Slow, and cut every few seconds: what is under way is lost, in either direction.</summary>
    private async Task SpoilNetworkAsync()
    {
        site.Before.Delay = TimeSpan.FromMilliseconds(200);
        for (var i = 0; i < 6; i++)
        {
            await Task.Delay(Long / 6);
            site.Before.FallSilent();
            await Task.Delay(TimeSpan.FromMilliseconds(300));
            site.Before.Cut();
            site.Before.Speak();
        }

        site.Before.Delay = TimeSpan.Zero;
    }

    /// <summary>The charge points' side finds out first and connects anew, while the host still holds the old sockets.</summary>
    private async Task LeaveHalfOpenAsync()
    {
        site.Before.FallSilent();
        await Task.Delay(Long);
        site.Before.Speak();
    }

    /// <summary>Charge points that send and never read what they are answered.</summary>
    private async Task ReadNothingAsync()
    {
        await site.RegisterAsync("/api/v1/charge-points", Enumerable.Range(0, Deaf).Select(i => new { id = $"DEAF-{i:D4}", securityProfile = 0 }), CancellationToken.None);
        var sockets = Enumerable.Range(0, Deaf).Select(_ => new LeanSocket()).ToArray();
        try
        {
            await Task.WhenAll(sockets.Select((socket, i) => socket.ConnectAsync(site.Port, $"DEAF-{i:D4}", CancellationToken.None).WaitAsync(ToConnect)));
            using var limit = new CancellationTokenSource(Long);
            await Task.WhenAll(sockets.Select(async socket =>
            {
                try
                {
                    for (var n = 0; n < MostUnread && !limit.IsCancellationRequested; n++)
                        await socket.SendAsync("[2,\"0123456789-0123456789-012345678\",\"Heartbeat\",{}]"u8.ToArray()).AsTask().WaitAsync(limit.Token);
                }
                catch (Exception e) when (e is System.Net.Sockets.SocketException or OperationCanceledException)
                {
                    // Not read any further, or cut off: both are right.
                }
            }));
        }
        finally
        {
            foreach (var socket in sockets)
                socket.Dispose();
        }
    }

    /// <summary>Readers of a table that somebody holds take every connection that the host may open.</summary>
    private async Task EmptyPoolAsync()
    {
        await using var connection = await site.Store.OpenConnectionAsync();
        await using var holding = await connection.BeginTransactionAsync();
        await using var locking = new NpgsqlCommand("LOCK TABLE csms.connections IN ACCESS EXCLUSIVE MODE", connection, holding);
        await locking.ExecuteNonQueryAsync();
        var readers = Enumerable.Range(0, 200).Select(_ => site.Rest.GetAsync(new Uri("/api/v1/charge-points", UriKind.Relative))).ToArray();
        await Task.Delay(Long);
        await holding.RollbackAsync();
        foreach (var answer in await Task.WhenAll(readers))
            answer.Dispose();
    }

    /// <summary>A host that has just started, and everybody at its door.</summary>
    private async Task StormAsync()
    {
        await site.RegisterAsync("/api/v1/charge-points", Enumerable.Range(0, options.Storm).Select(i => new { id = Fleet.IdentityOf(i), securityProfile = 0 }), CancellationToken.None);
        await KillHostAsync();
        var figures = new Figures();
        using var fleet = await Fleet.ConnectAsync(site.Port, options.Storm, options.Storm, new Acknowledged(), figures, CancellationToken.None);
        if (figures.Errors > 0)
            throw new FaultNotSurvivedException($"{figures.Errors} of {options.Storm} charge points were not served: {string.Join("; ", figures.Told)}");
        site.Remark = string.Create(CultureInfo.InvariantCulture, $"{options.Storm:N0} connected and booted within {figures.Seconds:0.0} s of the host's start");
    }
}

/// <summary>A mischief found out by itself that it was too much.</summary>
internal sealed class FaultNotSurvivedException(string why) : Exception(why);
