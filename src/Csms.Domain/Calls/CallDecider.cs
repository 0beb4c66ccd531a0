using System.Diagnostics;
using static Csms.Domain.Calls.Call;
using static Csms.Domain.Calls.CallCommand;
using static Csms.Domain.Calls.CallEvent;

namespace Csms.Domain.Calls;

/// <summary>The rules of a call: sent at most once, never after its deliver-by, ended exactly once, followed to its effect.</summary>
public static class CallDecider
{
    private static readonly Rejection CallNotFound = new("call_not_found", "No such call was requested.");
    private static readonly Rejection CallAlreadyRequested = new("call_already_requested", "This call was requested already.");
    private static readonly Rejection CallNotPending = new("call_not_pending", "This call does not wait to be sent any more.");
    private static readonly Rejection CallExpired = new("call_expired", "The deliver-by of this call has come.");
    private static readonly Rejection CallNotDue = new("call_not_due", "The deliver-by of this call has not come yet.");

    /// <summary>The events that follow from a command, or why it is refused.</summary>
    public static Decision<CallEvent> Decide(CallCommand command, Call state) => (command, state) switch
    {
        (RequestCall r, NotRequested) => [new Requested(
            r.CallId, r.ChargePointId, r.Action, r.Payload, r.IssuedBy, r.DeliverBy, r.TimeoutSeconds, r.Reason, r.IdempotencyKey, r.ContentId,
            r.EffectWithinSeconds, r.Follows,
            r.Tokens is { Count: > 0 } ? r.Tokens : null)],
        (RequestCall, _) => CallAlreadyRequested,

        // A node that asks a second time is refused too: it cannot know whether its first CALL went out before it crashed.
        (RequestSending s, Waiting { Request: var request }) => s.Now < request.DeliverBy ? [new Sent(s.Epoch, s.Node)] : CallExpired,
        (RequestSending, NotRequested) => CallNotFound,
        (RequestSending, _) => CallNotPending,

        (RequestExpiry e, Waiting { Request: var request }) => e.Now >= request.DeliverBy ? [new Expired()] : CallNotDue,
        (RequestExpiry, Ended { Outcome: Expired }) => [],
        (RequestExpiry, NotRequested) => CallNotFound,
        (RequestExpiry, _) => CallNotPending,

        (RequestCancellation c, Waiting) => [new Cancelled(c.CancelledBy, c.Reason)],
        (RequestCancellation, Ended { Outcome: Cancelled }) => [],
        (RequestCancellation, NotRequested) => CallNotFound,
        (RequestCancellation, _) => CallNotPending,

        (ReportAnswer a, InFlight) => [new Answered(a.Response, a.ContentId)],
        (ReportFailure f, InFlight) => [new Failed(f.Kind, f.Code, f.Description, f.Details)],
        (ReportTimeout, InFlight) => [new TimedOut()],

        // The first outcome counts. What comes after it, a late answer above all, is in the wire journal and decides nothing.
        (ReportAnswer or ReportFailure or ReportTimeout, Ended) => [],
        (ReportAnswer or ReportFailure or ReportTimeout, _) =>
            throw new UnreachableException("Answers are matched to calls in flight; a call is stored as sent before it is written to the socket."),

        // The effect may be seen late; that it was missed before is then history. Once is enough.
        (ReportEffect e, Ended { Effect: not TookEffect } ended) when CallEffects.After(ended.Request, ended.Outcome) == e.Effect =>
            [new TookEffect(e.Effect, e.TransactionId, e.ConnectorId)],
        (ReportEffect, _) => [],
        (ReportNoEffect, Ended { Effect: null } ended) when CallEffects.After(ended.Request, ended.Outcome) is not null => [new HadNoEffect()],
        (ReportNoEffect, _) => [],

        _ => throw new UnreachableException($"{command} is no command to a call."),
    };
}
