using System.Collections.Concurrent;
using Npgsql;
using NpgsqlTypes;

namespace Csms.Host.Security;

/// <summary>The keys programs present to the REST API (table <c>csms.api_keys</c>).</summary>
internal sealed class ApiKeys(NpgsqlDataSource database, TimeProvider time)
{
    private const string Columns = "id, name, role, created_at, last_used_at, scopes, expires_at, revoked_at";

    /// <summary>How long a revoked key may still work on a node that has just seen it.</summary>
    private static readonly TimeSpan TrustedFor = TimeSpan.FromSeconds(5);

    // Holds only keys that exist, so it cannot be made to grow by guessing.
    private readonly ConcurrentDictionary<string, (ApiKey Key, DateTimeOffset Until)> verified = new(StringComparer.Ordinal);

    /// <summary>Null when no such key exists, or none that still opens anything.</summary>
    public async Task<ApiKey?> VerifyAsync(string presented, CancellationToken cancellationToken)
    {
        if (ApiKey.HashOf(presented) is not { } hash)
            return null;
        var name = Convert.ToHexString(hash);
        var now = time.GetUtcNow();
        if (verified.TryGetValue(name, out var known) && known.Until > now)
            return known.Key.ExpiresAt <= now ? null : known.Key;
        await using var command = database.CreateCommand(
            $"""
            UPDATE csms.api_keys SET last_used_at = $2
            WHERE key_hash = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)
            RETURNING {Columns}
            """);
        command.Parameters.Add(new() { Value = hash });
        command.Parameters.Add(new() { Value = now });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            verified.TryRemove(name, out _);
            return null;
        }

        var key = Read(reader);
        verified[name] = (key, now + TrustedFor);
        return key;
    }

    /// <summary>A key that is not yet stored, and the only moment at which its secret is known.</summary>
    public (ApiKey Key, string Secret) New(string name, string role, IReadOnlyList<string>? scopes = null, DateTimeOffset? expiresAt = null)
    {
        var now = time.GetUtcNow();
        return (new ApiKey(Guid.CreateVersion7(now), name, Roles.Of(role), now, null, scopes, expiresAt), ApiKey.NewSecret());
    }

    /// <summary>Makes and stores a key in one go, without a record of who asked: for those who are nobody yet.</summary>
    public async Task<string> IssueAsync(string name, string role, CancellationToken cancellationToken)
    {
        var (key, secret) = New(name, role);
        await StoreAsync(key, secret, cancellationToken);
        return secret;
    }

    public async Task StoreAsync(ApiKey key, string secret, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "INSERT INTO csms.api_keys (id, name, key_hash, role, created_at, scopes, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)");
        command.Parameters.Add(new() { Value = key.Id });
        command.Parameters.Add(new() { Value = key.Name });
        command.Parameters.Add(new() { Value = ApiKey.HashOf(secret) ?? throw new ArgumentException("Not a key.", nameof(secret)) });
        command.Parameters.Add(new() { Value = Roles.NameOf(key.Role) });
        command.Parameters.Add(new() { Value = key.CreatedAt });
        command.Parameters.Add(new() { Value = key.Scopes is { } scopes ? scopes.ToArray() : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = (object?)key.ExpiresAt ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Every key, oldest first, those included that open nothing any more.</summary>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken, Guid? after = null, int limit = int.MaxValue)
    {
        // Ids are version 7: their order is that of creation.
        await using var command = database.CreateCommand($"SELECT {Columns} FROM csms.api_keys WHERE id > $1 ORDER BY id LIMIT $2");
        command.Parameters.Add(new() { Value = after ?? Guid.Empty });
        command.Parameters.Add(new() { Value = limit });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var keys = new List<ApiKey>();
        while (await reader.ReadAsync(cancellationToken))
            keys.Add(Read(reader));
        return keys;
    }

    public async Task<ApiKey?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"SELECT {Columns} FROM csms.api_keys WHERE id = $1");
        command.Parameters.Add(new() { Value = id });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    /// <summary>False when no such key exists. Again for a key that is revoked already changes nothing.</summary>
    public async Task<bool> RevokeAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("UPDATE csms.api_keys SET revoked_at = coalesce(revoked_at, $2) WHERE id = $1");
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        var found = await command.ExecuteNonQueryAsync(cancellationToken) == 1;
        foreach (var (name, known) in verified)
        {
            if (known.Key.Id == id)
                verified.TryRemove(name, out _);
        }

        return found;
    }

    private static ApiKey Read(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetString(1),
        Roles.Of(row.GetString(2)),
        row.GetFieldValue<DateTimeOffset>(3),
        row.IsDBNull(4) ? null : row.GetFieldValue<DateTimeOffset>(4),
        row.IsDBNull(5) ? null : row.GetFieldValue<string[]>(5),
        row.IsDBNull(6) ? null : row.GetFieldValue<DateTimeOffset>(6),
        row.IsDBNull(7) ? null : row.GetFieldValue<DateTimeOffset>(7));
}
