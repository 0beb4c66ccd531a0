using Csms.EventStore.Ledger;
using Csms.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Csms.EventStore.Tests.Ledger;

/// <summary>Short words for sealing in tests.</summary>
internal static class Sealing
{
    public const string Origin = "csms.test/ledger";

    public static LedgerKey Key { get; } = LedgerKey.Create();

    public static Sealer Sealer(this TestDatabase database, LedgerKey? key = null, SealerSettings? settings = null) =>
        new(database.DataSource, key ?? Key, settings ?? new() { Origin = Origin, Interval = TimeSpan.FromMilliseconds(10) }, TimeProvider.System, NullLogger<Sealer>.Instance);

    public static async Task<SealedCheckpoint> SealAsync(this TestDatabase database, LedgerKey? key = null)
    {
        (await database.Sealer(key).SealOnceAsync(CancellationToken.None)).ShouldBeTrue();
        return (await new EventLedger(database.DataSource).ReadLatestAsync(CancellationToken.None))!;
    }

    /// <summary>Events of several streams, in appends of up to five.</summary>
    public static async Task FillAsync(this TestDatabase database, int count, string prefix = "s")
    {
        await using var store = new PostgresEventStore(database.DataSource);
        var versions = new Dictionary<string, long>();
        for (var n = 0; n < count;)
        {
            var stream = $"{prefix}-{n % 7}";
            var size = Math.Min(count - n, 1 + (n % 5));
            var version = versions.GetValueOrDefault(stream);
            await store.AppendAsync(Appends.To(stream, version, [.. Enumerable.Range(n, size).Select(i => new { n = i, text = $"ä \" {i}" })]), CancellationToken.None);
            versions[stream] = version + size;
            n += size;
        }
    }

    public static async Task ExecuteAsync(this TestDatabase database, string sql)
    {
#pragma warning disable CA2100 // Constants of tests.
        await using var command = database.DataSource.CreateCommand(sql);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<T> ScalarAsync<T>(this TestDatabase database, string sql)
    {
#pragma warning disable CA2100 // Constants of tests.
        await using var command = database.DataSource.CreateCommand(sql);
#pragma warning restore CA2100
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>What whoever owns the server can do and the ledger must find: past the triggers.</summary>
    public static Task TamperAsync(this TestDatabase database, string sql) => database.ExecuteAsync(
        $"""
        ALTER TABLE events.mt_events DISABLE TRIGGER ALL;
        ALTER TABLE events.mt_streams DISABLE TRIGGER ALL;
        ALTER TABLE events.csms_ledger_checkpoints DISABLE TRIGGER ALL;
        ALTER TABLE events.csms_ledger_tiles DISABLE TRIGGER ALL;
        {sql};
        """);
}
