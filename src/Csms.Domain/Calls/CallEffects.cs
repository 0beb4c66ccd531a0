using System.Text.Json;
using static Csms.Domain.Calls.CallEvent;

namespace Csms.Domain.Calls;

/// <summary>What some calls are for: the charge point's answer only says that it will try (OCPP 1.6 sections 5.11 to 5.14, errata 3.32).</summary>
public enum CallEffect
{
    /// <summary>RemoteStartTransaction: the token's transaction starts.</summary>
    TransactionStarted,

    /// <summary>RemoteStopTransaction: the transaction stops.</summary>
    TransactionStopped,

    /// <summary>Reset: the charge point boots.</summary>
    Booted,

    /// <summary>TriggerMessage: the message that was asked for comes (section 5.17).</summary>
    MessageSent,
}

/// <summary>Which calls are followed beyond their answer, and for how long.</summary>
public static class CallEffects
{
    /// <summary>How far the clocks of a charge point may be off when it says that something happened in time.</summary>
    public static readonly TimeSpan ClocksApart = TimeSpan.FromMinutes(15);

    /// <summary>What an action is for; null: its answer is all there is.</summary>
    public static CallEffect? Of(string action) => action switch
    {
        "RemoteStartTransaction" => CallEffect.TransactionStarted,
        "RemoteStopTransaction" => CallEffect.TransactionStopped,
        "Reset" => CallEffect.Booted,
        "TriggerMessage" or "ExtendedTriggerMessage" => CallEffect.MessageSent,
        _ => null,
    };

    /// <summary>What may follow on a call that ended so; null when nothing will: it never went out, or the charge point turned it down. Where the answer was
    /// lost the charge point may act all the same.</summary>
    public static CallEffect? After(Requested request, CallEvent outcome) => outcome switch
    {
        Answered { Response: { ValueKind: JsonValueKind.Object } response }
            when response.TryGetProperty("status", out var status) && status.ValueEquals("Accepted"u8) => Of(request.Action),
        Failed { Kind: not CallFailure.CallError } or TimedOut => Of(request.Action),
        _ => null,
    };

    /// <summary>How long after its end the effect may take: a driver needs time for the cable (ConnectionTimeOut), a soft reset lets transactions end.</summary>
    public static TimeSpan Within(Requested request) => request switch
    {
        { EffectWithinSeconds: { } seconds } => TimeSpan.FromSeconds(seconds),
        { Action: "Reset" } => TimeSpan.FromMinutes(10),
        { Action: "RemoteStopTransaction" } => TimeSpan.FromMinutes(2),
        { Action: "TriggerMessage" or "ExtendedTriggerMessage" } => TimeSpan.FromSeconds(30),
        _ => TimeSpan.FromMinutes(5),
    };

    /// <summary>Whether something that happened then can be the effect of a call that was sent and due at these moments.</summary>
    public static bool IsInTime(DateTimeOffset happenedAt, DateTimeOffset sentAt, DateTimeOffset dueAt) =>
        happenedAt - sentAt >= -ClocksApart && happenedAt - dueAt <= ClocksApart;
}
