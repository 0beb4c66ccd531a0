using Csms.Testing;

namespace Csms.EventStore.Tests;

public sealed class AppendingToAStream(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Gives_back_what_was_stored()
    {
        await using var store = new PostgresEventStore(database.DataSource);
        var metadata = new EventMetadata(
            "charge-point:CP 001",
            new DateTimeOffset(2026, 3, 4, 5, 6, 7, 890, TimeSpan.Zero),
            new DateTimeOffset(2026, 3, 4, 7, 6, 1, TimeSpan.FromHours(2)),
            "frame-1", "message-1", ["Q07", "Q11"]);
        var newEvent = Appends.Raw("""{"b": 1.50, "a":"zwölf ⚡"}""", metadata: metadata);

        var result = await store.AppendAsync(new("round-trip", "test", 0, [newEvent]), CancellationToken.None);

        var recorded = (await store.AllOfAsync("round-trip")).ShouldHaveSingleItem();
        result.ShouldBe(new AppendResult.Appended(1, recorded.Sequence));
        recorded.Id.ShouldBe(newEvent.Id);
        recorded.Type.ShouldBe("something_happened");
        recorded.StreamId.ShouldBe("round-trip");
        recorded.Version.ShouldBe(1);
        recorded.Json().ShouldBe("""{"a": "zwölf ⚡", "b": 1.50}""");
        (recorded.Metadata with { Repairs = metadata.Repairs }).ShouldBe(metadata);
        recorded.Metadata.Repairs.ShouldBe(["Q07", "Q11"]);
        recorded.Metadata.DeviceTime!.Value.Offset.ShouldBe(TimeSpan.FromHours(2));
        recorded.Timestamp.ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Is_refused_at_another_version_and_told_which()
    {
        await using var store = new PostgresEventStore(database.DataSource);
        await store.AppendAsync(Appends.To("conflict", 0, new { n = 1 }, new { n = 2 }, new { n = 3 }), CancellationToken.None);

        (await store.AppendAsync(Appends.To("conflict", 2, new { n = 4 }), CancellationToken.None)).ShouldBe(new AppendResult.Conflict(3));
        (await store.AppendAsync(Appends.To("conflict", 0, new { n = 4 }), CancellationToken.None)).ShouldBe(new AppendResult.Conflict(3));
        (await store.AppendAsync(Appends.To("never seen", 1, new { n = 4 }), CancellationToken.None)).ShouldBe(new AppendResult.Conflict(0));
        (await store.AllOfAsync("conflict")).Count.ShouldBe(3);
    }
}
