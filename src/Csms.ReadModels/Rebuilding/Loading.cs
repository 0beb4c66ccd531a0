using System.Threading.Channels;
using Csms.ReadModels.Projecting;
using Npgsql;

namespace Csms.ReadModels.Rebuilding;

/// <summary>Brings events into the new tables: while one page is written, the next is read and decoded.</summary>
internal sealed class Loading(ReadModel model, NpgsqlDataSource dataSource, NpgsqlConnection connection, IProgress<RebuildProgress>? progress)
{
    private const int PageSize = 4_000;

    private readonly History history = new(dataSource, EventDecoder.TypesOf(model));
    private readonly Projection bulk = model.Open(FoldMode.Loading);

    /// <summary>The new tables hold everything up to here.</summary>
    public long Position { get; private set; }

    public long Events { get; private set; }

    /// <summary>In bulk, before there are indexes.</summary>
    public Task LoadAsync(long goal, CancellationToken cancellationToken) => WriteAsync(goal, () => bulk, cancellationToken);

    /// <summary>Ends bulk loading, when the indexes are there.</summary>
    public Task FinishAsync(CancellationToken cancellationToken) => bulk.FinishLoadingAsync(connection, cancellationToken);

    /// <summary>What was recorded since, after <see cref="FinishAsync"/>.</summary>
    public Task FollowAsync(long goal, CancellationToken cancellationToken) => WriteAsync(goal, () => model.Open(FoldMode.Following), cancellationToken);

    /// <summary>Back to a position, when the transaction that went beyond it was rolled back.</summary>
    public void Rewind(long position) => Position = position;

    private async Task WriteAsync(long goal, Func<Projection> projection, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pages = Channel.CreateBounded<(List<FeedEvent> Events, long Reached)>(2);
        var reading = Task.Run(() => ReadAsync(Position, goal, pages.Writer, ending.Token), cancellationToken);
        try
        {
            await foreach (var (events, reached) in pages.Reader.ReadAllAsync(cancellationToken))
            {
                if (events.Count > 0) await projection().WriteAsync(connection, events, cancellationToken);
                Events += events.Count;
                Position = reached;
                progress?.Report(new(model.Name, RebuildStage.Loading, reached, goal));
            }
            await reading;
        }
        finally
        {
            await ending.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAsync(long position, long goal, ChannelWriter<(List<FeedEvent>, long)> pages, CancellationToken cancellationToken)
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
