using System.Diagnostics;
using System.Globalization;
using Csms.Host.Hosting;

namespace Csms.Host.Tests.Hosting;

public sealed class KeepingPostgresRunning : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Starts_it_again_also_where_that_cannot_be_done_at_once()
    {
        var (program, elsewhere) = (Path.Combine(folder.Path, "server"), Path.Combine(folder.Path, "elsewhere"));
        var id = Path.Combine(folder.Path, "id");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\necho $$ > {id}.new\nmv {id}.new {id}\nexec sleep 600\n");
        File.SetUnixFileMode(program, DataFolder.OwnerOnlyFolder);
        var cluster = new PostgresCluster(folder.Data);
        Directory.CreateDirectory(cluster.Folder);
        using var log = new EveryLine();
        using var supervisor = new PostgresSupervisor(cluster, new ProcessStartInfo(program), log.CreateLogger("postgres"));
        try
        {
            var first = await RunsAsync();
            supervisor.ConfirmServing();

            // As when the machine has neither memory nor a process to spare.
            File.Move(program, elsewhere);
            File.Delete(id);
            Unix.Signal(first, Unix.Kill).ShouldBeTrue();
            await Eventually.HoldsAsync(
                () => Task.FromResult(log.Lines.Any(line => line.Contains("cannot be started again", StringComparison.Ordinal))),
                "it says so");
            File.Move(elsewhere, program);

            (await RunsAsync()).ShouldNotBe(first);
        }
        finally
        {
            await supervisor.StopAsync();
        }

        async Task<int> RunsAsync()
        {
            await Eventually.HoldsAsync(() => Task.FromResult(File.Exists(id)), "the server runs");
            return int.Parse(await File.ReadAllTextAsync(id), CultureInfo.InvariantCulture);
        }
    }
}
