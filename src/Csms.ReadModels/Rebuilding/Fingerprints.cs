using Npgsql;

namespace Csms.ReadModels.Rebuilding;

internal static class Fingerprints
{
    /// <summary>Of values: 1.0 and 1.00 are the same.</summary>
    public static Task<TableFingerprint> TakeAsync(NpgsqlConnection connection, string table, CancellationToken cancellationToken) =>
        TakeAsync(connection, table, "hash_record_extended(t, 0)", cancellationToken);

    /// <summary>Of what is written: slower, and finer.</summary>
    public static Task<TableFingerprint> TakeBytesAsync(NpgsqlConnection connection, string table, CancellationToken cancellationToken) =>
        TakeAsync(connection, table, "hashtextextended(to_json(t)::text, 0)", cancellationToken);

    private static async Task<TableFingerprint> TakeAsync(NpgsqlConnection connection, string table, string hash, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT count(*), coalesce(sum({hash}), 0)::text FROM {table} t", connection)
        { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new(reader.GetInt64(0), reader.GetString(1));
    }
}
