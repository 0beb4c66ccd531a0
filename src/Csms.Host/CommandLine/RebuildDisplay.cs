using System.Diagnostics;
using Csms.ReadModels.Rebuilding;
using Spectre.Console;

namespace Csms.Host.CommandLine;

/// <summary>Shows how far a rebuild is: a bar for a person, a line now and then for a log file.</summary>
internal static class RebuildDisplay
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    public static Task<T> ShowAsync<T>(Func<IProgress<RebuildProgress>, Task<T>> rebuild) =>
        Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive ? rebuild(new Lines()) : WithBarAsync(rebuild);

    private static Task<T> WithBarAsync<T>(Func<IProgress<RebuildProgress>, Task<T>> rebuild) =>
        AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context => rebuild(new Bar(context.AddTask("loading"))));

    private sealed class Bar(ProgressTask task) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value)
        {
            task.Description = $"{value.ReadModel.EscapeMarkup()}: {Name(value.Stage)}";
            var isDone = value.Stage == RebuildStage.Done;
            task.IsIndeterminate = value.Total == 0 && !isDone;
            if (value.Total > 0)
                task.MaxValue = value.Total;
            if (value.Total > 0 || isDone)
                task.Value = isDone ? task.MaxValue : value.Done;
        }
    }

    private sealed class Lines : IProgress<RebuildProgress>
    {
        private readonly Stopwatch sinceLine = new();
        private RebuildStage? shown;

        public void Report(RebuildProgress value)
        {
            if (value.Stage == shown && sinceLine.Elapsed < BetweenLines)
                return;
            shown = value.Stage;
            sinceLine.Restart();
            Console.WriteLine(value.Total > 0 ? $"{value.ReadModel}: {Name(value.Stage)} {value.Done} of {value.Total}" : $"{value.ReadModel}: {Name(value.Stage)}");
        }
    }

    private static string Name(RebuildStage stage) => stage switch
    {
        RebuildStage.Loading => "loading",
        RebuildStage.Indexing => "indexing",
        RebuildStage.Comparing => "comparing",
        RebuildStage.Swapping => "swapping",
        RebuildStage.Done => "done",
        _ => throw new UnreachableException($"Stage {stage}"),
    };
}
