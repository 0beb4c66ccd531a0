using System.Net;
using Csms.Host.Tests.Api;
using Csms.Testing;

namespace Csms.Host.Tests.Exporting;

public class FindingNoRoom
{
    private const string Sessions = """{"kind":"sessions","format":"csv"}""";

    [Fact]
    public Task Says_so_when_the_folder_cannot_be_written_and_works_when_it_can() => WithAsync([], async csms =>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(csms.Folder)!);
        await File.WriteAllTextAsync(csms.Folder, "not a folder");

        var failed = await csms.Admin.EndsAsAsync(await csms.Admin.ExportAsync(Sessions), "failed");
        ((string?)failed["failureCode"]).ShouldBe("folder_unusable");
        ((string?)failed["failure"])!.ShouldContain("Files:Folder");
        var refused = await csms.Admin.ReadAsync($"/exports/{failed["id"]}/file").ShouldBeAsync(HttpStatusCode.Conflict, "export_not_done");
        ((string?)refused["detail"])!.ShouldContain("Files:Folder");

        File.Delete(csms.Folder);
        await csms.Admin.EndsAsAsync(await csms.Admin.ExportAsync(Sessions), "done");
    });

    [Fact]
    public Task Leaves_room_for_others_on_the_disk() => WithAsync([new("Exports:LeaveFree", $"{long.MaxValue}")], async csms =>
    {
        var failed = await csms.Admin.EndsAsAsync(await csms.Admin.ExportAsync(Sessions), "failed");
        ((string?)failed["failureCode"]).ShouldBe("no_space");
        ((string?)failed["failure"])!.ShouldContain("Exports:LeaveFree");
        csms.FilesOnDisk.ShouldBeEmpty();
    });

    [Fact]
    public Task Ends_where_a_file_becomes_too_large() => WithAsync([new("Exports:LargestFile", "10000")], async csms =>
    {
        await ExportActions.AddSessionsAsync(csms.Database.DataSource, "CP-LARGE", 20_000, "2024-02-01T00:00:00Z");

        var failed = await csms.Admin.EndsAsAsync(await csms.Admin.ExportAsync(Sessions), "failed");
        ((string?)failed["failureCode"]).ShouldBe("too_large");
        csms.FilesOnDisk.ShouldBeEmpty();
        await csms.Admin.EndsAsAsync(await csms.Admin.ExportAsync("""{"kind":"sessions","from":"2024-02-01T00:00:00Z","to":"2024-02-02T00:00:00Z"}"""), "done");
    });

    [SkippableFact]
    public async Task Says_so_when_the_disk_is_full()
    {
        using var disk = SmallDisk.TryMount(8);
        Skip.If(disk is null, "A disk to fill is a tmpfs: that takes root and the right to mount.");
        await WithAsync([new("Files:Folder", disk!.Folder), new("Exports:LeaveFree", "0")], async csms =>
        {
            await ExportActions.AddSessionsAsync(csms.Database.DataSource, "CP-FULL", 5_000, "2024-02-01T00:00:00Z");
            disk.Fill();
            ((string?)(await csms.Admin.EndsAsAsync(await csms.Admin.ExportAsync(Sessions), "failed"))["failureCode"]).ShouldBe("no_space");

            disk.Empty();
            ((long?)(await csms.Admin.EndsAsAsync(await csms.Admin.ExportAsync(Sessions), "done"))["rows"]).ShouldBe(5_000);
        });
    }

    private static async Task WithAsync(KeyValuePair<string, string?>[] settings, Func<ExportingHost, Task> act)
    {
        var csms = new Configured(settings);
        await csms.InitializeAsync();
        try
        {
            await act(csms);
        }
        finally
        {
            await csms.DisposeAsync();
        }
    }

    private sealed class Configured(KeyValuePair<string, string?>[] settings) : ExportingHost
    {
        protected override IReadOnlyDictionary<string, string?> Settings { get; } = settings.ToDictionary();
    }
}
