using Csms.Domain.Tokens;
using Csms.EventStore;
using Csms.ReadModels.Causes;

namespace Csms.ReadModels.Tests.Folding;

public sealed class FoldingCauses : ReadModelTest
{
    [Fact]
    public async Task Holds_events_by_what_set_them_off_but_for_those_a_frame_caused_directly()
    {
        var page = Feed("token-1", new TokenEvent.Registered(Guid.Empty, TokenStatus.Accepted), new TokenEvent.Removed(), new TokenEvent.Removed(), new TokenEvent.Removed());
        page[0] = page[0] with { Metadata = Caused("ticket-1", "rest:register_token") };
        page[1] = page[1] with { Metadata = Caused("ocpp:CP/1/7", "ocpp:CP/1/7") };
        page[2] = page[2] with { Metadata = Caused("ticket-1", $"event:{page[0].Sequence}") };
        // The fourth has no cause that is known.
        await FoldAsync(CauseProjection.ReadModel, page);
        await FoldAsync(CauseProjection.ReadModel, page);

        var queries = new CauseQueries(DataSource);
        (await queries.ListAsync("ticket-1", 10, CancellationToken.None)).ShouldBe([page[0].Sequence, page[2].Sequence]);
        (await queries.ListAsync("ticket-1", 1, CancellationToken.None)).ShouldBe([page[0].Sequence]);
        (await queries.ListAsync("ocpp:CP/1/7", 10, CancellationToken.None)).ShouldBeEmpty();
        (await ScalarAsync<long>("SELECT count(*) FROM read.v1_causes")).ShouldBe(2);
    }

    private static EventMetadata Caused(string correlationId, string causationId) =>
        new("key:test", DateTimeOffset.UnixEpoch, CorrelationId: correlationId, CausationId: causationId);
}
