using System.Collections.Concurrent;
using Csms.Domain.Calls;
using Csms.EventStore;
using Csms.Host.Commands;
using Csms.Host.Journal;

namespace Csms.Host.Calls;

/// <summary>A call that has not ended: its fold, when its last event was recorded, and its place in the order of requests.</summary>
/// <param name="Correlation">Of its request: of a call that a REST request or a rule asked for, theirs.</param>
internal sealed record OpenCall(Loaded<Call> Loaded, DateTimeOffset RecordedAt, long Order, string? Correlation = null)
{
    public CallEvent.Requested Request => CallRequests.RequestOf(Loaded.State) ?? throw new InvalidOperationException("A call is open from its request on.");

    /// <summary>What the call's further events carry.</summary>
    public EventMetadata MetadataOf(string actor, DateTimeOffset now)
    {
        var cause = ConnectionJournal.CauseOfCall(Request.CallId.ToString("D"));
        return new(actor, now, CorrelationId: Correlation ?? cause, CausationId: cause);
    }
}

/// <summary>The calls that have not ended, on every node, folded from the feed: who waits to be sent where, and who waits for an answer.</summary>
internal sealed class OpenCalls
{
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, OpenCall> calls = [];
    private readonly Dictionary<string, SortedList<long, Guid>> waiting = new(StringComparer.Ordinal);
    private readonly HashSet<Guid> taken = [];
    private readonly HashSet<Guid> released = [];
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> ends = new();

    public int Count
    {
        get
        {
            lock (gate)
                return calls.Count;
        }
    }

    /// <summary>Called with a charge point's id when a call for it came to wait, or waits again.</summary>
    public event Action<string>? Arrived;

    /// <summary>Folds one more event of a call; one that was folded before is ignored.</summary>
    public void Apply(Guid callId, CallEvent e, long version, long sequence, DateTimeOffset recordedAt, string? correlation = null)
    {
        OpenCall call;
        lock (gate)
        {
            var known = calls.GetValueOrDefault(callId);
            if (version != (known?.Loaded.Version ?? 0) + 1)
                return;
            var state = (known?.Loaded.State ?? Call.Initial).Evolve(e);
            call = new OpenCall(new Loaded<Call>(state, version), recordedAt, known?.Order ?? sequence, known is null ? correlation : known.Correlation);
            Put(callId, call);
        }

        if (call.Loaded.State is Call.Waiting)
            Arrived?.Invoke(call.Request.ChargePointId);
    }

    /// <summary>Takes up a call that was open when this node started.</summary>
    public void Add(Guid callId, OpenCall call)
    {
        lock (gate)
        {
            if (!calls.ContainsKey(callId))
                Put(callId, call);
        }

        if (call.Loaded.State is Call.Waiting)
            Arrived?.Invoke(call.Request.ChargePointId);
    }

    /// <summary>The oldest call that waits for this charge point, for no other call, and that nobody on this node has taken yet; it is taken from now on.</summary>
    public OpenCall? Take(string chargePointId)
    {
        lock (gate)
        {
            if (!waiting.TryGetValue(chargePointId, out var order))
                return null;
            foreach (var callId in order.Values)
            {
                var call = calls[callId];
                if ((call.Request.Follows is null || released.Contains(callId)) && taken.Add(callId))
                    return call;
            }

            return null;
        }
    }

    /// <summary>Gives a taken call back: it could not be sent, and may be by someone else, who may have looked for it in vain meanwhile.</summary>
    public void GiveBack(OpenCall call)
    {
        lock (gate)
            taken.Remove(call.Request.CallId);
        Arrived?.Invoke(call.Request.ChargePointId);
    }

    /// <summary>Calls that were sent on an earlier connection of this charge point and never ended: their node died.</summary>
    public IReadOnlyList<OpenCall> SentBefore(string chargePointId, long epoch)
    {
        lock (gate)
            return [.. calls.Values.Where(c => c.Request.ChargePointId == chargePointId && c.Loaded.State is Call.InFlight flight && flight.Sending.Epoch < epoch)];
    }

    public bool IsOpen(Guid callId)
    {
        lock (gate)
            return calls.ContainsKey(callId);
    }

    /// <summary>Calls that wait for another one to be accepted: for this one, or for any.</summary>
    public IReadOnlyList<OpenCall> Followers(Guid? of = null)
    {
        lock (gate)
            return [.. calls.Values.Where(c => c.Loaded.State is Call.Waiting && c.Request.Follows is { } first && (of ?? first) == first && !released.Contains(c.Request.CallId))];
    }

    /// <summary>The call that this one waited for was accepted: its turn may come.</summary>
    public void Release(OpenCall follower)
    {
        lock (gate)
        {
            if (calls.ContainsKey(follower.Request.CallId))
                released.Add(follower.Request.CallId);
        }

        Arrived?.Invoke(follower.Request.ChargePointId);
    }

    public IReadOnlyList<OpenCall> All()
    {
        lock (gate)
            return [.. calls.Values];
    }

    /// <summary>Completes when the call has ended; register before the last look at the call, so that no end is missed.</summary>
    public Task WhenEnded(Guid callId) => ends.GetOrAdd(callId, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>The call turned out to have ended already: for everybody who waits for it.</summary>
    public void StopWaiting(Guid callId)
    {
        if (ends.TryRemove(callId, out var end))
            end.TrySetResult();
    }

    private void Put(Guid callId, OpenCall call)
    {
        var order = waiting.GetValueOrDefault(call.Request.ChargePointId);
        switch (call.Loaded.State)
        {
            case Call.Waiting:
                if (order is null)
                    waiting[call.Request.ChargePointId] = order = [];
                order[call.Order] = callId;
                calls[callId] = call;
                return;
            case Call.Ended:
                calls.Remove(callId);
                taken.Remove(callId);
                released.Remove(callId);
                StopWaiting(callId);
                break;
            default:
                calls[callId] = call;
                break;
        }

        order?.Remove(call.Order);
        if (order is { Count: 0 })
            waiting.Remove(call.Request.ChargePointId);
    }
}
