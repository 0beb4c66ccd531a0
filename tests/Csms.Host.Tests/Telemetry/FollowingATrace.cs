using System.Collections.Concurrent;
using System.Diagnostics;

namespace Csms.Host.Tests.Telemetry;

public class FollowingATrace(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    [Fact]
    public async Task Leads_from_the_frame_to_the_commit_and_to_the_rows()
    {
        var ended = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Csms",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Add,
        };
        ActivitySource.AddActivityListener(listener);
        await csms.RegisterAsync("CP-TRACE");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-TRACE");
        await cp.CallAsync("BootNotification", """{"chargePointVendor":"Acme","chargePointModel":"One"}""");

        Activity? Span(Func<Activity, bool> fits) => ended.FirstOrDefault(fits);
        var message = await Eventually.BecomesAsync(
            () => Task.FromResult(Span(a => a.OperationName == "BootNotification" && a.GetTagItem("csms.correlation_id") is string cause && cause.StartsWith("ocpp:CP-TRACE/", StringComparison.Ordinal))),
            a => a is not null);
        message!.Kind.ShouldBe(ActivityKind.Server);
        message.Parent.ShouldBeNull();

        var append = Span(a => a.OperationName == "append" && a.TraceId == message.TraceId)!;
        append.ParentSpanId.ShouldBe(message.SpanId);
        Span(a => a.OperationName == "commit" && a.Links.Any(link => link.Context.SpanId == append.SpanId)).ShouldNotBeNull();

        var sequence = (long)append.GetTagItem("csms.sequence")!;
        await Eventually.BecomesAsync(
            () => Task.FromResult(Span(a => a.OperationName == "project" && (long)a.GetTagItem("csms.first_sequence")! <= sequence && (long)a.GetTagItem("csms.last_sequence")! >= sequence)),
            a => a is not null);
    }
}
