using Csms.Domain.Transactions;

namespace Csms.ReadModels.EnergyHourly;

/// <summary>Sessions whose events need not be read again, which while loading would be another pass over the feed's larger half: each is followed from its start
/// to some sessions beyond its end, when its bill was opened and what came late has come. What comes even later, or of a session that there was no room for, is
/// none of its business.</summary>
/// <param name="mostEnded">Sessions that are kept after their end.</param>
/// <param name="mostRoom">Bytes of all of them together.</param>
internal sealed class SessionsAtHand(int mostEnded, int mostRoom)
{
    private readonly Dictionary<Guid, LinkedListNode<SessionAtHand>> sessions = [];
    private readonly LinkedList<SessionAtHand> running = [];
    private readonly LinkedList<SessionAtHand> ended = [];
    private int room;

    /// <summary>False when it is not at hand.</summary>
    public bool Add(Guid session, FeedEvent recorded)
    {
        if (recorded.Event is TransactionEvent.Started && !sessions.ContainsKey(session)) sessions.Add(session, running.AddLast(new SessionAtHand(session)));
        if (!sessions.TryGetValue(session, out var place)) return false;
        var events = place.Value;
        var (wasEnded, before) = (events.Ended, events.Size);
        events.Add(recorded);
        room += events.Size - before;
        if (wasEnded || !events.Ended) return true;
        running.Remove(place);
        ended.AddLast(place);
        return true;
    }

    /// <summary>What was recorded of it; null when it is not at hand.</summary>
    public SessionAtHand? Find(Guid session) => sessions.TryGetValue(session, out var place) ? place.Value : null;

    /// <summary>Gives back those whose end lies far enough back, and forgets those that run where there is no room for them.</summary>
    public IEnumerable<SessionAtHand> Release()
    {
        while (ended.Count > mostEnded || (room > mostRoom && ended.Count > 0)) yield return Take(ended);
        while (room > mostRoom) Take(running).Leave();
    }

    /// <summary>Gives back all that ended.</summary>
    public IEnumerable<SessionAtHand> ReleaseAll()
    {
        while (ended.Count > 0) yield return Take(ended);
    }

    private SessionAtHand Take(LinkedList<SessionAtHand> list)
    {
        var session = list.First!.Value;
        list.RemoveFirst();
        sessions.Remove(session.Id);
        room -= session.Size;
        return session;
    }
}
