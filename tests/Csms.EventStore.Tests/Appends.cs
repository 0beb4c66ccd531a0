using System.Text;
using System.Text.Json;
using Csms.Testing;
using Npgsql;

namespace Csms.EventStore.Tests;

/// <summary>Short words for what the tests append and read.</summary>
internal static class Appends
{
    public static readonly EventMetadata Metadata = new("test", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public static StreamAppend To(string stream, long expectedVersion, params object[] data) =>
        new(stream, "test", expectedVersion, [.. data.Select(each => Event(each))]);

    public static NewEvent Event(object data, string type = "something_happened", EventMetadata? metadata = null) =>
        Raw(JsonSerializer.Serialize(data), type, metadata);

    public static NewEvent Raw(string json, string type = "something_happened", EventMetadata? metadata = null) =>
        new(Guid.CreateVersion7(), type, "Csms.Test.SomethingHappened, Csms.Test", Encoding.UTF8.GetBytes(json), metadata ?? Metadata);

    public static async Task<List<RecordedEvent>> AllOfAsync(this PostgresEventStore store, string stream, long afterVersion = 0, AsOf? asOf = null)
    {
        var all = new List<RecordedEvent>();
        await foreach (var recorded in store.ReadStreamAsync(stream, CancellationToken.None, afterVersion, asOf))
            all.Add(recorded);
        return all;
    }

    /// <summary>Holds the lock that appends take, until it is rolled back or disposed of.</summary>
    public static async Task<NpgsqlTransaction> HoldUpAppendsAsync(this TestDatabase database)
    {
        var connection = await database.DataSource.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("SELECT pg_advisory_xact_lock(4851306243581562436)", connection, transaction);
        await command.ExecuteNonQueryAsync();
        return transaction;
    }

    public static string Json(this RecordedEvent recorded) => Encoding.UTF8.GetString(recorded.Data.Span);
}
