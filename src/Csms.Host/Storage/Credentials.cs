using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Csms.Host.Storage;

/// <summary>Basic authentication passwords of charge points: bytes in, salted hashes stored (whitepaper A00.FR.204-205, A01.FR.08).</summary>
internal sealed class Credentials(NpgsqlDataSource dataSource)
{
    // A storm of reconnects must not spend its seconds here: the keys are 16 random bytes or more, and what was verified once is remembered (below).
    private const int Iterations = 20_000;
    private const int HashLength = 32;

    // Remembers a verified password as a keyed hash of it, never the password; the key dies with the process.
    private readonly byte[] memoryKey = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<string, (byte[] Salt, byte[] Seen)> verified = new(StringComparer.Ordinal);

    public async Task ReplaceAsync(string chargePointId, ReadOnlyMemory<byte> password, CancellationToken cancellationToken)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        await using var command = dataSource.CreateCommand(
            """
            INSERT INTO csms.credentials (charge_point_id, salt, password_hash, iterations) VALUES ($1, $2, $3, $4)
            ON CONFLICT (charge_point_id) DO UPDATE
            SET salt = excluded.salt, password_hash = excluded.password_hash, iterations = excluded.iterations, replaced_at = now()
            """);
        command.Parameters.Add(new() { Value = chargePointId });
        command.Parameters.Add(new() { Value = salt });
        command.Parameters.Add(new() { Value = Hash(password.Span, salt, Iterations) });
        command.Parameters.Add(new() { Value = Iterations });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task RemoveAsync(string chargePointId, CancellationToken cancellationToken)
    {
        verified.TryRemove(chargePointId, out _);
        await using var command = dataSource.CreateCommand(
            "WITH offered AS (DELETE FROM csms.password_candidates WHERE charge_point_id = $1) DELETE FROM csms.credentials WHERE charge_point_id = $1");
        command.Parameters.Add(new() { Value = chargePointId });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Lays a password beside the one that counts, until the fate of the call that tells it is known.</summary>
    public async Task OfferAsync(string chargePointId, Guid callId, ReadOnlyMemory<byte> password, CancellationToken cancellationToken)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        await using var command = dataSource.CreateCommand(
            """
            INSERT INTO csms.password_candidates (charge_point_id, call_id, salt, password_hash, iterations) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (charge_point_id, call_id) DO NOTHING
            """);
        command.Parameters.Add(new() { Value = chargePointId });
        command.Parameters.Add(new() { Value = callId });
        command.Parameters.Add(new() { Value = salt });
        command.Parameters.Add(new() { Value = Hash(password.Span, salt, Iterations) });
        command.Parameters.Add(new() { Value = Iterations });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<bool> IsOfferedAsync(string chargePointId, Guid callId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT true FROM csms.password_candidates WHERE charge_point_id = $1 AND call_id = $2");
        command.Parameters.Add(new() { Value = chargePointId });
        command.Parameters.Add(new() { Value = callId });
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    /// <summary>The offered password counts from now on; the one of before does not, nor does any that was offered earlier.</summary>
    public async Task TakeAsync(string chargePointId, Guid callId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            WITH taken AS (
                DELETE FROM csms.password_candidates WHERE charge_point_id = $1 AND call_id = $2 RETURNING *),
            older AS (
                DELETE FROM csms.password_candidates c USING taken t WHERE c.charge_point_id = t.charge_point_id AND c.made_at < t.made_at)
            INSERT INTO csms.credentials (charge_point_id, salt, password_hash, iterations)
            SELECT charge_point_id, salt, password_hash, iterations FROM taken
            ON CONFLICT (charge_point_id) DO UPDATE
            SET salt = excluded.salt, password_hash = excluded.password_hash, iterations = excluded.iterations, replaced_at = now()
            """);
        command.Parameters.Add(new() { Value = chargePointId });
        command.Parameters.Add(new() { Value = callId });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task DropAsync(string chargePointId, Guid callId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("DELETE FROM csms.password_candidates WHERE charge_point_id = $1 AND call_id = $2");
        command.Parameters.Add(new() { Value = chargePointId });
        command.Parameters.Add(new() { Value = callId });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Which of a charge point's passwords this is; null when it is none of them.</summary>
    public async Task<KnownPassword?> FindAsync(string chargePointId, ReadOnlyMemory<byte> password, CancellationToken cancellationToken)
    {
        var seen = HMACSHA256.HashData(memoryKey, password.Span);
        KnownPassword? found = null;
        var offered = new List<Guid>();
        foreach (var (callId, salt, expected, iterations) in await ReadAsync(chargePointId, cancellationToken))
        {
            if (callId is { } call)
                offered.Add(call);
            if (found is not null)
                continue;
            if (verified.TryGetValue(chargePointId, out var known) && known.Salt.AsSpan().SequenceEqual(salt) && CryptographicOperations.FixedTimeEquals(known.Seen, seen))
            {
                found = new KnownPassword(callId, offered);
            }
            else if (CryptographicOperations.FixedTimeEquals(Hash(password.Span, salt, iterations), expected))
            {
                verified[chargePointId] = (salt, seen);
                found = new KnownPassword(callId, offered);
            }
        }

        return found;
    }

    /// <summary>The one that counts, then those that are offered, the newest first. Only so many: each costs a hash.</summary>
    private async Task<List<(Guid? CallId, byte[] Salt, byte[] Hash, int Iterations)>> ReadAsync(string chargePointId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            SELECT NULL::uuid, salt, password_hash, iterations, NULL::timestamptz AS made_at FROM csms.credentials WHERE charge_point_id = $1
            UNION ALL
            (SELECT call_id, salt, password_hash, iterations, made_at FROM csms.password_candidates WHERE charge_point_id = $1 ORDER BY made_at DESC LIMIT 5)
            ORDER BY made_at DESC NULLS FIRST
            """);
        command.Parameters.Add(new() { Value = chargePointId });
        var rows = new List<(Guid?, byte[], byte[], int)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            rows.Add((reader.IsDBNull(0) ? null : reader.GetGuid(0), (byte[])reader[1], (byte[])reader[2], reader.GetInt32(3)));
        return rows;
    }

    /// <summary>A password as operators enter it is text, or the hex of an AuthorizationKey (32 to 40 digits); the header carries its bytes (OCPP-J section 6.2.2).</summary>
    public static byte[] BytesOf(string password) =>
        password.Length is >= 32 and <= 40 && password.Length % 2 == 0 && password.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(password)
            : Encoding.UTF8.GetBytes(password);

    private static byte[] Hash(ReadOnlySpan<byte> password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, HashLength);
}

/// <summary>A password of a charge point.</summary>
/// <param name="CallId">The call by which it is offered; null: it is the one that counts.</param>
/// <param name="Offered">All calls by which passwords are offered just now.</param>
internal sealed record KnownPassword(Guid? CallId, IReadOnlyList<Guid> Offered);
