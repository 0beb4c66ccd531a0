using Npgsql;

namespace Csms.EventStore;

/// <summary>The contents that lie beside events, for whoever erases a person's. Events that name them stay as they are.</summary>
public sealed class ErasableContents(NpgsqlDataSource dataSource)
{
    /// <summary>All that belongs to these subjects.</summary>
    /// <param name="subjects">Token ids.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<List<ErasableContent>> ListOfAsync(IReadOnlyCollection<Guid> subjects, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT id, subject, content FROM events.csms_contents WHERE subject = ANY ($1)");
        command.Parameters.AddWithValue(subjects.ToArray());
        return await ReadAsync(command, cancellationToken);
    }

    /// <summary>A page of all there are, by id.</summary>
    /// <param name="after">The last one of the page before; empty for the first page.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<List<ErasableContent>> ListAsync(Guid after, int limit, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT id, subject, content FROM events.csms_contents WHERE id > $1 ORDER BY id LIMIT $2");
        command.Parameters.AddWithValue(after);
        command.Parameters.AddWithValue(limit);
        return await ReadAsync(command, cancellationToken);
    }

    /// <summary>Erases contents; those that are not there are erased already.</summary>
    /// <param name="ids">Which.</param>
    /// <param name="cancellationToken">Ends the work; all are erased, or none.</param>
    public async Task EraseAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("DELETE FROM events.csms_contents WHERE id = ANY ($1)");
        command.Parameters.AddWithValue(ids.ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<List<ErasableContent>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var contents = new List<ErasableContent>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            contents.Add(new ErasableContent(reader.GetGuid(0), reader.IsDBNull(1) ? null : reader.GetGuid(1), reader.GetString(2)));
        return contents;
    }
}
