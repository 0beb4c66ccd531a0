using System.Collections.Concurrent;
using Npgsql;

namespace Csms.Host.Security;

/// <summary>The keys people and programs present to the REST API.</summary>
internal sealed class ApiKeys(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>How long a revoked key may still work on a node that has just seen it.</summary>
    private static readonly TimeSpan TrustedFor = TimeSpan.FromSeconds(5);

    // Holds only keys that exist, so it cannot be made to grow by guessing.
    private readonly ConcurrentDictionary<string, (ApiKey Key, DateTimeOffset Until)> verified = new(StringComparer.Ordinal);

    /// <summary>Null when no such key exists.</summary>
    public async Task<ApiKey?> VerifyAsync(string presented, CancellationToken cancellationToken)
    {
        if (ApiKey.HashOf(presented) is not { } hash)
            return null;
        var name = Convert.ToHexString(hash);
        if (verified.TryGetValue(name, out var known) && known.Until > time.GetUtcNow())
            return known.Key;
        await using var command = database.CreateCommand(
            "UPDATE csms.api_keys SET last_used_at = $2 WHERE key_hash = $1 RETURNING id, name, role, created_at, last_used_at");
        command.Parameters.Add(new() { Value = hash });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            verified.TryRemove(name, out _);
            return null;
        }

        var key = Read(reader);
        verified[name] = (key, time.GetUtcNow() + TrustedFor);
        return key;
    }

    /// <summary>The only moment at which the key itself is known.</summary>
    public async Task<string> IssueAsync(string name, string role, CancellationToken cancellationToken)
    {
        var secret = ApiKey.NewSecret();
        await StoreAsync(secret, name, role, cancellationToken);
        return secret;
    }

    public async Task StoreAsync(string secret, string name, string role, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("INSERT INTO csms.api_keys (id, name, key_hash, role, created_at) VALUES ($1, $2, $3, $4, $5)");
        command.Parameters.Add(new() { Value = Guid.CreateVersion7(time.GetUtcNow()) });
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = ApiKey.HashOf(secret) ?? throw new ArgumentException("Not a key.", nameof(secret)) });
        command.Parameters.Add(new() { Value = role });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT id, name, role, created_at, last_used_at FROM csms.api_keys ORDER BY created_at, id");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var keys = new List<ApiKey>();
        while (await reader.ReadAsync(cancellationToken))
            keys.Add(Read(reader));
        return keys;
    }

    /// <summary>False when no such key exists.</summary>
    public async Task<bool> RevokeAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("DELETE FROM csms.api_keys WHERE id = $1");
        command.Parameters.Add(new() { Value = id });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    private static ApiKey Read(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetString(1),
        row.GetString(2),
        row.GetFieldValue<DateTimeOffset>(3),
        row.IsDBNull(4) ? null : row.GetFieldValue<DateTimeOffset>(4));
}
