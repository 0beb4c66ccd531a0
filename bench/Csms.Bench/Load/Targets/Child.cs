using System.Diagnostics;
using System.Globalization;

namespace Csms.Bench.Load.Targets;

/// <summary>A server in a process of its own, its output in a file. It is told to stop when it is disposed of and when this process ends, however it ends: a
/// shell between the two waits for the end of its standard input, which the kernel closes with us.</summary>
internal sealed class Child : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // Ctrl-C reaches everything in the terminal's foreground; who was started in the background of a shell does not hear it.
    private const string Watch = """
        trap '' INT HUP
        log=$1; shift
        "$@" </dev/null >"$log" 2>&1 &
        pid=$!
        echo $pid
        cat >/dev/null
        kill -TERM $pid 2>/dev/null
        for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do kill -0 $pid 2>/dev/null || exit 0; sleep 1; done
        kill -KILL $pid
        """;

    private readonly Process shell;
    private readonly string log;

    private Child(Process shell, string log, int id) => (this.shell, this.log, Id) = (shell, log, id);

    public int Id { get; }

    /// <param name="ready">What the line begins with that says it serves.</param>
    /// <returns>The child, and that line.</returns>
    public static async Task<(Child Child, string Ready)> StartAsync(
        IEnumerable<string> command, string log, string ready, CancellationToken cancellationToken, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("sh", ["-c", Watch, "sh", log, .. command]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        // That is for the generator alone.
        start.Environment.Remove(LoadCommand.InlineCompletions);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var shell = Process.Start(start)!;
        var child = new Child(shell, log, int.Parse((await shell.StandardOutput.ReadLineAsync(cancellationToken))!, CultureInfo.InvariantCulture));
        try
        {
            return (child, await child.WaitForAsync(ready, cancellationToken));
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        shell.StandardInput.Close();
        await shell.WaitForExitAsync();
        shell.Dispose();
    }

    private async Task<string> WaitForAsync(string ready, CancellationToken cancellationToken)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience; await Task.Delay(50, cancellationToken))
        {
            if (File.Exists(log) && await Lines(cancellationToken) is var lines && lines.LastOrDefault(l => l.StartsWith(ready, StringComparison.Ordinal)) is { } line)
                return line;
            if (!Directory.Exists(string.Create(CultureInfo.InvariantCulture, $"/proc/{Id}")))
                break;
        }

        throw new InvalidOperationException($"The server did not start: {string.Join(Environment.NewLine, await Lines(cancellationToken))}");
    }

    private async Task<string[]> Lines(CancellationToken cancellationToken)
    {
        await using var file = new FileStream(log, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return (await reader.ReadToEndAsync(cancellationToken)).Split('\n');
    }
}
