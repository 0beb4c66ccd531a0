using Csms.Testing;

namespace Csms.Host.Tests.Faults;

public class FillingTheDisk
{
    // A cluster, two databases and what a few dozen sessions write.
    private const int Megabytes = 400;

    [SkippableFact]
    public async Task Costs_nothing_that_was_acknowledged_and_is_over_when_there_is_room_again()
    {
        using var disk = SmallDisk.TryMount(Megabytes);
        Skip.If(disk is null, "A disk to fill is a tmpfs: that takes root and the right to mount.");
        await using var cluster = await PostgresCluster.StartAsync(disk: disk!.Folder);
        await using var charging = await Charging.BeginAsync(cluster);
        await charging.RideOutAsync(async _ =>
        {
            disk.Fill();
            await Hosting.Eventually.HoldsAsync(
                () => Task.FromResult(charging.Host.Output.Any(line => line.Contains("answered with InternalError", StringComparison.Ordinal))), "a message is answered with InternalError");
            disk.Empty();
            // A server that could not even write its log has ended; whoever watches over it starts it again.
            await cluster.StartServerAsync();
        });
    }
}
