using System.Text.Json;
using System.Text.Json.Serialization;
using Csms.Domain;
using Csms.Domain.Calls;
using Csms.EventStore;
using Csms.ReadModels.Calls;

namespace Csms.Host.Api.Calls;

/// <summary>A request to a charge point and what became of it.</summary>
/// <param name="Status">requested, sent, answered, failed, timed_out, expired or cancelled.</param>
/// <param name="Payload">As it goes on the wire, except that idTags and secrets read "withheld".</param>
/// <param name="IssuedBy">Who asked, e.g. key:admin.</param>
/// <param name="DeliverBy">It is not sent after this moment.</param>
/// <param name="TimeoutSeconds">How long an answer may take once it was sent.</param>
/// <param name="FinishedAt">When its fate was settled; absent while it is open.</param>
/// <param name="Response">The payload of the CALLRESULT, once it was answered.</param>
/// <param name="Error">Why it failed, once it failed.</param>
/// <param name="Effect">What is to follow on the answer of a remote start, a remote stop, a reset or a trigger, unless the charge point turned it down.</param>
/// <param name="Warnings">What speaks against it; it is sent all the same. Only in the answer to the request.</param>
internal sealed record CallView(
    Guid Id,
    string ChargePointId,
    string Action,
    string Status,
    JsonElement Payload,
    DateTimeOffset RequestedAt,
    string IssuedBy,
    DateTimeOffset DeliverBy,
    int TimeoutSeconds,
    string? Reason = null,
    string? IdempotencyKey = null,
    DateTimeOffset? SentAt = null,
    DateTimeOffset? FinishedAt = null,
    JsonElement? Response = null,
    CallErrorView? Error = null,
    string? CancelledBy = null,
    string? CancelReason = null,
    EffectOfCallView? Effect = null,
    IReadOnlyList<CallWarning>? Warnings = null)
{
    public static CallView Example { get; } = new(
        new("019c0a3e-5f1b-7c2d-9e4f-0a1b2c3d4e5f"),
        "CP-0815",
        "RemoteStartTransaction",
        "answered",
        JsonElement.Parse("""{"idTag":"withheld","connectorId":1}"""),
        new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero),
        "key:admin",
        new(2026, 1, 31, 12, 0, 30, TimeSpan.Zero),
        30,
        SentAt: new(2026, 1, 31, 12, 0, 0, 12, TimeSpan.Zero),
        FinishedAt: new(2026, 1, 31, 12, 0, 0, 340, TimeSpan.Zero),
        Response: JsonElement.Parse("""{"status":"Accepted"}"""),
        Effect: new(CallEffect.TransactionStarted, "happened", new(2026, 1, 31, 12, 5, 0, 340, TimeSpan.Zero), new(2026, 1, 31, 12, 0, 21, TimeSpan.Zero), 4711));

    /// <summary>What was asked; only in a fold.</summary>
    [JsonIgnore]
    public CallEvent.Requested? Request { get; init; }

    /// <summary>Nothing more will happen to it.</summary>
    public bool HasEnded() => FinishedAt is not null;

    public static CallView Of(CallRow row) => new(
        row.CallId, row.ChargePointId, row.Action, row.Status, row.Payload, row.RequestedAt, row.IssuedBy, row.DeliverBy, row.TimeoutSeconds, row.Reason,
        row.IdempotencyKey, row.SentAt, row.FinishedAt, row.Response,
        row.Failure is null ? null : new(row.Failure, row.ErrorCode!, row.ErrorDescription!, row.ErrorDetails), row.CancelledBy, row.CancelReason,
        row.Effect is null ? null : new(Enum.Parse<CallEffect>(row.Effect), row.EffectStatus!, row.EffectDueAt!.Value, row.EffectAt, row.EffectTransactionId));

    /// <summary>The fold of a call's stream, with the times at which its events were recorded.</summary>
    public static CallView? Evolve(CallView? view, RecordedEvent recorded) => (view, StoredEvents.Read(recorded.Type, recorded.Data.Span)) switch
    {
        (_, CallEvent.Requested r) => new(
            r.CallId, r.ChargePointId, r.Action, "requested", r.Payload, recorded.Timestamp, r.IssuedBy, r.DeliverBy, r.TimeoutSeconds, r.Reason, r.IdempotencyKey)
        {
            Request = r,
        },
        ({ } call, CallEvent.Sent) => call with { Status = "sent", SentAt = recorded.Timestamp },
        ({ } call, CallEvent.Answered a) => call.Followed(a, recorded) with { Status = "answered", FinishedAt = recorded.Timestamp, Response = a.Response },
        ({ } call, CallEvent.Failed f) => call.Followed(f, recorded) with
        {
            Status = "failed",
            FinishedAt = recorded.Timestamp,
            Error = new(f.Kind.ToString(), f.Code, f.Description, f.Details),
        },
        ({ } call, CallEvent.TimedOut t) => call.Followed(t, recorded) with { Status = "timed_out", FinishedAt = recorded.Timestamp },
        ({ } call, CallEvent.Expired) => call with { Status = "expired", FinishedAt = recorded.Timestamp },
        ({ } call, CallEvent.Cancelled c) => call with
        {
            Status = "cancelled",
            FinishedAt = recorded.Timestamp,
            CancelledBy = c.CancelledBy,
            CancelReason = c.Reason,
        },
        ({ Effect: { } effect } call, CallEvent.TookEffect e) => call with
        {
            Effect = effect with { Status = "happened", At = recorded.Timestamp, TransactionId = e.TransactionId },
        },
        ({ Effect: { } effect } call, CallEvent.HadNoEffect) => call with { Effect = effect with { Status = "absent" } },
        _ => view,
    };

    private CallView Followed(CallEvent outcome, RecordedEvent recorded) => CallEffects.After(Request!, outcome) is { } effect
        ? this with { Effect = new(effect, "awaited", recorded.Timestamp + CallEffects.Within(Request!)) }
        : this;
}

/// <summary>What a call is for beyond its answer, and whether it has happened.</summary>
/// <param name="Kind">transactionStarted (remote start), transactionStopped (remote stop), booted (reset) or messageSent (trigger).</param>
/// <param name="Status">awaited, happened or absent: it did not happen in time.</param>
/// <param name="DueAt">Until when it may happen.</param>
/// <param name="At">When it was recorded that it had happened.</param>
/// <param name="TransactionId">The transaction that started or stopped.</param>
internal sealed record EffectOfCallView(CallEffect Kind, string Status, DateTimeOffset DueAt, DateTimeOffset? At = null, int? TransactionId = null);

/// <summary>Why a call failed.</summary>
/// <param name="Kind">CallError: the charge point said so; InvalidResponse: its answer breaks the schema; ConnectionLost: nobody knows whether it arrived.</param>
/// <param name="Code">OCPP's error code.</param>
internal sealed record CallErrorView(string Kind, string Code, string Description, JsonElement? Details);

/// <summary>What speaks against a request, as far as the charge point's configuration is known.</summary>
/// <param name="Code">read_only_key, unsupported_key or unsupported_profile.</param>
internal sealed record CallWarning(string Code, string Detail);
