using Spectre.Console;

namespace Csms.Host.CommandLine;

/// <summary>A bar on standard error for whoever watches; nothing for a log file or a pipe.</summary>
internal static class WorkDisplay
{
    public static Task<T> ShowAsync<T>(string what, bool isQuiet, Func<IProgress<(long Done, long Total)>, Task<T>> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        if (isQuiet || Console.IsErrorRedirected || !console.Profile.Capabilities.Interactive)
            return work(new Nobody());
        return console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context => work(new Bar(context.AddTask(what))));
    }

    private sealed class Bar(ProgressTask task) : IProgress<(long Done, long Total)>
    {
        public void Report((long Done, long Total) value) => (task.MaxValue, task.Value) = (Math.Max(1, value.Total), value.Done);
    }

    private sealed class Nobody : IProgress<(long Done, long Total)>
    {
        public void Report((long Done, long Total) value)
        {
        }
    }
}
