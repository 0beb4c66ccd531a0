using System.Text.Json;
using Csms.ReadModels.Rows;
using Npgsql;

namespace Csms.ReadModels.Tests.Folding;

public sealed class CopyingRows : ReadModelTest
{
    private static readonly RowTable<AnyRow> Copied = TableOf("copied");
    private static readonly RowTable<AnyRow> Inserted = TableOf("inserted");

    [Fact]
    public async Task Every_column_arrives_as_if_it_had_been_inserted()
    {
        DateTimeOffset?[] times =
        [
            null, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, DateTimeOffset.UnixEpoch.AddTicks(7), new(1999, 12, 31, 23, 59, 59, TimeSpan.Zero), Noon.AddTicks(9),
            new(9999, 12, 31, 23, 59, 59, TimeSpan.Zero), new(1582, 10, 4, 1, 2, 3, TimeSpan.Zero),
        ];
        string?[] texts = [null, "", "é\t\"x\"\\ 🔌", "NoError"];
        string?[] jsons = [null, "{}", """{"a": [1.50, null, "é\u0041"], "b": true}""", "\"text\"", "12.340"];
        string[][] names = [[], ["A"], ["StopMissing", "MeterReset", "é"]];
        var rows = Enumerable.Range(0, 200).Select(n => new AnyRow(
            n, texts[n % texts.Length], n % 3 == 0 ? null : -n, n % 4 == 0 ? null : long.MinValue + n, n % 5 == 0 ? null : n / -8.000m, n % 2 == 0,
            n % 3 == 0 ? null : n % 2 == 0, n % 6 == 0 ? null : new Guid(n, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11]), times[n % times.Length],
            jsons[n % jsons.Length] is { } json ? JsonElement.Parse(json) : null, names[n % names.Length])
        { LastSequence = n }).ToList();

        await using var connection = await DataSource.OpenConnectionAsync();
        foreach (var table in (string[])["copied", "inserted"])
            await ReadModelSchema.ExecuteAsync(
                connection,
                $"""
                CREATE TABLE {table} (key integer PRIMARY KEY, text text, integer integer, bigint bigint, numeric numeric, yes boolean NOT NULL, perhaps boolean, uuid uuid,
                    time timestamptz, json jsonb, names text[] NOT NULL, last_sequence bigint NOT NULL)
                """,
                CancellationToken.None);
        await Copied.CopyAsync(connection, rows, CancellationToken.None);
        await Inserted.UpsertAsync(connection, rows, CancellationToken.None);

        await using var difference = new NpgsqlCommand(
            "SELECT count(*) FROM (SELECT to_json(c)::text FROM copied c INTERSECT SELECT to_json(i)::text FROM inserted i) AS same", connection);
        (await difference.ExecuteScalarAsync()).ShouldBe(200L);
    }

    private static RowTable<AnyRow> TableOf(string name) => new(
        name,
        "key",
        _ => throw new NotSupportedException(),
        Columns<AnyRow>.Integer("key", r => r.Key),
        Columns<AnyRow>.Text("text", r => r.Text),
        Columns<AnyRow>.Integer("integer", r => r.Integer),
        Columns<AnyRow>.Bigint("bigint", r => r.Bigint),
        Columns<AnyRow>.Numeric("numeric", r => r.Numeric),
        Columns<AnyRow>.Boolean("yes", r => r.Yes),
        Columns<AnyRow>.BooleanOrNull("perhaps", r => r.Perhaps),
        Columns<AnyRow>.Uuid("uuid", r => r.Uuid),
        Columns<AnyRow>.Time("time", r => r.Time),
        Columns<AnyRow>.Json("json", r => r.Json),
        Columns<AnyRow>.Names("names", r => r.Names));

    private sealed record AnyRow(
        int Key, string? Text, int? Integer, long? Bigint, decimal? Numeric, bool Yes, bool? Perhaps, Guid? Uuid, DateTimeOffset? Time, JsonElement? Json,
        IReadOnlyList<string> Names) : ReadModelRow;
}
