using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Csms.EventStore.Ledger;
using Csms.Host.Hosting;
using Csms.Host.Ledger;
using Csms.Host.Ledger.Anchors;
using Csms.Host.Tests.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Csms.Host.Tests;

public sealed class AnchoringCheckpoints(AnchoringCheckpoints.Anchored csms) : IClassFixture<AnchoringCheckpoints.Anchored>
{
    /// <summary>A host with three places outside, of which the endpoint is away at first, and a fourth that never is there.</summary>
    public sealed class Anchored : CsmsFixture, IAsyncLifetime
    {
        private readonly WebApplication auditor = Auditor();
        private bool isAway = true;

        public string Outside { get; } = Directory.CreateTempSubdirectory("csms-anchors-").FullName;

        public string Remote => Path.Combine(Outside, "remote.git");

        public ConcurrentQueue<string> Posted { get; } = new();

        public bool IsAway
        {
            get => Volatile.Read(ref isAway);
            set => Volatile.Write(ref isAway, value);
        }

        protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
        {
            ["Ledger:Origin"] = "csms.test/anchored",
            ["Ledger:Anchors:0:Folder"] = Path.Combine(Outside, "folder"),
            ["Ledger:Anchors:0:Every"] = "1",
            ["Ledger:Anchors:1:Url"] = auditor.Urls.First() + "/checkpoints?secret=hidden",
            ["Ledger:Anchors:1:Every"] = "1",
            ["Ledger:Anchors:2:Git"] = Remote,
            ["Ledger:Anchors:2:Every"] = "1",
            ["Ledger:Anchors:3:Name"] = "lost",
            ["Ledger:Anchors:3:Git"] = Path.Combine(Outside, "nowhere"),
            ["Ledger:Anchors:3:Every"] = "1",
        };

        async Task IAsyncLifetime.InitializeAsync()
        {
            auditor.MapPost("/checkpoints", async (HttpRequest request) =>
            {
                if (IsAway)
                    return Results.StatusCode(503);
                using var reader = new StreamReader(request.Body);
                Posted.Enqueue(await reader.ReadToEndAsync());
                return Results.NoContent();
            });
            await auditor.StartAsync();
            await GitAsync("init", "--quiet", "--bare", Remote);
            await InitializeAsync();
        }

        async Task IAsyncLifetime.DisposeAsync()
        {
            await DisposeAsync();
            await auditor.DisposeAsync();
            Directory.Delete(Outside, recursive: true);
        }

        private static WebApplication Auditor()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            return builder.Build();
        }
    }

    [Fact]
    public async Task Happens_at_every_place_that_is_there_and_is_tried_again_where_one_is_not()
    {
        await csms.Admin.SendAsync("POST", "/charge-points", """{"id":"CP-A1","securityProfile":0}""").ShouldBeAsync(HttpStatusCode.Created);
        var key = csms.Services.GetRequiredService<LedgerKey>();

        await Eventually.BecomesAsync(() => AnchorsAsync(), all => (string?)all["url-1"]!["failure"] is not null && (string?)all["lost"]!["failure"] is not null);
        csms.IsAway = false;
        var anchors = await Eventually.BecomesAsync(
            () => AnchorsAsync(), all => new[] { "folder-0", "url-1", "git-2" }.All(name => all[name]!["size"] is not null));

        ((string?)anchors["url-1"]!["place"]).ShouldNotBeNull().ShouldNotContain("hidden");
        anchors["lost"]!["size"].ShouldBeNull();
        ((string?)anchors["lost"]!["failure"]).ShouldNotBeNull().ShouldStartWith("git ls-remote ended with");
        var file = Directory.GetFiles(Path.Combine(csms.Outside, "folder"), "*.checkpoint").Order(StringComparer.Ordinal).Last();
        foreach (var note in new[] { await File.ReadAllTextAsync(file), csms.Posted.Last(), await GitAsync("--git-dir", csms.Remote, "show", $"checkpoints:{(long)anchors["git-2"]!["size"]!:D12}.checkpoint") })
        {
            SignedNote.TryParse(note, out var signed).ShouldBeTrue(note);
            key.HasSigned(signed!).ShouldBeTrue(note);
        }
        // Sealing has waited for none of it.
        ((long?)(await csms.Admin.ReadAsync("/ledger"))["size"]).ShouldNotBeNull().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Goes_on_with_git_where_a_git_was_killed()
    {
        await csms.Admin.SendAsync("POST", "/charge-points", """{"id":"CP-A2","securityProfile":0}""")
            .ShouldBeAsync(HttpStatusCode.Created);
        var anchors = await Eventually.BecomesAsync(() => AnchorsAsync(), all => all["git-2"]!["size"] is not null);
        var before = (long)anchors["git-2"]!["size"]!;
        var folder = Path.Combine(csms.Services.GetRequiredService<ServeOptions>().DataFolder, "anchors", "git-2", ".git");
        await File.WriteAllTextAsync(Path.Combine(folder, "index.lock"), "");

        await csms.Admin.SendAsync("POST", "/charge-points", """{"id":"CP-A3","securityProfile":0}""")
            .ShouldBeAsync(HttpStatusCode.Created);
        await Eventually.BecomesAsync(
            () => AnchorsAsync(), all => (long)all["git-2"]!["size"]! > before && all["git-2"]!["failure"] is null);
    }

    [Fact]
    public async Task Tells_of_a_file_that_holds_another_checkpoint_of_the_same_size()
    {
        var anchor = new FolderAnchor("folder", Path.Combine(csms.Outside, "restored"), every: 1);
        var checkpoint = new SealedCheckpoint(7, [7], "note", DateTimeOffset.UnixEpoch);
        await anchor.TakeAsync(checkpoint, CancellationToken.None);
        await anchor.TakeAsync(checkpoint, CancellationToken.None);

        (await Should.ThrowAsync<IOException>(() => anchor.TakeAsync(checkpoint with { Note = "another" }, CancellationToken.None)))
            .Message.ShouldContain(FolderAnchor.FileOf(checkpoint));
        (await File.ReadAllTextAsync(Path.Combine(anchor.Place, FolderAnchor.FileOf(checkpoint)))).ShouldBe("note");
    }

    [Fact]
    public async Task Needs_a_name_for_each_place()
    {
        var folder = new AnchorOptions { Name = "auditor", Folder = csms.Outside };
        using var anchoring = ActivatorUtilities.CreateInstance<Anchoring>(csms.Services, new LedgerOptions { Anchors = [folder, folder] });

        (await Should.ThrowAsync<StartupFailure>(() => anchoring.StartAsync(CancellationToken.None))).Message.ShouldContain("auditor");
    }

    [Fact]
    public void Is_not_left_out_for_a_slip_in_its_settings()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Ledger:Anchors:0:Folder"] = "/mnt/auditor",
            ["Ledger:Anchors:0:Every"] = "6O",
        }).Build();

        Should.Throw<InvalidOperationException>(() => LedgerOptions.Read(settings)).Message.ShouldContain("Ledger:Anchors:0:Every");
    }

    private async Task<Dictionary<string, System.Text.Json.Nodes.JsonNode?>> AnchorsAsync() =>
        (await csms.Admin.ReadAsync("/ledger").ShouldBeAsync(HttpStatusCode.OK))["anchors"].AsArray().ToDictionary(anchor => (string)anchor!["name"]!);

    private static async Task<string> GitAsync(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { RedirectStandardOutput = true })!;
        var said = await git.StandardOutput.ReadToEndAsync();
        await git.WaitForExitAsync();
        git.ExitCode.ShouldBe(0);
        return said;
    }
}
