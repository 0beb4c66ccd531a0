using Npgsql;

namespace Csms.ReadModels.Projecting;

/// <summary>One page into read models that stand at the same event: their rows and checkpoints in one transaction, so that a page costs one commit however
/// many read models there are.</summary>
internal static class PageWriter
{
    /// <param name="from">The checkpoint of all of them; events up to it are passed over.</param>
    /// <param name="events">Decoded events of a page that begins not after the one behind <paramref name="from"/>.</param>
    /// <param name="to">The last event of the page, decodable or not.</param>
    public static async Task WriteAsync(
        NpgsqlConnection connection, IReadOnlyList<Lane> lanes, long from, List<FeedEvent> events, long to, CancellationToken cancellationToken)
    {
        var mine = events.Count > 0 && events[0].Sequence <= from ? events.FindAll(e => e.Sequence > from) : events;
        var types = mine.Select(e => e.Event.GetType()).ToHashSet();
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Checkpoints.AdvanceAsync(connection, [.. lanes.Select(l => l.Model)], from, to, cancellationToken);
        foreach (var lane in lanes)
            if (lane.Model.Events.Any(types.Contains)) await lane.Open().WriteAsync(connection, mine, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
