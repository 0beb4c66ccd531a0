using Csms.Domain.Bills;
using Csms.Domain.Cdrs;
using Csms.Domain.Pricing;
using Csms.Domain.Sessions;
using Csms.Domain.Tariffs;
using Csms.Domain.Tokens;
using Csms.Domain.Transactions;
using Csms.ReadModels.Cdrs;
using Csms.ReadModels.ConnectorStates;
using Csms.ReadModels.EnergyHourly;
using Csms.ReadModels.Projecting;
using Csms.ReadModels.Rebuilding;
using static Csms.Domain.ChargePoints.ChargePointEvent;
using ConnectorStatus = Csms.Domain.ChargePoints.ConnectorStatus;
using DisconnectReason = Csms.Domain.ChargePoints.DisconnectReason;

namespace Csms.ReadModels.Tests.Rebuilding;

/// <summary>Whatever is kept in memory, and for how long: what is loaded are the rows that following gives, to the byte.</summary>
public sealed class LoadingInBulk : ReadModelTest
{
    private static readonly DateTimeOffset Before = Noon.AddDays(-100);
    private static readonly BilledSession Session = new(new("44444444-4444-4444-4444-444444444444"), 7, "CP-1", 1, new("55555555-5555-5555-5555-555555555555"));

    [Fact]
    public async Task Sessions_are_the_same_whether_they_were_at_hand_or_came_too_late_or_were_too_many()
    {
        await RecordSessionsAsync(30);
        var pages = await PagesAsync(25);
        await FollowAsync(EnergyHourlyProjection.ReadModel, pages);
        (await ScalarAsync<long>("SELECT count(*) FROM read.session_energy")).ShouldBe(24);
        (await ScalarAsync<long>("SELECT count(*) FROM read.session_energy WHERE ruled")).ShouldBe(4);
        foreach (var (mostEnded, mostRoom) in ((int, int)[])[(1_000, 200_000), (0, 200_000), (2, 60), (5, 8), (0, 0)])
            await ShouldLoadAsync(EnergyHourlyProjection.ReadModel, new EnergyHourlyProjection(FoldMode.Loading, mostEnded, mostRoom), pages);
    }

    [Fact]
    public async Task Sessions_that_are_followed_are_the_same_whether_they_were_at_hand_or_read_again()
    {
        await RecordSessionsAsync(30);
        string[] tables = ["read.session_energy", "read.energy_hourly"];
        await FollowAsync(EnergyHourlyProjection.ReadModel, await PagesAsync(1));
        await using var connection = await DataSource.OpenConnectionAsync();
        var readAgain = await TakeAsync();
        foreach (var (size, mostEnded, mostRoom) in ((int, int, int)[])[(25, 1_000, 200_000), (1, 1_000, 200_000), (25, 0, 200_000), (7, 2, 60), (25, 5, 8)])
        {
            await ReadModelSchema.ExecuteAsync(connection, $"TRUNCATE {string.Join(", ", tables)}; SET search_path TO {ReadModelSchema.Name}", CancellationToken.None);
            Projection following = new EnergyHourlyProjection(FoldMode.Following, mostEnded, mostRoom);
            foreach (var page in await PagesAsync(size))
            {
                await following.WriteAsync(connection, page, CancellationToken.None);
                following = following.Next()!;
            }

            (await TakeAsync()).ShouldBe(readAgain);
        }

        async Task<List<TableFingerprint>> TakeAsync()
        {
            var taken = new List<TableFingerprint>();
            foreach (var table in tables)
                taken.Add(await Fingerprints.TakeBytesAsync(connection, table, CancellationToken.None));
            return taken;
        }
    }

    [Fact]
    public async Task What_changes_two_rows_does_so_whether_both_are_in_memory_or_neither()
    {
        var (first, second) = (Priced("c-1", 4), Priced("c-2", 6));
        var events = Feed(
            "bill-44444444-4444-4444-4444-444444444444",
            new BillEvent.Held(Session, "c-1", "day", 3, ["STOP_MISSING"], 4000, Noon, [1, 2]),
            new BillEvent.Ruled("c-1", ["STOP_MISSING"], 4000, 4000, "key:ann", "asked the driver"),
            new BillEvent.CdrIssued(Session, first.Cdr, 3, first.Price, [1, 2], ["STOP_MISSING", "METER_RESET"]),
            new BillEvent.CdrCredited(Session, first.Cdr.Reversed(Noon.AddDays(1)), 3),
            new BillEvent.CdrIssued(Session, second.Cdr, 3, second.Price, [1, 2, 3]));
        foreach (var size in (int[])[1, 2, 5])
        {
            FeedEvent[][] pages = [.. events.Chunk(size)];
            await FollowAsync(CdrProjection.ReadModel, pages);
            foreach (var most in (int[])[0, 1, 100]) await ShouldLoadAsync(CdrProjection.ReadModel, new CdrProjection(FoldMode.Loading, most), pages);
        }
    }

