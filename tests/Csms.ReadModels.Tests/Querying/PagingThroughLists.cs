using Csms.Domain.Tokens;
using Csms.Domain.Transactions;
using Csms.ReadModels.ChargePoints;
using Csms.ReadModels.MeterValues;
using Csms.ReadModels.Tests.Projecting;
using Csms.ReadModels.Tokens;
using Csms.ReadModels.Transactions;

namespace Csms.ReadModels.Tests.Querying;

public sealed class PagingThroughLists : ReadModelTest
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Pages_neither_miss_nor_repeat_a_row_while_rows_are_added()
    {
        await StartAsync(Enumerable.Range(1, 10).Select(n => (n, Noon.AddMinutes(n / 3)))); // three start in the same minute
        var queries = new TransactionQueries(DataSource);
        var seen = new List<int>();
        string? after = null;
        do
        {
            var page = await queries.ListAsync(new(), new(after, 3), None);
            seen.AddRange(page.Items.Select(t => t.TransactionId));
            await StartAsync([(100 + seen.Count, Noon.AddHours(1))]);
            after = page.Next;
        }
        while (after is not null);
        seen.ShouldBe([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    }

    [Fact]
    public async Task Transactions_are_found_by_what_is_asked()
    {
        await StartAsync(Enumerable.Range(1, 4).Select(n => (n, Noon.AddMinutes(n))));
        var queries = new TransactionQueries(DataSource);
        (await IdsAsync(new(From: Noon.AddMinutes(2), To: Noon.AddMinutes(4)))).ShouldBe([3, 2]);
        (await IdsAsync(new(ChargePointId: "CP1", ConnectorId: 1))).ShouldBe([4, 3, 2, 1]);
        (await IdsAsync(new(ChargePointId: "CP2"))).ShouldBeEmpty();
        (await IdsAsync(new(Status: "stopped"))).ShouldBeEmpty();
        (await IdsAsync(new(TokenId: TokenOf(2)))).ShouldBe([2]);
        (await queries.CountRunningAsync(TokenOf(2), None)).ShouldBe(1);
        (await queries.ListRunningAsync("CP1", None)).Count.ShouldBe(4);
        (await queries.FindAsync(9, None)).ShouldBeNull();

        async Task<IEnumerable<int>> IdsAsync(TransactionFilter filter) => (await queries.ListAsync(filter, default, None)).Items.Select(t => t.TransactionId);
    }

    [Fact]
    public async Task Samples_come_in_order_of_time_page_by_page()
    {
        await new Sessions(this).RecordAsync("CP1");
        await ProjectAsync();
        var queries = new MeterValueQueries(DataSource);
        var seen = new List<MeterValueRow>();
        string? after = null;
        do
        {
            var page = await queries.ListAsync(1, new(after, 2), None);
            seen.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        seen.Select(s => s.ValueText).ShouldBe(["1001", "16", "1002", "16", "1003", "16", "1004", "16", "1200"]);
        seen.Select(s => s.Timestamp).ShouldBeInOrder();
    }

    [Fact]
    public async Task Charge_points_are_found_by_part_of_what_is_known_of_them()
    {
        var sessions = new Sessions(this);
        foreach (var id in (string[])["A_1", "AB1", "B%1"]) await sessions.RecordAsync(id);
        await ProjectAsync();
        var queries = new ChargePointQueries(DataSource);
        (await IdsAsync(new(Search: "a_"))).ShouldBe(["A_1"]);
        (await IdsAsync(new(Search: "%"))).ShouldBe(["B%1"]);
        (await IdsAsync(new(Registration: "Pending"))).ShouldBeEmpty();
        (await IdsAsync(new(Connected: true))).ShouldBe(["AB1", "A_1", "B%1"]);
        (await queries.ListAsync(new(), new(null, 1), None)).Items.Single().ChargePointId.ShouldBe("AB1");

        async Task<IEnumerable<string>> IdsAsync(ChargePointFilter filter) => (await queries.ListAsync(filter, default, None)).Items.Select(c => c.ChargePointId);
    }

    [Theory]
    [InlineData("!")]
    [InlineData("")]
    [InlineData("e30")] // {}
    [InlineData("WzEsMl0")] // [1,2]
    [InlineData("WyJ4IiwieSJd")] // ["x","y"]
    public async Task A_cursor_that_is_none_is_the_clients_fault(string after) =>
        await Should.ThrowAsync<InvalidCursorException>(() => new TransactionQueries(DataSource).ListAsync(new(), new(after), None));

    [Theory]
    [InlineData(null, 50)]
    [InlineData(0, 1)]
    [InlineData(5000, 1000)]
    public void Limits_are_brought_into_range(int? limit, int size) => new PageRequest(null, limit).Size.ShouldBe(size);

    [Fact]
    public async Task Tokens_in_use_are_listed_newest_first()
    {
        for (var n = 1; n <= 3; n++) await RecordAsync($"token-{TokenOf(n)}", new TokenEvent.Registered(TokenOf(n), n == 2 ? TokenStatus.Blocked : TokenStatus.Accepted));
        await RecordAsync($"token-{TokenOf(3)}", new TokenEvent.Removed());
        await ProjectAsync();
        var queries = new TokenQueries(DataSource);
        var first = await queries.ListAsync(new(), new(null, 1), None);
        first.Items.Single().TokenId.ShouldBe(TokenOf(2));
        (await queries.ListAsync(new(), new(first.Next, 1), None)).Items.Single().TokenId.ShouldBe(TokenOf(1));
        (await queries.ListAsync(new(Status: "Blocked"), default, None)).Items.Count.ShouldBe(1);
        (await queries.FindAsync(TokenOf(3), None)).ShouldBeNull();
        (await queries.FindAsync([TokenOf(1), TokenOf(3)], None)).Count.ShouldBe(2);
    }

    private static Guid TokenOf(int n) => new(n, 0, 0, new byte[8]);

    private Task StartAsync(IEnumerable<(int Id, DateTimeOffset At)> starts) => FoldAsync(
        Catalog.Find("transactions")!,
        [.. starts.Select(s => Recorded(
            s.Id, $"transaction-{s.Id}", Noon, new TransactionEvent.Started(s.Id, "CP1", 1, TokenOf(s.Id), 0, s.At, AuthorizationStatus.Accepted)))]);
}
