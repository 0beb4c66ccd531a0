using Csms.EventStore;
using Csms.ReadModels.Rows;
using Npgsql;
using NpgsqlTypes;
using static NpgsqlTypes.NpgsqlDbType;

namespace Csms.ReadModels.MeterValues;

/// <summary>Brings samples into their table, by the way that fits.</summary>
internal static class SampleWriter
{
    private const string Columns =
        "sequence, device_time, transaction_id, kind_id, connector_id, charge_point_id, unit, format, value_text, value, content_id";

    /// <summary>Stores each sample that is not there yet.</summary>
    public static async Task InsertAsync(NpgsqlConnection connection, List<SampleRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return;
        await using var command = new NpgsqlCommand(
            $"INSERT INTO meter_values ({Columns}) SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING", connection);
        Add(Bigint, r => r.Sequence);
        Add(TimestampTz, r => r.DeviceTime);
        Add(Bigint, r => r.TransactionId);
        Add(Integer, r => r.KindId);
        Add(Integer, r => r.ConnectorId);
        Add(Text, r => r.ChargePointId);
        Add(Text, r => r.Unit);
        Add(Text, r => r.Format);
        Add(Text, r => r.ValueText);
        Add(Numeric, r => r.Value);
        Add(Uuid, r => r.ContentId);
        await command.ExecuteNonQueryAsync(cancellationToken);

        void Add<T>(NpgsqlDbType type, Func<SampleRow, T> value) =>
            command.Parameters.Add(new() { Value = rows.ConvertAll(r => value(r)), NpgsqlDbType = NpgsqlDbType.Array | type });
    }

    /// <summary>Stores samples that are known not to be there.</summary>
    public static Task CopyAsync(NpgsqlConnection connection, string table, List<SampleRow> rows, CancellationToken cancellationToken) =>
        rows.Count == 0 ? Task.CompletedTask : Copying.CopyAsync(connection, $"{table} ({Columns})", rows, Write, cancellationToken);

    private static void Write(CopyBuffer buffer, in SampleRow row)
    {
        buffer.Row(11);
        buffer.Bigint(row.Sequence);
        buffer.Time(row.DeviceTime);
        buffer.Bigint(row.TransactionId);
        buffer.Integer(row.KindId);
        buffer.Integer(row.ConnectorId);
        buffer.Text(row.ChargePointId);
        buffer.Text(row.Unit);
        buffer.Text(row.Format);
        buffer.Text(row.ValueText);
        buffer.Numeric(row.Value);
        buffer.Uuid(row.ContentId);
    }

    /// <summary>Puts samples aside until the unique index can tell whether they are there.</summary>
    public static async Task HoldBackAsync(NpgsqlConnection connection, List<SampleRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return;
        await using var command = new NpgsqlCommand(
            "CREATE TABLE IF NOT EXISTS meter_values_held_back (LIKE meter_values, place bigint GENERATED ALWAYS AS IDENTITY)", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        await CopyAsync(connection, "meter_values_held_back", rows, cancellationToken);
    }

    /// <summary>Stores those that were put aside and are not there, in the order in which they came.</summary>
    public static async Task ReleaseHeldBackAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var exists = new NpgsqlCommand("SELECT to_regclass('meter_values_held_back') IS NOT NULL", connection);
        if (await exists.ExecuteScalarAsync(cancellationToken) is not true) return;
        await using var command = new NpgsqlCommand(
            $"""
            INSERT INTO meter_values ({Columns}) SELECT {Columns} FROM meter_values_held_back ORDER BY place ON CONFLICT DO NOTHING;
            DROP TABLE meter_values_held_back;
            """,
            connection)
        { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
