using System.Text;
using Csms.EventStore.Journal;
using Csms.Host.Journal;
using Csms.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Ocpp.Protocol;

namespace Csms.Host.Tests.Journal;

/// <summary>An answer shares its request's row where it can. Whoever reads the journal does not see where it lies.</summary>
public sealed class AnswersBesideTheirRequests : IClassFixture<TestDatabase>
{
    private const string Id = "J-BESIDE";
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly TestDatabase database;
    private readonly WireJournal wire = new(Options.Create(new JournalOptions()));
    private readonly ConnectionJournal connection;
    private readonly string chargePointId = $"{Id}-{Guid.NewGuid():N}";

    public AnswersBesideTheirRequests(TestDatabase database)
    {
        this.database = database;
        connection = new ConnectionJournal(wire, chargePointId, epoch: 7);
    }

    [Fact]
    public async Task Are_read_like_all_others()
    {
        Answer(Call("a", Noon), Noon.AddMilliseconds(5), "a", events: (11, 12));
        Answer(Call("b", Noon.AddSeconds(1)), Noon.AddSeconds(1.2), "b", isError: true);
        await WriteAsync();

        (await RowsAsync()).ShouldBe(2);
        var frames = await ListAsync();
        frames.ConvertAll(f => (f.Entry.Direction, f.Entry.Kind, f.Outcome)).ShouldBe(
        [
            (JournalDirection.In, JournalKind.Call, JournalOutcome.Ok), (JournalDirection.Out, JournalKind.Result, JournalOutcome.Ok),
            (JournalDirection.In, JournalKind.Call, JournalOutcome.CallError), (JournalDirection.Out, JournalKind.Error, JournalOutcome.CallError),
        ]);
        frames[0].Answer.ShouldBe(new JournalAnswer(frames[1].Id, Noon.AddMilliseconds(5)));
        (frames[0].Entry.FirstEvent, frames[0].Entry.LastEvent).ShouldBe((null, null));
        frames[1].Text().ShouldBe("""[3,"a",{}]""");
        frames[1].Entry.ShouldSatisfyAllConditions(
            e => e.At.ShouldBe(Noon.AddMilliseconds(5)),
            e => e.RequestAt.ShouldBe(Noon),
            e => (e.Action, e.UniqueId, e.Epoch, e.Size).ShouldBe(("DataTransfer", "a", 7L, 10)),
            e => e.CorrelationId.ShouldBe($"ocpp:{chargePointId}/7/a"),
            e => (e.FirstEvent, e.LastEvent).ShouldBe((11L, 12L)));
        frames.Select(f => f.Id).ShouldBeUnique();
    }