    [Fact]
    public async Task States_are_the_same_also_where_one_begins_at_the_moment_at_which_another_was_removed()
    {
        object[] events =
        [
            new Connected(1, "a", 1), Status(1, ConnectorStatus.Available), Status(2, ConnectorStatus.Faulted, "GroundFailure"), Status(1, ConnectorStatus.Charging),
            new Disconnected(1, DisconnectReason.Lost), new Connected(2, "a", 1), Status(1, ConnectorStatus.Available), new Removed(), Status(1, ConnectorStatus.Charging),
            Status(2, ConnectorStatus.Available), new Removed(), Status(1, ConnectorStatus.Available), Status(1, ConnectorStatus.Finishing), new Booted("V", "M", Domain.ChargePoints.RegistrationPolicy.Accepted),
        ];
        // From the removal on, all of it happens in the same instant, or even earlier.
        var feed = Feed("charge-point-CP1", events);
        var recorded = feed.Select((e, i) => i < 7 ? e : e with { RecordedAt = feed[i == 12 ? 1 : 6].RecordedAt }).ToArray();
        foreach (var size in (int[])[1, 3, 100])
        {
            FeedEvent[][] pages = [.. recorded.Chunk(size)];
            await using (var emptied = DataSource.CreateCommand("TRUNCATE read.connector_state_intervals, read.errors")) await emptied.ExecuteNonQueryAsync();
            await FollowAsync(ConnectorStateProjection.ReadModel, pages);
            await ShouldLoadAsync(ConnectorStateProjection.ReadModel, new ConnectorStateProjection(FoldMode.Loading), pages);
        }
    }

    private async Task FollowAsync(ReadModel model, FeedEvent[][] pages)
    {
        foreach (var page in pages) await FoldAsync(model, page);
    }

    private async Task ShouldLoadAsync(ReadModel model, Projection loading, FeedEvent[][] pages)
    {
        await using var connection = await DataSource.OpenConnectionAsync();
        var tables = new NewTables(model);
        await tables.CreateAsync(connection, CancellationToken.None);
        foreach (var page in pages) await loading.WriteAsync(connection, page, CancellationToken.None);
        await loading.FlushAsync(connection, CancellationToken.None);
        await tables.IndexAsync(connection, CancellationToken.None);
        await loading.FinishLoadingAsync(connection, CancellationToken.None);
        foreach (var table in model.Tables)
            (await Fingerprints.TakeBytesAsync(connection, table, CancellationToken.None))
                .ShouldBe(await Fingerprints.TakeBytesAsync(connection, $"{ReadModelSchema.Name}.{table}", CancellationToken.None), table);
        await tables.DropAsync(connection, CancellationToken.None);
    }

    private async Task<FeedEvent[][]> PagesAsync(int size) =>
        [.. EventDecoder.Decode(await Store.ReadFeedAsync(0, 10_000, CancellationToken.None)).Chunk(size)];

    /// <summary>Sessions side by side: of five, one runs on, one is told of again after its end, one is ruled long after.</summary>
    private async Task RecordSessionsAsync(int count)
    {
        var random = new Random(20_261_121);
        var sessions = Enumerable.Range(0, count).Select(n => (Id: new Guid(n + 1, 1, 1, [1, 2, 3, 4, 5, 6, 7, 8]), N: n, Begin: Before.AddMinutes(20 * n))).ToList();
        foreach (var some in sessions.Chunk(10))
        {
            foreach (var (id, n, begin) in some)
                await RecordAsync(Stream(id), new TransactionEvent.Started(n, "CP-1", 1, Session.TokenId, 1_000, begin, AuthorizationStatus.Accepted));
            for (var report = 1; report <= 4; report++)
                foreach (var (id, _, begin) in some)
                    await RecordAsync(Stream(id), Values(begin, (20 * report) + random.Next(5), 2_000 * report));
            foreach (var (id, n, begin) in some)
                if (n % 5 != 0)
                    await RecordAsync(Stream(id), n % 5 == 4
                        ? new TransactionEvent.Superseded(n + 1)
                        : new TransactionEvent.Stopped(9_500, begin.AddMinutes(100), StopReason.Local, null, [new(begin.AddMinutes(95), [new("9400")])]));
            foreach (var (id, _, begin) in some.Where(s => s.N % 5 == 1)) await RecordAsync(Stream(id), Values(begin, 90, 8_300));
        }
        foreach (var (id, n, begin) in sessions)
        {
            if (n % 5 == 2) await RecordAsync(Stream(id), Values(begin, 91, 8_350));
            // Decided upon what was measured; where something else was, it does not count.
            if (n % 5 == 3) await RecordAsync($"bill-{id:D}", new BillEvent.Ruled($"c-{n}", [], n < 20 ? 8_500 : 1, 7_000, "key:ann", "read on site"));
        }
    }

    private static string Stream(Guid id) => $"transaction-{id:D}";

    private static TransactionEvent.MeterValuesReported Values(DateTimeOffset begin, int minutes, long wh) => new(1, [new(begin.AddMinutes(minutes), [new($"{1_000 + wh}")])]);

    private static ConnectorStatusReported Status(int connector, ConnectorStatus status, string error = "NoError") => new(connector, status, error);

    private static (Cdr Cdr, PricedSession Price) Priced(string id, decimal kwh)
    {
        var price = PricingEngine.Price(
            new("day", "EUR", [new([new(TariffDimensionType.Energy, 0.5m, 1, 19)])]), new([new(Noon, Noon.AddHours(1), Activity.Charging, TimeCountsAs.Time, kwh * 1000)]), RoundingPolicy.PerTotal, TimeZoneInfo.Utc);
        var subject = new CdrSubject(
            "DE",
            "ABC",
            id,
            new("DE", "ABC", "55555555-5555-5555-5555-555555555555", "RFID", "55555555-5555-5555-5555-555555555555"),
            AuthMethod.Whitelist,
            new("LOC1", "Am Weg 1", "Köln", "DEU", new("50.93836", "6.95997"), "CP-1", "DE*ABC*E1", "1", "IEC_62196_T2", "SOCKET", "AC_3_PHASE"),
            new(3, Noon, new("day", "EUR", [new([new(TariffDimensionType.Energy, 0.5m, 1, 19)])])),
            Noon.AddHours(1));
        return (Domain.Cdrs.Cdr.Of(subject, price), price);
    }
}
