using System.Net.Http.Headers;
using Csms.Host.Hosting;
using Csms.Host.Tests.Hosting;
using Csms.Testing;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Csms.Host.Tests.Exporting;

public class SharingTheWork
{
    [Fact]
    public async Task Runs_one_export_at_a_time_on_one_of_two_nodes_and_gives_its_file_at_both()
    {
        var shared = Directory.CreateTempSubdirectory("csms-shared-").FullName;
        var csms = new SharedFolder(shared);
        await csms.InitializeAsync();
        var second = CsmsApplication.Build(
            new ServeOptions(Path.Combine(shared, "node-2"), HttpPort: 0, HttpsPort: 0),
            csms.Database.ApplicationConnectionString,
            builder => builder.Configuration.AddInMemoryCollection([new("Files:Folder", shared)]));
        try
        {
            await second.StartAsync();
            var address = second.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(a => new Uri(a)).First(a => a.Scheme == "http");
            using var there = new HttpClient { BaseAddress = address };
            there.DefaultRequestHeaders.Authorization = csms.Admin.DefaultRequestHeaders.Authorization;
            await ExportActions.AddSessionsAsync(csms.Database.DataSource, "CP-TWO", 300, "2024-02-01T00:00:00Z");

            var ids = new List<string>();
            await using (await ExportActions.HoldAsync(csms.Database.DataSource, "transactions"))
            {
                foreach (var node in (HttpClient[])[csms.Admin, there, csms.Admin, there])
                    ids.Add(await node.ExportAsync("""{"kind":"sessions","format":"csv"}"""));
                await there.BecomesAsync(ids[0], export => (string?)export["state"] == "running");
                (await ScalarAsync(csms.Database.DataSource, "SELECT count(*) FROM csms.exports WHERE state = 'queued'")).ShouldBe(3);
            }

            foreach (var id in ids)
            {
                ((long?)(await there.EndsAsAsync(id, "done"))["rows"]).ShouldBe(300);
                (await csms.Admin.FileAsync(id)).ShouldBe(await there.FileAsync(id));
            }

            (await ScalarAsync(csms.Database.DataSource, "SELECT sum(attempt)::bigint FROM csms.exports")).ShouldBe(4);
            Directory.GetFiles(Path.Combine(shared, "exports")).Length.ShouldBe(4);
        }
        finally
        {
            await second.StopAsync();
            await second.DisposeAsync();
            await csms.DisposeAsync();
            Directory.Delete(shared, recursive: true);
        }
    }

    [Fact]
    public async Task Is_taken_up_again_after_the_process_was_killed()
    {
        var folder = Directory.CreateTempSubdirectory("csms-killed-").FullName;
        await using var database = await TestDatabase.CreateAsync(typeof(CsmsApplication).Assembly);
        var host = await HostProcess.ServeAsync(folder, database.ConnectionString, httpPort: 0);
        try
        {
            string id;
            await ExportActions.AddSessionsAsync(database.DataSource, "CP-KILL", 300, "2024-02-01T00:00:00Z");
            await using (await ExportActions.HoldAsync(database.DataSource, "transactions"))
            {
                using var before = await ClientAsync(host);
                id = await before.ExportAsync("""{"kind":"sessions"}""");
                await before.BecomesAsync(id, export => (string?)export["state"] == "running");
                await host.KillAsync();
                await host.DisposeAsync();
                (await ScalarAsync(database.DataSource, "SELECT count(*) FROM csms.exports WHERE state = 'running'")).ShouldBe(1);
                host = await HostProcess.ServeAsync(folder, database.ConnectionString, httpPort: 0);
            }

            using var after = await ClientAsync(host);
            ((long?)(await after.EndsAsAsync(id, "done"))["rows"]).ShouldBe(300);
            (await after.FileAsync(id)).Count(c => c == '\n').ShouldBe(300);
            (await ScalarAsync(database.DataSource, "SELECT attempt::bigint FROM csms.exports")).ShouldBe(2);
            await Eventually.BecomesAsync(
                () => Task.FromResult(Directory.GetFiles(Path.Combine(folder, "files", "exports")).Select(path => Path.GetFileName(path)).ToArray()),
                names => names is [var name] && name == $"{Guid.Parse(id):N}-2.gz");
        }
        finally
        {
            await host.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<HttpClient> ClientAsync(HostProcess host)
    {
        var client = new HttpClient { BaseAddress = new Uri($"http://localhost:{host.HttpPort}") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(AdminKeyFile.PathIn(host.DataFolder))).Trim());
        return client;
    }

    private static async Task<long> ScalarAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private sealed class SharedFolder(string folder) : CsmsFixture
    {
        protected override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?> { ["Files:Folder"] = folder };
    }
}
