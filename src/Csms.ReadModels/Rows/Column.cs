using System.Text.Json;
using Csms.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Csms.ReadModels.Rows;

/// <summary>A column, and how the values of many rows travel: as one array, or one by one in a COPY.</summary>
/// <param name="Type">Element type of the array.</param>
/// <param name="Cast">Type of the column where no array of it can be sent; empty otherwise.</param>
/// <param name="Array">Values of the rows.</param>
/// <param name="Copy">Writes the value of a row.</param>
internal sealed record Column<TRow>(string Name, NpgsqlDbType Type, string Cast, Func<IReadOnlyList<TRow>, Array> Array, Action<CopyBuffer, TRow> Copy)
{
    public NpgsqlParameter Parameter(IReadOnlyList<TRow> rows) => new() { Value = Array(rows), NpgsqlDbType = NpgsqlDbType.Array | Type };
}

/// <summary>Columns of a table of <typeparamref name="TRow"/> by type.</summary>
internal static class Columns<TRow>
{
    public static Column<TRow> Text(string name, Func<TRow, string?> value) => Of(name, NpgsqlDbType.Text, value, (to, text) => to.Text(text));

    public static Column<TRow> Integer(string name, Func<TRow, int?> value) => Of(name, NpgsqlDbType.Integer, value, (to, number) => to.Integer(number));

    public static Column<TRow> Bigint(string name, Func<TRow, long?> value) => Of(name, NpgsqlDbType.Bigint, value, (to, number) => to.Bigint(number));

    public static Column<TRow> Numeric(string name, Func<TRow, decimal?> value) => Of(name, NpgsqlDbType.Numeric, value, (to, number) => to.Numeric(number));

    public static Column<TRow> Boolean(string name, Func<TRow, bool> value) => Of(name, NpgsqlDbType.Boolean, value, (to, yes) => to.Boolean(yes));

    public static Column<TRow> BooleanOrNull(string name, Func<TRow, bool?> value) => Of(name, NpgsqlDbType.Boolean, value, (to, yes) =>
    {
        if (yes is { } known) to.Boolean(known);
        else to.Null();
    });

    public static Column<TRow> Uuid(string name, Func<TRow, Guid?> value) => Of(name, NpgsqlDbType.Uuid, value, (to, uuid) => to.Uuid(uuid));

    public static Column<TRow> Time(string name, Func<TRow, DateTimeOffset?> value) => Of(name, NpgsqlDbType.TimestampTz, value, (to, time) =>
    {
        if (time is { } known) to.Time(known);
        else to.Null();
    });

    public static Column<TRow> Json(string name, Func<TRow, JsonElement?> value) =>
        Of(name, NpgsqlDbType.Jsonb, row => value(row)?.GetRawText(), (to, json) => Copying.Json(to, json));

    // An array of arrays would have to be a rectangle, so each list travels as PostgreSQL's own text form of it. Names need no quotes.
    public static Column<TRow> Names(string name, Func<TRow, IReadOnlyList<string>> value) =>
        Of(name, NpgsqlDbType.Text, row => $"{{{string.Join(',', value(row))}}}", (_, _) => { }) with { Cast = "::text[]", Copy = (to, row) => Copying.Names(to, value(row)) };

    private static Column<TRow> Of<TValue>(string name, NpgsqlDbType type, Func<TRow, TValue> value, Action<CopyBuffer, TValue> copy) => new(
        name,
        type,
        "",
        rows =>
        {
            var values = new TValue[rows.Count];
            for (var i = 0; i < values.Length; i++) values[i] = value(rows[i]);
            return values;
        },
        (to, row) => copy(to, value(row)));
}
