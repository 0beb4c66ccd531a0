using System.Globalization;
using System.Text.Json.Nodes;
using Csms.EventStore.Ledger;
using Csms.EventStore.Ledger.Exports;
using Csms.Testing;

namespace Csms.EventStore.Tests.Ledger;

public sealed class VerifyingAnExport(VerifyingAnExport.Filled ledger) : IClassFixture<VerifyingAnExport.Filled>
{
    /// <summary>700 events in 8 streams, one of them early and one late, and an older checkpoint of size 300.</summary>
    public sealed class Filled : TestDatabase, IAsyncLifetime
    {
        public SealedCheckpoint Older { get; private set; } = null!;

        public SealedCheckpoint Latest { get; private set; } = null!;

        public new async Task InitializeAsync()
        {
            await base.InitializeAsync();
            await this.FillAsync(300);
            Older = await this.SealAsync();
            await this.FillAsync(399, "later");
            await this.FillAsync(1, "last");
            Latest = await this.SealAsync();
        }

        Task IAsyncLifetime.InitializeAsync() => InitializeAsync();
    }

    [Fact]
    public async Task Of_everything_finds_it_sound_and_grown_from_an_older_checkpoint()
    {
        var export = await ledger.ExportAsync();

        await export.ShouldBeFoundAsync(VerdictKind.Sound, "700 events (everything), every one from 1 to 700, in 15 streams");
        await export.ShouldBeFoundAsync(VerdictKind.Sound, "grown from size 300", ledger.Older.Note);
        export.ShouldNotContain("\"hidden\"");
    }

