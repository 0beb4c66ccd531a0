using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Csms.Domain.Calls;
using Csms.EventStore;
using Csms.Host.Commands;
using Csms.Host.Journal;
using Csms.Host.Passwords;
using Csms.Host.Storage;
using Ocpp.Protocol.V16;

namespace Csms.Host.Calls;

/// <summary>What an operator, a rule or a program wants a charge point to do.</summary>
/// <param name="Payload">The OCPP payload, checked, as it goes on the wire (UTF-8 JSON).</param>
/// <param name="Named">The call's id, where it must be known before; a key names it too, and goes before this.</param>
/// <param name="Follows">A call that must have been answered with Accepted before this one is sent.</param>
internal sealed record CallOrder(
    string ChargePointId,
    OcppAction Action,
    ReadOnlyMemory<byte> Payload,
    string IssuedBy,
    string? Reason = null,
    string? IdempotencyKey = null,
    TimeSpan? DeliverWithin = null,
    TimeSpan? AnswerWithin = null,
    TimeSpan? EffectWithin = null,
    Guid? Named = null,
    Guid? Follows = null)
{
    /// <summary>The call it becomes.</summary>
    public Guid CallId { get; } = IdempotencyKey is { } key ? CallRequests.IdentityOf(IssuedBy, key) : Named ?? Guid.CreateVersion7();
}

/// <summary>Turns an order into a stored call. From then on it is delivered by whichever node owns the socket, or ends as expired.</summary>
internal sealed class CallRequests(CommandRunner runner, OpenCalls openCalls, IdTags idTags, SecuritySettings securitySettings, TimeProvider clock)
{
    public async Task<(Guid CallId, Outcome<Call> Outcome)> RequestAsync(CallOrder order, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var callId = order.CallId;
        // Whoever orders it, and before anything can go out.
        if (await securitySettings.ObjectionAsync(order, MetadataOf(callId, order.IssuedBy, now), cancellationToken) is { } objection)
            return (callId, new Outcome<Call>(new Loaded<Call>(Call.Initial, 0), 0, objection));
        var (payload, withheld) = Withheld.From(order.Action.Name, order.Payload);
        var content = withheld
            ? new ErasableContent(ContentOf(callId, order.Payload.Span), await SubjectOfAsync(order, cancellationToken), Encoding.UTF8.GetString(order.Payload.Span))
            : null;
        var outcome = await runner.RunAsync(
            Streams.Calls,
            Call.StreamId(callId),
            new CallCommand.RequestCall(
                callId,
                order.ChargePointId,
                order.Action.Name,
                payload,
                order.IssuedBy,
                now + (order.DeliverWithin ?? CallDefaults.DeliverWithin(order.Action.Name)),
                (int)(order.AnswerWithin ?? CallDefaults.AnswerWithin(order.Action.Name)).TotalSeconds,
                order.Reason,
                order.IdempotencyKey,
                content?.Id,
                (int?)order.EffectWithin?.TotalSeconds,
                order.Follows,
                order.Action == OcppActions.SendLocalList ? await TokensOfAsync(order.Payload, cancellationToken) : null),
            MetadataOf(callId, order.IssuedBy, now),
            cancellationToken,
            along: content is null ? null : new StoredAlong(Contents: [content]));
        return (callId, IsRepetition(order, payload, content?.Id, outcome) ? outcome with { Rejection = null } : outcome);
    }

    public Task<Outcome<Call>> CancelAsync(Guid callId, string cancelledBy, string? reason, CancellationToken cancellationToken) =>
        runner.RunAsync(
            Streams.Calls,
            Call.StreamId(callId),
            new CallCommand.RequestCancellation(cancelledBy, reason),
            MetadataOf(callId, cancelledBy, clock.GetUtcNow()),
            cancellationToken);

    /// <summary>The call as it is when it has ended, or when the time is up.</summary>
    public async Task<Call> WaitAsync(Guid callId, TimeSpan atMost, CancellationToken cancellationToken)
    {
        // Asked for before the look at the stream, so that an end in between is not missed.
        var end = openCalls.WhenEnded(callId);
        var call = await ReadAsync(callId, cancellationToken);
        if (call is Call.Ended or Call.NotRequested)
        {
            openCalls.StopWaiting(callId);
            return call;
        }

        await Task.WhenAny(end, Task.Delay(atMost, clock, cancellationToken));
        return await ReadAsync(callId, cancellationToken);
    }

    public async Task<Call> ReadAsync(Guid callId, CancellationToken cancellationToken) =>
        (await runner.LoadAsync(Streams.Calls, Call.StreamId(callId), cancellationToken)).State;

    /// <summary>Whose idTags a local list names, in its order: the event must say so without naming them.</summary>
    private async Task<IReadOnlyList<NamedToken>> TokensOfAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var request = (SendLocalListRequest)OcppActions.SendLocalList.ReadRequest(payload.Span).Value!;
        var named = new List<NamedToken>();
        foreach (var entry in request.LocalAuthorizationList ?? [])
        {
            var parent = entry.IdTagInfo?.ParentIdTag is { } group ? await idTags.FindOrAddAsync(group.Value, cancellationToken) : (Guid?)null;
            named.Add(new NamedToken(await idTags.FindOrAddAsync(entry.IdTag.Value, cancellationToken), parent));
        }

        return named;
    }

    /// <summary>A call that neither a REST request nor a rule asked for is the beginning of its own chain.</summary>
    private static EventMetadata MetadataOf(Guid callId, string actor, DateTimeOffset now) =>
        new(actor, now, CorrelationId: Causality.Current?.CorrelationId ?? ConnectionJournal.CauseOfCall($"{callId:D}"));

    /// <summary>Whose idTag a payload carries, so that forgetting them finds it.</summary>
    private async Task<Guid?> SubjectOfAsync(CallOrder order, CancellationToken cancellationToken)
    {
        using var payload = JsonDocument.Parse(order.Payload);
        return payload.RootElement.TryGetProperty("idTag", out var idTag) ? await idTags.FindAsync(idTag.GetString()!, cancellationToken) : null;
    }

    /// <summary>The same order under the same key is carried out once and answered again.</summary>
    private static bool IsRepetition(CallOrder order, JsonElement payload, Guid? contentId, Outcome<Call> outcome) =>
        outcome.Rejection is not null && order.IdempotencyKey is not null && RequestOf(outcome.State) is { } first
        && first.ChargePointId == order.ChargePointId && first.Action == order.Action.Name
        && first.ContentId == contentId && JsonElement.DeepEquals(first.Payload, payload);

    /// <summary>What was asked; null when nothing was.</summary>
    public static CallEvent.Requested? RequestOf(Call call) => call switch
    {
        Call.Waiting waiting => waiting.Request,
        Call.InFlight flight => flight.Request,
        Call.Ended ended => ended.Request,
        _ => null,
    };

    /// <summary>The same key of the same caller is the same call, however often it is sent.</summary>
    public static Guid IdentityOf(string issuedBy, string key) => Hash($"call\n{issuedBy}\n{key}");

    private static Guid ContentOf(Guid callId, ReadOnlySpan<byte> payload) => Hash($"payload\n{callId:N}\n{Encoding.UTF8.GetString(payload)}");

    private static Guid Hash(string text) => new(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
