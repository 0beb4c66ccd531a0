using System.Diagnostics;
using System.Globalization;
using Csms.EventStore.Ledger;
using Csms.Host.Hosting;

namespace Csms.Host.Ledger.Anchors;

/// <summary>A commit for each checkpoint in a branch of its own, pushed. The work folder is a convenience: it is cloned again when it is gone.</summary>
internal sealed class GitAnchor(string name, string remote, int every, string workFolder) : IAnchor
{
    private const string Branch = "checkpoints";

    public string Name => name;

    /// <summary>Without what may be a secret.</summary>
    public string Place => Uri.TryCreate(remote, UriKind.Absolute, out var url) && url.UserInfo.Length > 0
        ? url.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.UserInfo, UriFormat.UriEscaped)
        : remote;

    public int Every => every;

    public async Task TakeAsync(SealedCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        DataFolder.CreatePrivate(workFolder);
        var heads = await GitAsync(cancellationToken, "ls-remote", "--heads", remote, Branch);
        try
        {
            await PushAsync(checkpoint, heads.Contains(Branch, StringComparison.Ordinal), cancellationToken);
        }
        catch (IOException)
        {
            // A git that was killed leaves locks and halves of files, and no other works beside them.
            Directory.Delete(workFolder, recursive: true);
            throw;
        }
    }

    private async Task PushAsync(SealedCheckpoint checkpoint, bool isBegun, CancellationToken cancellationToken)
    {
        if (isBegun)
        {
            if (!Directory.Exists(Path.Combine(workFolder, ".git")))
                await GitAsync(cancellationToken, "init", "--quiet");
            // Another node may have pushed meanwhile; what this one could not push is made again.
            await GitAsync(cancellationToken, "fetch", "--quiet", "--depth=1", remote, Branch);
            await GitAsync(cancellationToken, "checkout", "--quiet", "--force", "-B", Branch, "FETCH_HEAD");
        }
        else
        {
            Directory.Delete(workFolder, recursive: true);
            DataFolder.CreatePrivate(workFolder);
            await GitAsync(cancellationToken, "init", "--quiet", $"--initial-branch={Branch}");
        }

        var file = FolderAnchor.FileOf(checkpoint);
        await File.WriteAllTextAsync(Path.Combine(workFolder, file), checkpoint.Note, cancellationToken);
        await GitAsync(cancellationToken, "add", "--", file);
        if ((await GitAsync(cancellationToken, "status", "--porcelain")).Length == 0)
            return;
        await GitAsync(
            cancellationToken,
            "-c", "user.name=csms", "-c", "user.email=csms@localhost", "-c", "commit.gpgsign=false",
            "commit", "--quiet", "--message", string.Create(CultureInfo.InvariantCulture, $"{checkpoint.Origin} {checkpoint.Size}"));
        await GitAsync(cancellationToken, "push", "--quiet", remote, $"HEAD:refs/heads/{Branch}");
    }

    private async Task<string> GitAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = workFolder };
        // Nobody is there to be asked.
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_SSH_COMMAND"] = Environment.GetEnvironmentVariable("GIT_SSH_COMMAND") ?? "ssh -oBatchMode=yes";
        var (exitCode, output) = await ShortCommand.RunAsync(start, cancellationToken);
        return exitCode == 0
            ? output
            : throw new IOException($"git {arguments.First(a => !a.StartsWith('-') && !a.Contains('=', StringComparison.Ordinal))} ended with {exitCode}: {output.Replace(remote, Place, StringComparison.Ordinal).Trim()}");
    }
}
