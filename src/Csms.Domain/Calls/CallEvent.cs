using System.Text.Json;

namespace Csms.Domain.Calls;

/// <summary>The fate of one request to a charge point. Stream <c>call-{uuid}</c>.</summary>
public abstract record CallEvent
{
    private CallEvent()
    {
    }

    /// <summary>Someone wants it.</summary>
    /// <param name="Action">OCPP's name, e.g. <c>RemoteStartTransaction</c>.</param>
    /// <param name="Payload">As it goes on the wire, except that idTags and secrets are replaced by <c>"withheld"</c> when <paramref name="ContentId"/> is set.</param>
    /// <param name="IssuedBy">The actor, e.g. <c>key:admin</c>.</param>
    /// <param name="DeliverBy">It is not sent after this moment.</param>
    /// <param name="TimeoutSeconds">How long an answer may take once sent.</param>
    /// <param name="ContentId">Key of the erasable content that holds the payload verbatim.</param>
    /// <param name="EffectWithinSeconds">How long after the answer its effect may take; null: as usual for the action.</param>
    /// <param name="Follows">It is sent only once this other call was answered with Accepted, and withdrawn when that one ends in another way.</param>
    /// <param name="Tokens">Whose idTags a SendLocalList names, in its order.</param>
    public sealed record Requested(
        Guid CallId,
        string ChargePointId,
        string Action,
        JsonElement Payload,
        string IssuedBy,
        DateTimeOffset DeliverBy,
        int TimeoutSeconds,
        string? Reason = null,
        string? IdempotencyKey = null,
        Guid? ContentId = null,
        int? EffectWithinSeconds = null,
        Guid? Follows = null,
        IReadOnlyList<NamedToken>? Tokens = null) : CallEvent;

    /// <summary>A node took it and is about to write it to the socket: exactly one node, once.</summary>
    /// <param name="Epoch">The connection it went out on.</param>
    public sealed record Sent(long Epoch, string Node) : CallEvent;

    /// <summary>The charge point answered with a CALLRESULT.</summary>
    /// <param name="Response">As it came, except that idTags, secrets and vendor data are replaced by <c>"withheld"</c>.</param>
    /// <param name="ContentId">Key of the erasable content that holds a vendor's data verbatim.</param>
    public sealed record Answered(JsonElement Response, Guid? ContentId = null) : CallEvent;

    /// <summary>It failed: a CALLERROR, an answer that breaks the schema, or a lost connection.</summary>
    /// <param name="Code">OCPP's error code as received, or ours where <paramref name="Kind"/> is not CallError.</param>
    public sealed record Failed(CallFailure Kind, string Code, string Description, JsonElement? Details = null) : CallEvent;

    /// <summary>No answer came in time. A late one is not waited for.</summary>
    public sealed record TimedOut : CallEvent;

    /// <summary>It could not be sent before its deliver-by.</summary>
    public sealed record Expired : CallEvent;

    /// <summary>Withdrawn before it was sent.</summary>
    public sealed record Cancelled(string CancelledBy, string? Reason = null) : CallEvent;

    /// <summary>What it was for has happened: the transaction started or stopped, the charge point booted or sent the message (errata 3.32). It may follow on
    /// <see cref="HadNoEffect"/>: a charge point that was away reports late.</summary>
    /// <param name="TransactionId">OCPP's number of the transaction that started or stopped.</param>
    /// <param name="ConnectorId">Where it started.</param>
    public sealed record TookEffect(CallEffect Effect, int? TransactionId = null, int? ConnectorId = null) : CallEvent;

    /// <summary>What it was for did not happen in time, although the charge point had not turned it down.</summary>
    public sealed record HadNoEffect : CallEvent;
}

/// <summary>A token whose idTag a payload names.</summary>
/// <param name="ParentTokenId">Of the parentIdTag beside it; null when there is none.</param>
public sealed record NamedToken(Guid TokenId, Guid? ParentTokenId = null);

/// <summary>Who is at fault when a call fails.</summary>
public enum CallFailure
{
    /// <summary>The charge point answered with a CALLERROR.</summary>
    CallError,

    /// <summary>The charge point's answer breaks the schema.</summary>
    InvalidResponse,

    /// <summary>The socket ended after the CALL was sent: nobody knows whether it arrived. Never re-sent blindly.</summary>
    ConnectionLost,
}
