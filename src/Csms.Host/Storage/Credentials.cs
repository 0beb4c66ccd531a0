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
        await using var command = dataSource.CreateCommand("DELETE FROM csms.credentials WHERE charge_point_id = $1");
        command.Parameters.Add(new() { Value = chargePointId });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<bool> VerifyAsync(string chargePointId, ReadOnlyMemory<byte> password, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT salt, password_hash, iterations FROM csms.credentials WHERE charge_point_id = $1");
        command.Parameters.Add(new() { Value = chargePointId });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            return false;
        var (salt, expected, iterations) = ((byte[])reader[0], (byte[])reader[1], reader.GetInt32(2));

        var seen = HMACSHA256.HashData(memoryKey, password.Span);
        if (verified.TryGetValue(chargePointId, out var known) && known.Salt.AsSpan().SequenceEqual(salt) && CryptographicOperations.FixedTimeEquals(known.Seen, seen))
            return true;
        if (!CryptographicOperations.FixedTimeEquals(Hash(password.Span, salt, iterations), expected))
            return false;
        verified[chargePointId] = (salt, seen);
        return true;
    }

    /// <summary>A password as operators enter it is text, or the hex of an AuthorizationKey (32 to 40 digits); the header carries its bytes (OCPP-J section 6.2.2).</summary>
    public static byte[] BytesOf(string password) =>
        password.Length is >= 32 and <= 40 && password.Length % 2 == 0 && password.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(password)
            : Encoding.UTF8.GetBytes(password);

    private static byte[] Hash(ReadOnlySpan<byte> password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, HashLength);
}
