using System.Text.Json;
using Csms.Domain.Calls;
using Csms.Testing;

namespace Csms.ReadModels.Tests.Folding;

public sealed class FoldingCalls : ReadModelTest
{
    private static readonly CallEvent.Requested Wanted = new(
        Guid.Empty, "CP1", "Reset", JsonElement.Parse("""{"type":"Soft"}"""), "key:admin", Noon.AddMinutes(5), 30, "stuck", "abc", new Guid("33333333-3333-3333-3333-333333333333"));

    [Fact]
    public async Task Each_fate_shows_with_its_times()
    {
        var sent = new CallEvent.Sent(4, "node-1");
        await GivenAsync(1, Wanted);
        await GivenAsync(2, Wanted, sent);
        await GivenAsync(3, Wanted, sent, new CallEvent.Answered(JsonElement.Parse("""{"status":"Accepted"}""")));
        await GivenAsync(4, Wanted, sent, new CallEvent.Failed(CallFailure.CallError, "NotSupported", "no", JsonElement.Parse("""{"a":1}""")));
        await GivenAsync(5, Wanted, sent, new CallEvent.TimedOut());
        await GivenAsync(6, Wanted, new CallEvent.Expired());
        await GivenAsync(7, Wanted, new CallEvent.Cancelled("key:other", "not needed"));
        Snapshot.Match(this, await RowsAsync("calls", "call_id"));
    }

    [Fact]
    public async Task What_followed_on_the_answer_shows()
    {
        var sent = new CallEvent.Sent(4, "node-1");
        var accepted = new CallEvent.Answered(JsonElement.Parse("""{"status":"Accepted"}"""));
        var start = Wanted with { Action = "RemoteStartTransaction", EffectWithinSeconds = 60 };
        await GivenAsync(1, start, sent, accepted);
        await GivenAsync(2, start, sent, accepted, new CallEvent.TookEffect(CallEffect.TransactionStarted, 7, 1));
        await GivenAsync(3, start, sent, accepted, new CallEvent.HadNoEffect());
        await GivenAsync(4, start, sent, new CallEvent.Failed(CallFailure.ConnectionLost, "ConnectionLost", "gone"), new CallEvent.HadNoEffect());
        await GivenAsync(5, start, sent, new CallEvent.Answered(JsonElement.Parse("""{"status":"Rejected"}""")));
        Snapshot.Match(this, await RowsAsync("calls", "call_id"));
    }

    private Task GivenAsync(int n, params object[] events) => FoldAsync(Catalog.Find("calls")!, Feed($"call-00000000-0000-0000-0000-{n:D12}", events));
}
