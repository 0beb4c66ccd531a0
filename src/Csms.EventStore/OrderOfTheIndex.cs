using Npgsql;

namespace Csms.EventStore;

/// <summary>Queries for a few events in an order that an index has. What statistics do not know of yet, and each single stream, PostgreSQL believes to be few:
/// it would sort all of the stretch, or of the stream, for each page of it.</summary>
internal static class OrderOfTheIndex
{
    /// <summary>The rows of this query, which holds for this query alone. The reader is the caller's to dispose of.</summary>
    public static async Task<NpgsqlDataReader> ReadInOrderOfTheIndexAsync(
        this NpgsqlDataSource dataSource, NpgsqlBatchCommand query, CancellationToken cancellationToken)
    {
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(new("SELECT set_config('enable_sort', 'off', true)"));
        batch.BatchCommands.Add(query);
        var reader = await batch.ExecuteReaderAsync(cancellationToken);
        try
        {
            await reader.NextResultAsync(cancellationToken);
            return reader;
        }
        catch
        {
            await reader.DisposeAsync();
            throw;
        }
    }
}
