using System.CommandLine;
using Csms.EventStore.Ledger;
using Csms.EventStore.Ledger.Exports;
using Csms.Host.Evidence;
using Csms.Host.Hosting;

namespace Csms.Host.CommandLine;

/// <summary>Checks an export or a bundle of evidence with nothing but the file and a key: on anybody's machine, without a database or a network.</summary>
internal static class VerifyCommand
{
    private const string Explained =
        """
        Check an export or a bundle of evidence: leaf hashes, root, signature, streams without gaps; of a bundle every file, and whether
        energy, time line and signed readings come out the same when they are computed again

        Exit codes: 0 sound, 1 tampered, 2 incomplete, 3 unreadable
        """;

    private static readonly Argument<FileInfo> Export = new("file") { Description = "What csms export events or csms export evidence has written" };
    private static readonly Option<FileInfo[]> Key = new("--key") { Description = "The ledger's public key (PEM); more than one when it was replaced", HelpName = "FILE", Required = true, AllowMultipleArgumentsPerToken = true };
    private static readonly Option<FileInfo?> Older = new("--checkpoint") { Description = "An older checkpoint that the ledger must have grown from", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("verify", Explained) { Export, Key, Older };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(Export)!, parsed.GetValue(Key)!, parsed.GetValue(Older)));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo file, FileInfo[] keyFiles, FileInfo? olderFile)
    {
        using var stop = new StopSignal();
        var verdict = await VerifyAsync(file, keyFiles, olderFile, stop.Token);
        await Console.Out.WriteLineAsync(verdict.Kind == VerdictKind.Sound ? verdict.What : $"{verdict.Kind}: {verdict.What}");
        return (int)verdict.Kind;
    }

    private static async Task<Verdict> VerifyAsync(FileInfo file, FileInfo[] keyFiles, FileInfo? olderFile, CancellationToken cancellationToken)
    {
        var keys = new List<LedgerKey>();
        try
        {
            foreach (var keyFile in keyFiles)
                keys.Add(LedgerKey.FromPem(await File.ReadAllTextAsync(keyFile.FullName, cancellationToken)));
            var older = olderFile is null ? null : await File.ReadAllTextAsync(olderFile.FullName, cancellationToken);
            await using var export = new FileStream(file.FullName, new FileStreamOptions { Options = FileOptions.SequentialScan | FileOptions.Asynchronous, BufferSize = 0 });
            var total = export.Length;
            return await WorkDisplay.ShowAsync("verifying", isQuiet: false, progress =>
            {
                var done = 0L;
                var each = new Each<long>(bytes => progress.Report((done += bytes, total)));
                return EvidenceVerifier.IsBundle(export)
                    ? new EvidenceVerifier(keys, older).VerifyAsync(export, each, cancellationToken)
                    : new ExportVerifier(keys, older).VerifyAsync(export, each, cancellationToken);
            });
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new Verdict(VerdictKind.Incomplete, "Stopped before the end.");
        }
        catch (Exception e)
        {
            // Whatever it is: the exit code of what nobody expected would say that the file was tampered with.
            return new Verdict(VerdictKind.Unreadable, e.Message.ReplaceLineEndings(" "));
        }
        finally
        {
            foreach (var key in keys)
                key.Dispose();
        }
    }

    /// <summary>Told where it happens, unlike <see cref="Progress{T}"/>, which may tell it when all is over.</summary>
    private sealed class Each<T>(Action<T> tell) : IProgress<T>
    {
        public void Report(T value) => tell(value);
    }
}
