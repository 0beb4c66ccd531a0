using System.Threading.Channels;
using Csms.ReadModels.Projecting;
using Npgsql;

namespace Csms.ReadModels.Rebuilding;

/// <summary>Brings events into the new tables of one read model.</summary>
internal sealed class Loading(ReadModel model, NpgsqlDataSource dataSource, NpgsqlConnection connection, IProgress<RebuildProgress>? progress)
{
    private const int PageSize = 4_000;

    private readonly Projection bulk = model.Open(FoldMode.Loading);

    /// <summary>The new tables hold everything up to here.</summary>
    public long Position { get; private set; }

    public long Events { get; private set; }

    /// <summary>In bulk, before there are indexes: several read models in one pass over the feed. All stand at the same position.</summary>
    public static Task LoadAsync(
        IReadOnlyList<Loading> together, ReadModel[] models, NpgsqlDataSource dataSource, long goal, CancellationToken cancellationToken)
    {
        var history = new History(dataSource, [.. models.SelectMany(EventDecoder.TypesOf).Distinct()]);
        return ReadAsync(
            history,
            together[0].Position,
            goal,
            (page, reached) => Task.WhenAll(together.Select(
                l => Task.Run(() => l.WriteAsync(l.bulk, page, reached, goal, cancellationToken), cancellationToken))),
            cancellationToken);
    }

    /// <summary>The rest in bulk, where this one has further to go than the others.</summary>
    public Task LoadAsync(long goal, CancellationToken cancellationToken) => LoadAsync([this], [model], dataSource, goal, cancellationToken);

    /// <summary>Ends bulk loading, when the indexes are there.</summary>
    public Task FinishAsync(CancellationToken cancellationToken) => bulk.FinishLoadingAsync(connection, cancellationToken);

    /// <summary>What was recorded since, after <see cref="FinishAsync"/>.</summary>
    public Task FollowAsync(long goal, CancellationToken cancellationToken) => ReadAsync(
        new History(dataSource, EventDecoder.TypesOf(model)),
        Position,
        goal,
        (page, reached) => WriteAsync(model.Open(FoldMode.Following), page, reached, goal, cancellationToken),
        cancellationToken);

    /// <summary>Back to a position, when the transaction that went beyond it was rolled back.</summary>
    public void Rewind(long position) => Position = position;

    private async Task WriteAsync(Projection projection, List<FeedEvent> page, long reached, long goal, CancellationToken cancellationToken)
    {
        if (page.Count > 0) await projection.WriteAsync(connection, page, cancellationToken);
        Events += page.Count;
        Position = reached;
        progress?.Report(new(model.Name, RebuildStage.Loading, reached, goal));
    }

    /// <summary>While one page is written, the next is read and decoded.</summary>
    private static async Task ReadAsync(
        History history, long from, long goal, Func<List<FeedEvent>, long, Task> write, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pages = Channel.CreateBounded<(List<FeedEvent> Events, long Reached)>(2);
        var reading = Task.Run(() => ReadAsync(history, from, goal, pages.Writer, ending.Token), cancellationToken);
        try
        {
            await foreach (var (events, reached) in pages.Reader.ReadAllAsync(cancellationToken)) await write(events, reached);
            await reading;
        }
        finally
        {
            await ending.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task ReadAsync(
        History history, long position, long goal, ChannelWriter<(List<FeedEvent>, long)> pages, CancellationToken cancellationToken)
    {
        try
        {
            while (position < goal)
            {
                var page = await history.ReadAsync(position, goal, PageSize, cancellationToken);
                position = page.Count < PageSize ? goal : page[^1].Sequence;
                await pages.WriteAsync((page, position), cancellationToken);
            }
            pages.Complete();
        }
        catch (Exception failure)
        {
            pages.Complete(failure);
            throw;
        }
    }
}