    [Fact]
    public async Task Lie_by_themselves_when_the_request_is_written_or_they_are_late_or_the_clock_went_back()
    {
        var written = Call("written", Noon);
        await WriteAsync();
        Answer(written, Noon.AddMilliseconds(1), "written", at: Noon);
        Answer(Call("late", Noon.AddSeconds(1)), Noon.AddSeconds(2), "late", at: Noon.AddSeconds(1));
        Answer(Call("back", Noon.AddSeconds(10)), Noon.AddSeconds(5), "back", at: Noon.AddSeconds(10));
        await WriteAsync();

        (await RowsAsync()).ShouldBe(6);
        var frames = await ListAsync();
        frames.Count.ShouldBe(6);
        frames.FindAll(f => f.Entry.Kind == JournalKind.Call).ConvertAll(f => (f.Entry.UniqueId, f.Outcome)).ShouldBe(
            [("written", JournalOutcome.Ok), ("late", JournalOutcome.Ok), ("back", JournalOutcome.NoAnswer)]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(50)]
    public async Task Stand_in_the_order_of_the_wire_on_every_page(int page)
    {
        // Neighbouring requests whose answers overtake one another, some of them with rows of their own.
        var random = new Random(page);
        var expected = new List<DateTimeOffset>();
        for (var i = 0; i < 60; i++)
        {
            var at = Noon.AddMilliseconds(100 * i);
            expected.AddRange(at, at.AddMilliseconds(1 + random.Next(2000)));
            Answer(Call($"{i}", at), expected[^1], $"{i}", at: at);
            if (i % 20 == 0)
                await WriteAsync();
        }

        await WriteAsync();
        expected.Sort();

        (await RowsAsync()).ShouldBeInRange(61, 119);
        (await PagesAsync(new JournalFilter(chargePointId), newestFirst: false, page)).ShouldBe(expected);
        (await PagesAsync(new JournalFilter(chargePointId), newestFirst: true, page)).ShouldBe(expected.AsEnumerable().Reverse());
        var (from, to) = (expected[30], expected[90]);
        (await PagesAsync(new JournalFilter(chargePointId, from, to), newestFirst: false, page)).ShouldBe(expected[30..90]);
        (await PagesAsync(new JournalFilter(chargePointId, from, to), newestFirst: true, page)).ShouldBe(expected[30..90].AsEnumerable().Reverse());
    }

    [Fact]
    public async Task Are_found_by_everything_a_frame_is_found_by()
    {
        Answer(Call("a", Noon), Noon.AddMilliseconds(5), "a");
        Answer(Call("b", Noon.AddSeconds(1)), Noon.AddSeconds(4), "b", at: Noon.AddSeconds(1));
        await WriteAsync();
        var correlations = new[] { connection.CauseOf("a"), connection.CauseOf("b") };

        (await ListAsync(new JournalFilter(chargePointId, Direction: JournalDirection.Out))).ConvertAll(f => f.Entry.UniqueId).ShouldBe(["a", "b"]);
        (await ListAsync(new JournalFilter(chargePointId, UniqueId: "a"))).Count.ShouldBe(2);
        (await ListAsync(new JournalFilter(chargePointId, Outcome: JournalOutcome.Ok))).Count.ShouldBe(4);
        foreach (var correlation in correlations)
            (await ListAsync(new JournalFilter(CorrelationId: correlation))).ConvertAll(f => f.Entry.Kind).ShouldBe([JournalKind.Call, JournalKind.Result]);
        (await Queries.ListCorrelatedAsync(correlations, 100, CancellationToken.None)).ConvertAll(f => f.Entry.UniqueId).ShouldBe(["a", "a", "b", "b"]);
        var all = await Queries.ListNewAsync(chargePointId, 0, Noon, 100, CancellationToken.None);
        all.Select(f => f.Id).ShouldBeInOrder();
        (await Queries.ListNewAsync(chargePointId, all[0].Id, Noon, 1, CancellationToken.None)).ShouldHaveSingleItem().Id.ShouldBe(all[1].Id);
        (await Queries.ReadLastIdAsync(CancellationToken.None)).ShouldBeGreaterThanOrEqualTo(all[^1].Id);
    }

    [Fact]
    public async Task Show_no_secret_and_no_forgotten_person()
    {
        Answer(Call("a", Noon), Noon.AddMilliseconds(5), "a", """{"status":"Accepted","data":"{\"password\":\"s3cr3t\"}"}""");
        Answer(Call("b", Noon.AddSeconds(1)), Noon.AddSeconds(1.01), "b", """{"idTagInfo":{"status":"Accepted","parentIdTag":"FORGET-ME"}}""");
        await WriteAsync();
        (await RowsAsync()).ShouldBe(2);

        await using var table = new JournalTable(database.DataSource);
        var erased = await new JournalErasure(Queries, table).EraseAsync("forget-me", new JournalFilter(chargePointId), CancellationToken.None);

        erased.ShouldBe(1);
        var frames = await ListAsync();
        frames.ConvertAll(f => (f.Entry.SecretWithheld, f.PersonErased)).ShouldBe([(false, false), (true, false), (false, false), (false, true)]);
        frames.ShouldAllBe(f => !f.Text().Contains("s3cr3t", StringComparison.Ordinal) && !f.Text().Contains("FORGET-ME", StringComparison.Ordinal));
    }

    [Fact]
    public void Count_as_frames()
    {
        Answer(Call("a", Noon), Noon.AddMilliseconds(5), "a");
        wire.Waiting.Frames.ShouldBe(2);
        wire.GiveUp(wire.Take()!);
        wire.Lost.ShouldBe(2);
    }

    private JournalQueries Queries => new(database.DataSource);

    private JournalPlace Call(string uniqueId, DateTimeOffset at)
    {
        var bytes = Encoding.UTF8.GetBytes($$"""[2,"{{uniqueId}}","DataTransfer",{"vendorId":"v"}]""");
        return connection.CallReceived(at, bytes, OcppFrame.Parse(bytes).Frame, connection.CauseOf(uniqueId));
    }

    private void Answer(
        JournalPlace request, DateTimeOffset answerAt, string uniqueId, string payload = "{}", bool isError = false, DateTimeOffset? at = null, (long, long)? events = null) =>
        connection.AnswerSent(
            answerAt,
            Encoding.UTF8.GetBytes($"""[3,"{uniqueId}",{payload}]"""),
            new SentAnswer(at ?? Noon, request, uniqueId, connection.CauseOf(uniqueId), isError, "DataTransfer", events));

    /// <summary>What was left until now, as the host does it when it ends.</summary>
    private async Task WriteAsync()
    {
        await using var table = new JournalTable(database.DataSource);
        using var writer = new JournalWriter(wire, table, new NodeName(), TimeProvider.System, NullLogger<JournalWriter>.Instance);
        await writer.StartAsync(CancellationToken.None);
        await writer.StopAsync(CancellationToken.None);
    }

    private async Task<long> RowsAsync()
    {
        await using var count = database.DataSource.CreateCommand("SELECT count(*) FROM events.csms_journal WHERE charge_point_id = $1");
        count.Parameters.AddWithValue(chargePointId);
        return (long)(await count.ExecuteScalarAsync())!;
    }

    private Task<List<JournalRow>> ListAsync() => ListAsync(new JournalFilter(chargePointId));

    private Task<List<JournalRow>> ListAsync(JournalFilter filter) => Queries.ListAsync(filter, newestFirst: false, null, 1000, CancellationToken.None);

    private async Task<List<DateTimeOffset>> PagesAsync(JournalFilter filter, bool newestFirst, int size)
    {
        var times = new List<DateTimeOffset>();
        JournalPosition? after = null;
        while (await Queries.ListAsync(filter, newestFirst, after, size, CancellationToken.None) is { Count: > 0 } page)
        {
            times.AddRange(page.ConvertAll(row => row.Entry.At));
            after = page[^1].Position;
        }

        return times;
    }
}
