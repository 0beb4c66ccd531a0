using Npgsql;

namespace Csms.ReadModels.Projecting;

/// <summary>One page into one read model: rows and checkpoint in one transaction.</summary>
internal static class PageWriter
{
    /// <param name="from">The checkpoint; events up to it are passed over.</param>
    /// <param name="events">Decoded events of a page that begins not after the one behind <paramref name="from"/>.</param>
    /// <param name="to">The last event of the page, decodable or not.</param>
    public static async Task WriteAsync(
        NpgsqlConnection connection, ReadModel model, long from, List<FeedEvent> events, long to, CancellationToken cancellationToken)
    {
        var mine = events.Count > 0 && events[0].Sequence <= from ? events.FindAll(e => e.Sequence > from) : events;
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Checkpoints.AdvanceAsync(connection, model, from, to, cancellationToken);
        // Opened for each page: a rebuild may have replaced the tables since the last one, so nothing is remembered.
        if (mine.Count > 0) await model.Open(FoldMode.Following).WriteAsync(connection, mine, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
