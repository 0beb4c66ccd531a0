namespace Csms.EventStore.Tests;

public class TheTailOfTheFeed
{
    private static readonly FeedTail Begun = new(after: 10);

    [Fact]
    public void Covers_what_was_read_since_it_began()
    {
        var tail = Begun.With(Events(11, 12, 13));

        tail.Covers(9).ShouldBeFalse();
        tail.Covers(10).ShouldBeTrue();
        Read(tail, 10).ShouldBe([11, 12, 13]);
        Read(tail, 12).ShouldBe([13]);
    }

    [Fact]
    public void Gives_a_page_at_a_time()
    {
        var (page, reached) = Begun.With(Events(11, 12, 13)).Read(10, 2, null);

        page.Select(recorded => recorded.Sequence).ShouldBe([11, 12]);
        reached.ShouldBe(12);
    }

    [Fact]
    public void Takes_a_follower_past_what_he_does_not_want()
    {
        var (page, reached) = Begun.With(Events(11, 12, 13)).Read(10, 100, ["even"]);

        page.Select(recorded => recorded.Sequence).ShouldBe([12]);
        reached.ShouldBe(13);
    }

    [Fact]
    public void Lets_go_of_the_oldest()
    {
        var tail = Begun;
        for (var first = 11L; first < 11 + 3000; first += 1000)
            tail = tail.With(Events([.. Enumerable.Range(0, 1000).Select(n => first + n)]));

        tail.Last.ShouldBe(3010);
        tail.Covers(961).ShouldBeFalse();
        tail.Covers(962).ShouldBeTrue();
        Read(tail, 962).ShouldBe(Enumerable.Range(963, 2048).Select(n => (long)n));
    }

    [Fact]
    public void Lets_go_of_what_all_have_read()
    {
        var tail = Begun.With(Events(11, 12, 13)).With(Events(14), read: 12);

        tail.Covers(11).ShouldBeFalse();
        Read(tail, 12).ShouldBe([13, 14]);
        Read(tail.With(Events(15), read: 14), 14).ShouldBe([15]);
    }

    [Fact]
    public void Holds_few_events_when_they_are_large()
    {
        var tail = Begun.With([.. Enumerable.Range(11, 5).Select(n => Event(n, 3 << 20))]);

        tail.Covers(12).ShouldBeFalse();
        Read(tail, 13).ShouldBe([14, 15]);
    }

    [Fact]
    public void Does_not_give_a_follower_who_is_ahead_what_he_has_seen() =>
        Begun.With(Events(11, 12)).Read(20, 100, null).ShouldSatisfyAllConditions(read => read.Page.ShouldBeEmpty(), read => read.Reached.ShouldBe(20));

    [Fact]
    public void Counts_the_bytes_of_what_it_let_go_no_longer()
    {
        var tail = Begun;
        foreach (var sequence in (long[])[11, 12, 13, 14])
            tail = tail.With([Event(sequence, 3 << 20)]);
        tail = tail.With(Events(15, 16));

        Read(tail, 12).ShouldBe([13, 14, 15, 16]);
    }

    [Fact]
    public void Is_not_changed_by_what_grows_out_of_it()
    {
        var tail = Begun.With(Events(11, 12, 13));
        var grown = tail.With(Events(14)).With(Events(15));
        var other = tail.With(Events(14, 15, 16, 17, 18));

        Read(tail, 10).ShouldBe([11, 12, 13]);
        Read(grown, 10).ShouldBe([11, 12, 13, 14, 15]);
        Read(other, 10).ShouldBe([11, 12, 13, 14, 15, 16, 17, 18]);
    }

    [Fact]
    public void Begins_anew_behind_an_event_that_is_too_large_to_be_held()
    {
        var tail = Begun.With(Events(11)).With([Event(12, 9 << 20)]);

        tail.Last.ShouldBe(12);
        tail.Covers(11).ShouldBeFalse();
        Read(tail.With(Events(13)), 12).ShouldBe([13]);
    }

    [Fact]
    public void Reads_the_JSON_of_an_event_once_for_all_who_follow()
    {
        var (tail, times) = (Begun.With(Events(11)), 0);

        for (var follower = 0; follower < 3; follower++)
            tail.Read(10, 10, null).Page[0].ReadWith((_, json) => (++times, json.Length)).ShouldBe((1, 2));
    }

    private static IEnumerable<long> Read(FeedTail tail, long after) => tail.Read(after, 10_000, null).Page.Select(recorded => recorded.Sequence);

    private static RecordedEvent[] Events(params long[] sequences) => [.. sequences.Select(sequence => Event(sequence, 2))];

    private static RecordedEvent Event(long sequence, int bytes) => new(
        sequence, Guid.NewGuid(), "stream", sequence, sequence % 2 == 0 ? "even" : "odd", new byte[bytes], DateTimeOffset.UnixEpoch, new EventMetadata("test", DateTimeOffset.UnixEpoch));
}
