using Csms.EventStore;
using Npgsql;

namespace Csms.Bench.Store;

/// <summary>Appends through the store.</summary>
internal sealed class GroupCommit(NpgsqlDataSource dataSource) : IAppender
{
    private readonly PostgresEventStore store = new(dataSource);

    public async Task AppendAsync(string stream, long version, NewEvent newEvent)
    {
        var result = await store.AppendAsync(new StreamAppend(stream, "transaction", version, [newEvent]), CancellationToken.None);
        if (result is not AppendResult.Appended)
            throw new InvalidOperationException($"Refused: {result}");
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
