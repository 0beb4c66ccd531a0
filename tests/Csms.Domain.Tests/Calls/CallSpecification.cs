using System.Text.Json;
using Csms.Domain.Calls;
using static Csms.Domain.Calls.CallCommand;
using static Csms.Domain.Calls.CallEvent;
using static Csms.Domain.Tests.Moments;

namespace Csms.Domain.Tests.Calls;

public abstract class CallSpecification()
    : Specification<CallCommand, CallEvent, Call>(Call.Initial, (state, e) => state.Evolve(e), CallDecider.Decide)
{
    private protected static readonly Guid Id = new("6f1b0d4e-3f0c-4c5e-9a53-0a4b8c1d2e3f");
    private protected static readonly DateTimeOffset Deadline = At("2026-03-01 10:00");
    private protected static readonly DateTimeOffset Before = Deadline.AddSeconds(-1);

    private protected static readonly RequestCall Request = new(
        Id, "CP-1", "Reset", Json("""{"type":"Soft"}"""), "key:admin", Deadline, 30, Reason: "stuck", IdempotencyKey: "k-1", ContentId: Id);

    private protected static readonly Requested HasBeenRequested = new(
        Id, "CP-1", "Reset", Json("""{"type":"Soft"}"""), "key:admin", Deadline, 30, Reason: "stuck", IdempotencyKey: "k-1", ContentId: Id);

    private protected static readonly RequestSending Sending = new(3, "node-a", Before);
    private protected static readonly Sent HasBeenSent = new(3, "node-a");

    private protected static readonly ReportAnswer Answer = new(Json("""{"status":"Accepted"}"""));
    private protected static readonly Answered HasBeenAnswered = new(Json("""{"status":"Accepted"}"""));

    private protected static JsonElement Json(string text) => JsonElement.Parse(text);
}
