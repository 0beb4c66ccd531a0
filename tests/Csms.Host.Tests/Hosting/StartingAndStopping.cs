using Csms.Host.Hosting;

namespace Csms.Host.Tests.Hosting;

public sealed class StartingAndStopping : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Starts_from_nothing_stops_whole_and_goes_on_where_it_stopped()
    {
        string key;
        await using (var first = await HostProcess.ServeAsync(folder.Data))
        {
            (await first.ReadinessAsync()).ShouldBe(200);
            var keyFile = Path.Combine(folder.Data, "admin.key");
            File.GetUnixFileMode(keyFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            key = await File.ReadAllTextAsync(keyFile);
            HostProcess.PostgresOf(folder.Data).ShouldBe([first.PostgresId]);

            (await first.TerminateAsync()).ShouldBe(0);
            first.Errors.ShouldBeEmpty();
            HostProcess.PostgresOf(folder.Data).ShouldBeEmpty();
        }

        await using var second = await HostProcess.ServeAsync(folder.Data);
        second.Output.ShouldNotContain(line => line.Contains("API key", StringComparison.Ordinal));
        (await File.ReadAllTextAsync(Path.Combine(folder.Data, "admin.key"))).ShouldBe(key);
        await using var list = HostProcess.Start(folder.Data, "keys", "list");
        (await list.EndAsync()).ShouldBe(0);
        list.Output.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Takes_no_PostgreSQL_with_it_into_nowhere_when_it_is_killed()
    {
        await using var host = await HostProcess.ServeAsync(folder.Data);
        await host.KillAsync();
        await Eventually.HoldsAsync(() => Task.FromResult(HostProcess.PostgresOf(folder.Data).Length == 0), "PostgreSQL follows a killed host");
    }

    [Fact]
    public async Task Starts_at_once_after_the_host_alone_was_killed()
    {
        await using (var killed = await HostProcess.ServeAsync(folder.Data))
            await killed.KillAsync();
        await using var host = await HostProcess.ServeAsync(folder.Data);
        (await host.ReadinessAsync()).ShouldBe(200);
        HostProcess.PostgresOf(folder.Data).ShouldBe([host.PostgresId]);
    }

    [Fact]
    public async Task Starts_after_everything_was_killed()
    {
        await using (var killed = await HostProcess.ServeAsync(folder.Data))
        {
            var postgres = killed.PostgresId;
            await killed.KillAsync();
            Unix.Signal(postgres, Unix.Kill);
        }

        await using var host = await HostProcess.ServeAsync(folder.Data);
        (await host.ReadinessAsync()).ShouldBe(200);
    }

    [Fact]
    public async Task Is_not_fooled_by_a_pid_file_whose_number_belongs_to_another_program()
    {
        await using (var first = await HostProcess.ServeAsync(folder.Data))
        {
            var pidFile = await File.ReadAllTextAsync(Path.Combine(folder.Data, "postgres", "postmaster.pid"));
            await first.TerminateAsync();
            var stale = Environment.ProcessId + pidFile[pidFile.IndexOf('\n', StringComparison.Ordinal)..];
            await File.WriteAllTextAsync(Path.Combine(folder.Data, "postgres", "postmaster.pid"), stale);
            await File.WriteAllTextAsync(Path.Combine(folder.Data, "postgres", ".s.PGSQL.5432.lock"), stale);
        }

        await using var host = await HostProcess.ServeAsync(folder.Data);
        (await host.ReadinessAsync()).ShouldBe(200);
        host.PostgresId.ShouldNotBe(Environment.ProcessId);
    }

    [Fact]
    public async Task Starts_PostgreSQL_again_when_it_dies_and_says_meanwhile_that_it_is_not_ready()
    {
        await using var host = await HostProcess.ServeAsync(folder.Data);
        var killed = host.PostgresId;
        // Without it no server starts in this folder: it stays away until that has been seen.
        var version = Path.Combine(folder.Data, "postgres", "PG_VERSION");
        File.Move(version, version + ".away");
        Unix.Signal(killed, Unix.Kill).ShouldBeTrue();
        await Eventually.HoldsAsync(async () => await host.ReadinessAsync() == 503, "not ready while PostgreSQL is gone");
        File.Move(version + ".away", version);
        await Eventually.HoldsAsync(async () => await host.ReadinessAsync() == 200, "ready again");
        host.PostgresId.ShouldNotBe(killed);
        (await host.TerminateAsync()).ShouldBe(0);
        HostProcess.PostgresOf(folder.Data).ShouldBeEmpty();
    }

    [Fact]
    public async Task Lives_in_a_folder_whose_path_is_too_long_for_a_socket()
    {
        var deep = Path.Combine(folder.Path, new string('d', 120), "data");
        await using var host = await HostProcess.ServeAsync(deep);
        (await host.ReadinessAsync()).ShouldBe(200);
        var shortFolder = new PostgresCluster(deep).SocketFolder;
        Directory.Exists(shortFolder).ShouldBeTrue();
        await host.TerminateAsync();
        Directory.Exists(shortFolder).ShouldBeFalse();
    }

    [Fact]
    public async Task Makes_no_other_key_when_the_first_was_revoked_and_its_file_is_gone()
    {
        var keyFile = Path.Combine(folder.Data, "admin.key");
        await using (var first = await HostProcess.ServeAsync(folder.Data))
        {
            await using var list = HostProcess.Start(folder.Data, "keys", "list");
            (await list.EndAsync()).ShouldBe(0);
            await using var revoke = HostProcess.Start(folder.Data, "keys", "revoke", list.Output.ShouldHaveSingleItem().Split('\t')[0]);
            (await revoke.EndAsync()).ShouldBe(0);
            await first.TerminateAsync();
        }

        await using (var second = await HostProcess.ServeAsync(folder.Data))
        {
            second.Output.ShouldContain(line => line.Contains("admin.key opens nothing, or nothing any more", StringComparison.Ordinal));
            await second.TerminateAsync();
        }

        File.Delete(keyFile);
        await using var third = await HostProcess.ServeAsync(folder.Data);
        File.Exists(keyFile).ShouldBeFalse();
        third.Output.ShouldNotContain(line => line.Contains("admin.key", StringComparison.Ordinal));
    }
}
