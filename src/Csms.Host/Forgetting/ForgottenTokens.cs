using Npgsql;

namespace Csms.Host.Forgetting;

/// <summary>Tokens whose holders are forgotten (table <c>csms.forgotten_tokens</c>).</summary>
internal sealed class ForgottenTokens(NpgsqlDataSource dataSource)
{
    /// <summary>Parts the pseudonym from its idTag: whoever presents the card from now on is somebody new.</summary>
    /// <returns>Whether there was such a pseudonym, now or earlier.</returns>
    public async Task<bool> PartAsync(Guid tokenId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            WITH parted AS (DELETE FROM csms.id_tags WHERE token_id = $1 RETURNING token_id, id_tag),
                 kept AS (INSERT INTO csms.forgotten_tokens (token_id, id_tag) SELECT token_id, id_tag FROM parted
                          ON CONFLICT (token_id) DO UPDATE SET id_tag = excluded.id_tag RETURNING token_id)
            SELECT EXISTS (SELECT FROM kept) OR EXISTS (SELECT FROM csms.forgotten_tokens WHERE token_id = $1)
            """);
        command.Parameters.Add(new() { Value = tokenId });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>The idTag that is to be erased; null when it was, or is not known.</summary>
    public async Task<string?> FindIdTagAsync(Guid tokenId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT id_tag FROM csms.forgotten_tokens WHERE token_id = $1");
        command.Parameters.Add(new() { Value = tokenId });
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    /// <summary>Nothing holds the idTag any more, and so this table need not either.</summary>
    public async Task CompleteAsync(Guid tokenId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            INSERT INTO csms.forgotten_tokens AS f (token_id, erased_at) VALUES ($1, now())
            ON CONFLICT (token_id) DO UPDATE SET id_tag = NULL, erased_at = coalesce(f.erased_at, now())
            """);
        command.Parameters.Add(new() { Value = tokenId });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Those whose erasure is complete, and when it began.</summary>
    public async Task<Dictionary<Guid, DateTimeOffset>> ListErasedAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT token_id, forgotten_at FROM csms.forgotten_tokens WHERE erased_at IS NOT NULL");
        var erased = new Dictionary<Guid, DateTimeOffset>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            erased[reader.GetGuid(0)] = reader.GetFieldValue<DateTimeOffset>(1);
        return erased;
    }
}
