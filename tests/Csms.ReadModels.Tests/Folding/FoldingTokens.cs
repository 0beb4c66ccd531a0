using Csms.Domain.Tokens;
using Csms.Testing;

namespace Csms.ReadModels.Tests.Folding;

public sealed class FoldingTokens : ReadModelTest
{
    [Fact]
    public async Task Shows_what_operators_decided_last()
    {
        var parent = new Guid("44444444-4444-4444-4444-444444444444");
        await GivenAsync(1, new TokenEvent.Registered(Guid.Empty, TokenStatus.Accepted, Noon.AddYears(1), parent, 2));
        await GivenAsync(2, new TokenEvent.Registered(Guid.Empty, TokenStatus.Accepted, Noon), new TokenEvent.Changed(TokenStatus.Blocked));
        await GivenAsync(3, new TokenEvent.Registered(Guid.Empty, TokenStatus.Accepted), new TokenEvent.Removed());
        await GivenAsync(
            4,
            new TokenEvent.Registered(Guid.Empty, TokenStatus.Blocked),
            new TokenEvent.Removed(),
            new TokenEvent.Registered(Guid.Empty, TokenStatus.Accepted, MaxConcurrentTransactions: 1));
        Snapshot.Match(this, await RowsAsync("v1_tokens", "token_id"));
    }

    private Task GivenAsync(int n, params object[] events) => FoldAsync(Catalog.Find("tokens")!, Feed($"token-00000000-0000-0000-0000-{n:D12}", events));
}
