using System.Text.Json;
using Npgsql;

namespace Csms.ReadModels.Rows;

/// <summary>Reads the columns of a row from left to right.</summary>
internal sealed class RowReader(NpgsqlDataReader reader)
{
    private int next;

    public RowReader From(int column)
    {
        next = column;
        return this;
    }

    public string Text() => reader.GetString(next++);

    public string? TextOrNull() => reader.IsDBNull(next) ? Skip<string>() : Text();

    public int Integer() => reader.GetInt32(next++);

    public int? IntegerOrNull() => reader.IsDBNull(next) ? Skip<int?>() : Integer();

    public long Bigint() => reader.GetInt64(next++);

    public long? BigintOrNull() => reader.IsDBNull(next) ? Skip<long?>() : Bigint();

    public decimal? NumericOrNull() => reader.IsDBNull(next) ? Skip<decimal?>() : reader.GetDecimal(next++);

    public bool Boolean() => reader.GetBoolean(next++);

    public bool? BooleanOrNull() => reader.IsDBNull(next) ? Skip<bool?>() : Boolean();

    public Guid Uuid() => reader.GetGuid(next++);

    public Guid? UuidOrNull() => reader.IsDBNull(next) ? Skip<Guid?>() : Uuid();

    public DateOnly Date() => reader.GetFieldValue<DateOnly>(next++);

    public DateTimeOffset Time() => reader.GetFieldValue<DateTimeOffset>(next++);

    public DateTimeOffset? TimeOrNull() => reader.IsDBNull(next) ? Skip<DateTimeOffset?>() : Time();

    public JsonElement Json() => JsonElement.Parse(reader.GetString(next++));

    public JsonElement? JsonOrNull() => reader.IsDBNull(next) ? Skip<JsonElement?>() : Json();

    public IReadOnlyList<string> Names() => reader.GetFieldValue<string[]>(next++);

    private T? Skip<T>()
    {
        next++;
        return default;
    }
}
