using FsCheck.Fluent;
using static Csms.Domain.Tests.Invariants.Anything;

namespace Csms.Domain.Tests;

public sealed class RememberingContents
{
    [Fact]
    public void Knows_exactly_what_was_added() => Gen.Choose(0, 500).ArrayOf().ShouldHold(numbers =>
    {
        var contents = numbers.Aggregate(ContentHashes.Empty, (contents, number) => contents.Add((UInt128)number));
        for (var i = 0; i <= 500; i++) contents.Contains((UInt128)i).ShouldBe(numbers.Contains(i));
    });

    [Fact]
    public void Leaves_the_set_it_was_added_to_as_it_was()
    {
        var versions = new List<ContentHashes> { ContentHashes.Empty };
        for (var i = 0; i < 300; i++) versions.Add(versions[^1].Add((UInt128)i));
        for (var version = 0; version < versions.Count; version++)
        {
            versions[version].Count.ShouldBe(version);
            for (var i = 0; i < 300; i++) versions[version].Contains((UInt128)i).ShouldBe(i < version);
        }
    }

    [Fact]
    public void Tells_a_hundred_thousand_like_readings_apart()
    {
        var seen = new HashSet<UInt128>();
        var time = Moments.At("2026-03-01");
        for (var second = 0; second < 10_000; second++)
            for (var connector = 0; connector < 10; connector++)
                seen.Add(ContentHash.Of(connector, new MeterReading(time.AddSeconds(second), [new Sample("230"), new Sample("16", "Current.Import", "A")])));
        seen.Count.ShouldBe(100_000);
    }

    [Fact]
    public void Tells_apart_where_one_text_ends_and_the_next_begins()
    {
        var time = Moments.At("2026-03-01");
        UInt128[] hashes =
        [
            ContentHash.Of(1, new MeterReading(time, [new Sample("ab", "c")])),
            ContentHash.Of(1, new MeterReading(time, [new Sample("a", "bc")])),
            ContentHash.Of(1, new MeterReading(time, [new Sample("abc")])),
            ContentHash.Of(1, new MeterReading(time, [new Sample("abc", "")])),
            ContentHash.Of(1, new MeterReading(time, [new Sample("", "abc")])),
            ContentHash.Of(1, new MeterReading(time, [new Sample(null, "abc")])),
            ContentHash.Of(1, new MeterReading(time, [new Sample("a"), new Sample("bc")])),
        ];
        hashes.ShouldBeUnique();
    }
}
