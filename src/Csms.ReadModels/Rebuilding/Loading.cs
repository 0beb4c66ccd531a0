using System.Threading.Channels;
using Csms.EventStore;
using Csms.ReadModels.Projecting;
using Npgsql;

namespace Csms.ReadModels.Rebuilding;

/// <summary>Brings events into the new tables of one read model.</summary>
internal sealed class Loading(ReadModel model, NpgsqlDataSource dataSource, NpgsqlConnection connection, IProgress<RebuildProgress>? progress)
{
    private const int PageSize = 4_000;
    private const int Ahead = 2;

    private readonly Projection bulk = model.Open(FoldMode.Loading);

    /// <summary>The new tables hold everything up to here.</summary>
    public long Position { get; private set; }

    public long Events { get; private set; }

    /// <summary>In bulk, before there are indexes: several read models in one pass over the feed. All stand at the same position.</summary>
    public static Task LoadAsync(
        IReadOnlyList<Loading> together, ReadModel[] models, NpgsqlDataSource dataSource, long goal, CancellationToken cancellationToken)
    {
        var history = new History(dataSource, [.. models.SelectMany(EventDecoder.TypesOf).Distinct()]);
        return ReadAsync(history, together[0].Position, goal, [.. together.Select(WriteTo)], cancellationToken);

        Func<Page, CancellationToken, Task> WriteTo(Loading one) => (page, cancellation) => one.WriteAsync(one.bulk, page, goal, cancellation);
    }

    /// <summary>The rest in bulk, where this one has further to go than the others.</summary>
    public Task LoadAsync(long goal, CancellationToken cancellationToken) => LoadAsync([this], [model], dataSource, goal, cancellationToken);

    /// <summary>What bulk loading kept in memory, before there are indexes.</summary>
    public Task FlushAsync(CancellationToken cancellationToken) => bulk.FlushAsync(connection, cancellationToken);

    /// <summary>Ends bulk loading, when the indexes are there.</summary>
    public Task FinishAsync(CancellationToken cancellationToken) => bulk.FinishLoadingAsync(connection, cancellationToken);

    /// <summary>What was recorded since, after <see cref="FinishAsync"/>.</summary>
    public Task FollowAsync(long goal, CancellationToken cancellationToken) => ReadAsync(
        new History(dataSource, EventDecoder.TypesOf(model)),
        Position,
        goal,
        [(page, cancellation) => WriteAsync(model.Open(FoldMode.Following), page, goal, cancellation)],
        cancellationToken);

    /// <summary>Back to a position, when the transaction that went beyond it was rolled back.</summary>
    public void Rewind(long position) => Position = position;

    private async Task WriteAsync(Projection projection, Page page, long goal, CancellationToken cancellationToken)
    {
        if (page.Events.Count > 0) await projection.WriteAsync(connection, page.Events, cancellationToken);
        Events += page.Events.Count;
        Position = page.Reached;
        progress?.Report(new(model.Name, RebuildStage.Loading, page.Reached, goal));
    }

    /// <summary>While pages are written, the next are read and decoded. Each writer goes at its own pace, at most <see cref="Ahead"/> pages behind the reader:
    /// that is all there is in memory, however long the history.</summary>
    private static async Task ReadAsync(
        History history, long from, long goal, IReadOnlyList<Func<Page, CancellationToken, Task>> writers, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pages = writers.Select(_ => Channel.CreateBounded<Page>(Ahead)).ToList();
        var writing = writers.Select((write, i) => Task.Run(() => EndingAllAsync(WriteAsync(pages[i].Reader, write, ending.Token)), CancellationToken.None));
        var reading = Task.Run(() => EndingAllAsync(ReadAsync(history, from, goal, pages.ConvertAll(p => p.Writer), ending.Token)), CancellationToken.None);
        List<Task> all = [reading, .. writing];
        await Task.WhenAll(all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // What failed first cancelled the others.
        await (all.Find(task => task.IsFaulted) ?? Task.WhenAll(all));

        async Task EndingAllAsync(Task one)
        {
            try
            {
                await one;
            }
            catch
            {
                await ending.CancelAsync();
                throw;
            }
        }
    }

    private static async Task WriteAsync(ChannelReader<Page> pages, Func<Page, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        await foreach (var page in pages.ReadAllAsync(cancellationToken)) await write(page, cancellationToken);
    }

    private static async Task ReadAsync(History history, long position, long goal, List<ChannelWriter<Page>> writers, CancellationToken cancellationToken)
    {
        while (position < goal)
        {
            var end = Math.Min(goal, position + Feed.Window);
            var events = await history.ReadAsync(position, end, PageSize, cancellationToken);
            position = events.Count < PageSize ? end : events[^1].Sequence;
            foreach (var writer in writers) await writer.WriteAsync(new(events, position), cancellationToken);
        }
        foreach (var writer in writers) writer.Complete();
    }

    /// <summary>Events, and up to where there are no others.</summary>
    private sealed record Page(List<FeedEvent> Events, long Reached);
}
