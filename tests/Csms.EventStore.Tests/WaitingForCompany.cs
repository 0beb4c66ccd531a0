using Csms.Testing;

namespace Csms.EventStore.Tests;

public sealed class WaitingForCompany(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Is_for_those_who_can_and_ends_with_the_first_who_cannot()
    {
        await using var store = new PostgresEventStore(database.DataSource);
        await using var feed = new Feed(database.DataSource);
        await using var committer = new AppendCommitter(database.DataSource, feed, null) { Distance = TimeSpan.FromMinutes(5) };
        // Nobody else is there yet.
        await AppendAsync("alone", canWait: true);
        await AppendAsync("alone as well", canWait: true);
        await TogetherAsync(Enumerable.Range(0, 20).Select(n => $"busy-{n}"));
        var head = await store.ReadHeadAsync(CancellationToken.None);

        var patient = Enumerable.Range(0, 3).Select(n => AppendAsync($"patient-{n}", canWait: true)).ToArray();
        for (var looks = 0; looks < 20; looks++)
            (await store.ReadHeadAsync(CancellationToken.None)).ShouldBe(head);
        await AppendAsync("hurried", canWait: false);
        await Task.WhenAll(patient);

        var stored = await store.ReadFeedAsync(head, 10, CancellationToken.None);
        stored.Select(e => e.StreamId).ShouldBe(["patient-0", "patient-1", "patient-2", "hurried"]);
        stored.Select(e => e.Timestamp).Distinct().ShouldHaveSingleItem("one commit");

        async Task AppendAsync(string stream, bool canWait) =>
            (await committer.AppendAsync(Appends.To(stream, 0, new { }) with { CanWait = canWait }, CancellationToken.None)).ShouldBeOfType<AppendResult.Appended>();

        // The first is under way alone, the others wait behind it and leave together.
        async Task TogetherAsync(IEnumerable<string> streams)
        {
            await using var blocker = await database.HoldUpAppendsAsync();
            var all = streams.Select(stream => AppendAsync(stream, canWait: false)).ToArray();
            await blocker.RollbackAsync();
            await Task.WhenAll(all);
        }
    }
}
