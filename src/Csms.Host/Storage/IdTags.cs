using Npgsql;

namespace Csms.Host.Storage;

/// <summary>The idTags behind the pseudonyms that events use (table <c>csms.id_tags</c>).</summary>
internal sealed class IdTags(NpgsqlDataSource dataSource)
{
    /// <summary>What two idTags have in common when OCPP calls them equal (section 7.28: without case).</summary>
    public static string KeyOf(string idTag) => idTag.ToUpperInvariant();

    public async Task<Guid?> FindAsync(string idTag, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT token_id FROM csms.id_tags WHERE id_tag_key = $1");
        command.Parameters.Add(new() { Value = KeyOf(idTag) });
        return await command.ExecuteScalarAsync(cancellationToken) as Guid?;
    }

    /// <summary>The pseudonym of an idTag, made when it is presented for the first time.</summary>
    public async Task<Guid> FindOrAddAsync(string idTag, CancellationToken cancellationToken)
    {
        if (await FindAsync(idTag, cancellationToken) is { } known)
            return known;
        await using var command = dataSource.CreateCommand(
            """
            INSERT INTO csms.id_tags (token_id, id_tag, id_tag_key) VALUES ($1, $2, $3)
            ON CONFLICT (id_tag_key) DO UPDATE SET id_tag_key = excluded.id_tag_key
            RETURNING token_id
            """);
        command.Parameters.Add(new() { Value = Guid.NewGuid() });
        command.Parameters.Add(new() { Value = idTag });
        command.Parameters.Add(new() { Value = KeyOf(idTag) });
        return (Guid)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Spells an idTag as an operator does: what was read from a card before it was entered may have another case.</summary>
    public async Task SpellAsync(Guid tokenId, string idTag, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("UPDATE csms.id_tags SET id_tag = $2 WHERE token_id = $1 AND id_tag_key = $3 AND id_tag <> $2");
        command.Parameters.Add(new() { Value = tokenId });
        command.Parameters.Add(new() { Value = idTag });
        command.Parameters.Add(new() { Value = KeyOf(idTag) });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The idTags of these pseudonyms; one that was erased is missing.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> ReadAsync(IReadOnlyCollection<Guid> tokenIds, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, string>(tokenIds.Count);
        if (tokenIds.Count == 0)
            return found;
        await using var command = dataSource.CreateCommand("SELECT token_id, id_tag FROM csms.id_tags WHERE token_id = ANY($1)");
        command.Parameters.Add(new() { Value = tokenIds.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            found[reader.GetGuid(0)] = reader.GetString(1);
        return found;
    }
}
