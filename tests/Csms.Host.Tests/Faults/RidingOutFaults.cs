using System.Net.Http.Headers;
using Csms.Testing;
using Npgsql;
using AdminKeyFile = Csms.Host.Hosting.AdminKeyFile;

namespace Csms.Host.Tests.Faults;

/// <summary>Charge points charge while something goes wrong; afterwards nothing acknowledged is missing, nothing is there twice, and it goes on by itself. The long
/// forms, and killing, are in <see cref="LosingNothing"/> and <c>bench</c>.</summary>
public sealed class RidingOutFaults(RidingOutFaults.Site site) : IClassFixture<RidingOutFaults.Site>
{
    [Fact]
    public Task When_PostgreSQL_stands_still_for_longer_than_a_commit_is_waited_for() => site.Charging.RideOutAsync(async _ =>
    {
        await site.Charging.Cluster.PauseAsync();
        try
        {
            await TellsInternalErrorsAsync();
        }
        finally
        {
            await site.Charging.Cluster.ResumeAsync();
        }
    });

    [Fact]
    public Task When_PostgreSQL_cannot_be_reached_for_a_while() => site.Charging.RideOutAsync(async _ =>
    {
        site.Charging.Behind.Go();
        try
        {
            await Hosting.Eventually.HoldsAsync(async () => await site.Charging.Host.ReadinessAsync() == 503, "the host says that it is not ready");
        }
        finally
        {
            site.Charging.Behind.ComeBack();
        }
    });

    [Fact]
    public Task When_the_way_to_PostgreSQL_is_slow_falls_silent_and_is_cut() => site.Charging.RideOutAsync(async goesOn =>
    {
        site.Charging.Behind.Delay = TimeSpan.FromMilliseconds(20);
        await goesOn();
        site.Charging.Behind.Delay = TimeSpan.Zero;
        site.Charging.Behind.FallSilent();
        try
        {
            await TellsInternalErrorsAsync();
        }
        finally
        {
            // The others have the same wire.
            site.Charging.Behind.Cut();
            site.Charging.Behind.Speak();
        }
    });

    [Fact]
    public Task When_the_way_to_charge_points_is_slow_silent_and_cut() => site.Charging.RideOutAsync(async goesOn =>
    {
        site.Charging.Before.Delay = TimeSpan.FromMilliseconds(100);
        await goesOn();
        site.Charging.Before.Delay = TimeSpan.Zero;
        for (var i = 0; i < 3; i++)
        {
            // Answers that are under way are lost: stored, and not known to be.
            site.Charging.Before.FallSilent();
            site.Charging.Before.Cut();
            site.Charging.Before.Speak();
            await goesOn();
        }
    });

    [Fact]
    public Task When_more_is_read_than_there_are_connections_to_PostgreSQL() => site.Charging.RideOutAsync(async goesOn =>
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://localhost:{site.Charging.Host.HttpPort}") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(AdminKeyFile.PathIn(site.Charging.Host.DataFolder))).Trim());
        await using var connection = await site.Charging.ConnectAsync();
        await using var holding = await connection.BeginTransactionAsync();
        // Readers who wait for a table hold every connection that they may; charge points charge on meanwhile.
        await using var locking = new NpgsqlCommand("LOCK TABLE read.tokens IN ACCESS EXCLUSIVE MODE", connection, holding);
        await locking.ExecuteNonQueryAsync();
        var readers = Enumerable.Range(0, 60).Select(_ => client.GetAsync(new Uri("/api/v1/tokens", UriKind.Relative))).ToArray();
        await goesOn();
        readers.ShouldAllBe(reader => !reader.IsCompletedSuccessfully || !reader.Result.IsSuccessStatusCode);
        await holding.RollbackAsync();
        foreach (var answer in await Task.WhenAll(readers))
            answer.Dispose();
    });

    [Fact]
    public Task When_everybody_at_the_door_waits_for_a_table_that_somebody_holds() => site.Charging.RideOutAsync(async _ =>
    {
        await using var connection = await site.Charging.ConnectAsync();
        await using var holding = await connection.BeginTransactionAsync();
        // Whoever comes to the door waits for this table with a connection in hand, and so does everything else that asks for a token or a number.
        await using var locking = new NpgsqlCommand("LOCK TABLE csms.connections, csms.id_tags IN ACCESS EXCLUSIVE MODE", connection, holding);
        await locking.ExecuteNonQueryAsync();
        site.Charging.Before.Cut();
        await Hosting.Eventually.HoldsAsync(WaitersAsync, "connections wait for the table");
        await holding.RollbackAsync();
    });

    private async Task<bool> WaitersAsync()
    {
        await using var connection = await site.Charging.ConnectAsync();
        await using var counting = new NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()", connection);
        return (long)(await counting.ExecuteScalarAsync())! >= 10;
    }

    private Task TellsInternalErrorsAsync()
    {
        var before = Told();
        return Hosting.Eventually.HoldsAsync(() => Task.FromResult(Told() > before), "a message is answered with InternalError");

        int Told() => site.Charging.Host.Output.Count(line => line.Contains("answered with InternalError", StringComparison.Ordinal));
    }

    /// <summary>One host for all faults: whatever one of them left behind would show in the next.</summary>
    public sealed class Site : IAsyncLifetime
    {
        private PostgresCluster? cluster;

        internal Charging Charging { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            cluster = await PostgresCluster.StartAsync();
            Charging = await Charging.BeginAsync(cluster);
        }

        public async Task DisposeAsync()
        {
            if (Charging is not null)
                await Charging.DisposeAsync();
            await cluster!.DisposeAsync();
        }
    }
}