    [Fact]
    public async Task Shows_single_events_of_a_stream_only_when_it_says_so()
    {
        long[] chosen = [40, 90, 300, 650];
        var streams = (await ledger.ExportAsync()).Split('\n').Where(line => line.Contains("\"specversion\"", StringComparison.Ordinal)).Select(line => JsonNode.Parse(line)!)
            .Where(e => chosen.Contains(long.Parse((string)e["sequence"]!, CultureInfo.InvariantCulture))).Select(e => (string)e["subject"]!).Distinct().ToArray();
        var scope = new ExportScope { Sequences = chosen, Parts = streams, Checkpoint = ledger.Older };

        var older = await ledger.ExportAsync(scope);
        await older.ShouldBeFoundAsync(VerdictKind.Sound, "3 events (everything), selected from 1 to 300");
        var export = await ledger.ExportAsync(scope with { Checkpoint = null });
        await export.ShouldBeFoundAsync(VerdictKind.Sound, $"except {streams.Length} shown in part");
        await (await ledger.ExportAsync(scope with { Parts = [] })).ShouldBeFoundAsync(VerdictKind.Tampered, "events of it are missing");
        await export.Replace("\"shows\":\"selection\"", "\"shows\":\"all\"", StringComparison.Ordinal).ShouldBeFoundAsync(VerdictKind.Tampered, "");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 256)]
    [InlineData(2, 699)]
    [InlineData(257, 512)]
    [InlineData(300, 301)]
    [InlineData(700, 700)]
    public async Task Of_a_range_finds_every_event_of_it(long first, long last)
    {
        var export = await ledger.ExportAsync(new() { First = first, Last = last, Selection = "a range" });

        await export.ShouldBeFoundAsync(VerdictKind.Sound, $"{last - first + 1} events (a range), every one from {first} to {last}");
    }

    [Fact]
    public async Task Of_streams_finds_them_whole_and_hides_the_rest()
    {
        var export = await ledger.ExportAsync(new() { Streams = ["s-1", "later-3", "last-0", "none ' such"], Selection = "streams" });

        await export.ShouldBeFoundAsync(VerdictKind.Sound, "selected from 1 to 700, in 3 streams without gaps");
        export.ShouldContain("\"hidden\"");
        export.ShouldNotContain("\"s-2\"");
    }

    [Fact]
    public async Task Compares_with_an_older_checkpoint_where_the_export_was_cut_for_it_and_says_so_where_it_was_not()
    {
        var cut = await ledger.ExportAsync(new() { Streams = ["last-0"], OlderSizes = [ledger.Older.Size] });
        await cut.ShouldBeFoundAsync(VerdictKind.Sound, "grown from size 300", ledger.Older.Note);

        var uncut = await ledger.ExportAsync(new() { Streams = ["last-0"] });
        await uncut.ShouldBeFoundAsync(VerdictKind.Incomplete, "export it again with that checkpoint", ledger.Older.Note);
    }

    [Fact]
    public async Task Is_of_cloud_events_that_hold_what_was_stored()
    {
        var export = await ledger.ExportAsync(new() { Streams = ["last-0"] });

        var line = export.Split('\n').Single(l => l.StartsWith("{\"specversion", StringComparison.Ordinal));
        var cloudEvent = JsonNode.Parse(line)!;
        ((string?)cloudEvent["specversion"]).ShouldBe("1.0");
        ((string?)cloudEvent["source"]).ShouldBe(Sealing.Origin);
        ((string?)cloudEvent["type"]).ShouldBe("something_happened");
        ((string?)cloudEvent["subject"]).ShouldBe("last-0");
        ((string?)cloudEvent["sequence"]).ShouldBe("700");
        ((string?)cloudEvent["streamversion"]).ShouldBe("1");
        ((string?)JsonNode.Parse((string)cloudEvent["metadata"]!)!["actor"]).ShouldBe("test");
        ((string?)cloudEvent["data"]!["text"]).ShouldBe("ä \" 0");
        line.ShouldEndWith("""
            ,"data":{"n": 0, "text": "ä \" 0"}}
            """);
        DateTimeOffset.Parse((string)cloudEvent["time"]!, CultureInfo.InvariantCulture).ShouldBe(await ledger.ScalarAsync<DateTime>("SELECT timestamp FROM events.mt_events WHERE seq_id = 700"));
    }

    [Fact]
    public async Task Refuses_a_wrong_key()
    {
        using var another = LedgerKey.Create();

        await (await ledger.ExportAsync()).ShouldBeFoundAsync(VerdictKind.Tampered, "not signed by the key given", key: another);
    }

    [Fact]
    public async Task Calls_a_file_that_breaks_off_incomplete_wherever_it_does()
    {
        var export = await ledger.ExportAsync();

        await export[..(export.Length / 2)].ShouldBeFoundAsync(VerdictKind.Incomplete, "breaks off after event");
        await export[..(export.TrimEnd('\n').LastIndexOf('\n') + 1)].ShouldBeFoundAsync(VerdictKind.Incomplete, "breaks off after event 700 of 700");
    }

    [Theory]
    [InlineData("")]
    [InlineData("not JSON\n")]
    [InlineData("{}\n")]
    [InlineData("{\"csms\":\"export\",\"format\":\"csms-export-9\"}\n")]
    [InlineData(
        """{"csms":"export","format":"csms-export-1","origin":"o","selection":"","shows":"all","first":1,"last":1,"checkpoint":null}"""
        + "\n")]
    public async Task Cannot_read_what_is_no_export(string file) => await file.ShouldBeFoundAsync(VerdictKind.Unreadable, "no export");

    [Fact]
    public async Task Cannot_tell_with_a_checkpoint_that_is_newer_than_the_file()
    {
        var newer = Sealing.Key.Sign(new Checkpoint(Sealing.Origin, 701, new byte[32]));

        await (await ledger.ExportAsync()).ShouldBeFoundAsync(VerdictKind.Incomplete, "ends at 700, before it", newer);
    }

    [Fact]
    public async Task Finds_two_checkpoints_of_one_size()
    {
        var fork = Sealing.Key.Sign(new Checkpoint(Sealing.Origin, 700, new byte[32]));

        await (await ledger.ExportAsync()).ShouldBeFoundAsync(VerdictKind.Tampered, "two checkpoints of size 700", fork);
    }

    [Fact]
    public async Task Cannot_read_a_line_that_holds_more_or_other_than_it_may()
    {
        var export = await ledger.ExportAsync();
        var id = (string)JsonNode.Parse(export.Split('\n')[5])!["id"]!;

        foreach (var (was, now) in new[] { (id, id + " (changed)"), ("\"sequence\":\"5\"", "\"sequence\":\"99999999999999999999\"") })
            await export.Replace(was, now, StringComparison.Ordinal).ShouldBeFoundAsync(VerdictKind.Unreadable, "not of the format");
    }

    [Fact]
    public async Task Finds_what_was_changed_in_the_file()
    {
        var export = await ledger.ExportAsync();
        var lines = export.Split('\n');

        await export.Replace("\"n\": 11,", "\"n\": 12,", StringComparison.Ordinal).ShouldBeFoundAsync(VerdictKind.Tampered, "is not what was sealed");
        await Lines(lines, l => (l[5], l[6]) = (l[6], l[5])).ShouldBeFoundAsync(VerdictKind.Tampered, "Event 5 is missing: event 6 follows event 4");
        await Lines(lines, l => l[7] = l[6]).ShouldBeFoundAsync(VerdictKind.Tampered, "Event 6 comes after event 6");
        await string.Join('\n', lines.Where((_, n) => n != 400)).ShouldBeFoundAsync(VerdictKind.Tampered, "Event 400 is missing: event 401 follows event 399");
        await string.Join('\n', lines.Where((_, n) => n != 700)).Replace("\"events\":700", "\"events\":699", StringComparison.Ordinal)
            .ShouldBeFoundAsync(VerdictKind.Tampered, "Events 700 to 700 are missing");
        await (export + lines[1] + "\n").ShouldBeFoundAsync(VerdictKind.Tampered, "Something follows the last line");
        await export.Replace("\"events\":700", "\"events\":699", StringComparison.Ordinal).ShouldBeFoundAsync(VerdictKind.Tampered, "699");
        (await Lines(lines, l => l[5] = l[5].Replace("{\"specversion\"", "{\"price\":1,\"specversion\"", StringComparison.Ordinal)).VerifyAsync()).Kind.ShouldBe(VerdictKind.Unreadable);

        static string Lines(string[] lines, Action<string[]> change)
        {
            string[] changed = [.. lines];
            change(changed);
            return string.Join('\n', changed);
        }
    }
}
