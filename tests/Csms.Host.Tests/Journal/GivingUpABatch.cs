using Csms.EventStore.Journal;
using Csms.Host.Journal;
using Microsoft.Extensions.Options;

namespace Csms.Host.Tests.Journal;

public sealed class GivingUpABatch
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Leaves_one_gap_from_its_first_frame_to_its_last_with_what_it_had_lost_itself()
    {
        var wire = new WireJournal(Options.Create(new JournalOptions { MostWaitingBytes = 10 }));
        Record(wire, 0, bytes: 4);
        Record(wire, 1, bytes: 100);
        Record(wire, 2, bytes: 4);
        var batch = wire.Take()!;
        batch.Entries.ConvertAll(e => e.Kind).ShouldBe([JournalKind.Call, JournalKind.Call, JournalKind.Gap]);

        wire.GiveUp(batch);
        wire.Return(batch);

        var next = wire.Take()!;
        next.Gap.ShouldBe(new JournalGap(3, Noon, Noon.AddSeconds(2)));
        next.Entries.ConvertAll(e => e.Kind).ShouldBe([JournalKind.Gap]);
        wire.Lost.ShouldBe(3);
    }

    private static void Record(WireJournal wire, int second, int bytes) =>
        wire.Record(new JournalEntry(Noon.AddSeconds(second), JournalDirection.In, JournalKind.Call, new byte[bytes], bytes));
}
