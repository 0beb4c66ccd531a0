using System.Text.Json;

namespace Csms.ReadModels.Calls;

/// <summary>A request to a charge point and what became of it.</summary>
/// <param name="Payload">As it goes on the wire, idTags and secrets withheld where <paramref name="ContentId"/> is set.</param>
/// <param name="Status">requested, sent, answered, failed, timed_out, expired or cancelled.</param>
/// <param name="DeliverBy">It is not sent after this moment.</param>
/// <param name="ConnectionEpoch">Connection it went out on.</param>
/// <param name="FinishedAt">When its fate was settled; null while it is open.</param>
/// <param name="Failure">CallError, InvalidResponse or ConnectionLost.</param>
/// <param name="Effect">TransactionStarted, TransactionStopped, Booted or MessageSent: what is to follow on the answer; null where the answer is all.</param>
/// <param name="EffectStatus">awaited, happened or absent.</param>
/// <param name="EffectDueAt">Until when it may take.</param>
/// <param name="EffectAt">When it was recorded that it had happened.</param>
/// <param name="EffectTransactionId">The transaction that started or stopped.</param>
/// <param name="EffectWithinSeconds">How long after the answer it may take; null: as usual.</param>
public sealed record CallRow(
    Guid CallId,
    string ChargePointId,
    string Action,
    JsonElement Payload,
    Guid? ContentId,
    string Status,
    string IssuedBy,
    string? Reason,
    string? IdempotencyKey,
    DateTimeOffset DeliverBy,
    int TimeoutSeconds,
    DateTimeOffset RequestedAt,
    DateTimeOffset? SentAt = null,
    long? ConnectionEpoch = null,
    string? Node = null,
    DateTimeOffset? FinishedAt = null,
    JsonElement? Response = null,
    string? Failure = null,
    string? ErrorCode = null,
    string? ErrorDescription = null,
    JsonElement? ErrorDetails = null,
    string? CancelledBy = null,
    string? CancelReason = null,
    string? Effect = null,
    string? EffectStatus = null,
    DateTimeOffset? EffectDueAt = null,
    DateTimeOffset? EffectAt = null,
    int? EffectTransactionId = null,
    int? EffectWithinSeconds = null) : ReadModelRow;
