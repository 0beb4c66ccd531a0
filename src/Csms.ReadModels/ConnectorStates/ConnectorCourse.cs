using Csms.Domain.ChargePoints;
using Csms.ReadModels.Rows;
using static Csms.Domain.ChargePoints.ChargePointEvent;

namespace Csms.ReadModels.ConnectorStates;

/// <summary>The fold of the states of one charge point's connectors: what lasts, and the rows that changed.</summary>
internal sealed class ConnectorCourse(string chargePointId)
{
    private readonly SortedDictionary<int, StateInterval> states = [];
    private readonly Dictionary<int, ErrorRow> errors = [];
    private readonly Dictionary<(int ConnectorId, DateTimeOffset StartedAt), StateInterval> changedStates = [];
    private readonly Dictionary<(int ConnectorId, DateTimeOffset StartedAt), ErrorRow> changedErrors = [];
    private readonly Dictionary<int, DateTimeOffset> taken = [];

    public void Know(StateInterval state) => states[state.ConnectorId] = state;

    public void Know(ErrorRow error) => errors[error.ConnectorId] = error;

    /// <summary>Rows that changed since they were last taken.</summary>
    public (IReadOnlyCollection<StateInterval> States, IReadOnlyCollection<ErrorRow> Errors) TakeChanged()
    {
        var changed = ((StateInterval[])[.. changedStates.Values], (ErrorRow[])[.. changedErrors.Values]);
        changedStates.Clear();
        changedErrors.Clear();
        return changed;
    }

    /// <summary>The same without intervals that last: they will change once more. Apart from those of which a row may have been taken before: an interval that
    /// begins after all earlier ones of its connector is a new row.</summary>
    public (List<StateInterval> New, List<StateInterval> Again, IReadOnlyCollection<ErrorRow> Errors) TakeEnded(bool alsoLasting)
    {
        var (fresh, again) = (new List<StateInterval>(), new List<StateInterval>());
        foreach (var state in changedStates.Values)
            if (alsoLasting || state.EndedAt is not null) (state.StartedAt > taken.GetValueOrDefault(state.ConnectorId) ? fresh : again).Add(state);
        foreach (var state in fresh.Concat(again))
        {
            changedStates.Remove((state.ConnectorId, state.StartedAt));
            if (state.StartedAt > taken.GetValueOrDefault(state.ConnectorId)) taken[state.ConnectorId] = state.StartedAt;
        }
        ErrorRow[] errors = [.. changedErrors.Values];
        changedErrors.Clear();
        return (fresh, again, errors);
    }

    public void Apply(FeedEvent recorded)
    {
        switch (recorded.Event)
        {
            case ConnectorStatusReported e:
                Report(states.GetValueOrDefault(e.ConnectorId), e, recorded);
                break;
            case Connected e:
                ForEach(recorded, state => state with { Offline = false, Epoch = e.Epoch, Cause = nameof(Connected) });
                break;
            case Disconnected e:
                ForEach(recorded, state => state.Epoch > e.Epoch ? state : state with { Offline = true, Cause = e.Reason.ToString() });
                break;
            case Booted:
                // The answer to the boot sets the clock, so that what was reported before proves nothing about what comes.
                ForEach(recorded, state => state with { NewestDeviceTime = null });
                break;
            case Removed:
                foreach (var state in states.Values.Where(state => state.LastSequence < recorded.Sequence).ToList()) End(state, recorded);
                break;
        }
    }

    private void Report(StateInterval? state, ConnectorStatusReported e, FeedEvent recorded)
    {
        if (state?.LastSequence >= recorded.Sequence) return;
        var (isHistory, newest) = Connector.Place(e, state?.NewestDeviceTime);
        if (state is not null && isHistory) return;
        // Whoever reports is connected, whatever was heard of connections before.
        Become(state, new(
            chargePointId, e.ConnectorId, recorded.RecordedAt, null, e.Status.ToString(), false, "Reported", e.ErrorCode, e.VendorId, e.VendorErrorCode, state?.Epoch,
            newest.ToStored(), state?.KnownSince ?? recorded.RecordedAt), recorded);
    }

    private void ForEach(FeedEvent recorded, Func<StateInterval, StateInterval> change)
    {
        foreach (var state in states.Values.Where(state => state.LastSequence < recorded.Sequence).ToList()) Become(state, change(state), recorded);
    }

    private void Become(StateInterval? before, StateInterval after, FeedEvent recorded)
    {
        var at = before?.StartedAt > recorded.RecordedAt ? before.StartedAt : recorded.RecordedAt;
        if (before is not null && before.IsLike(after))
        {
            // The interval goes on, and what began it stays.
            Put(after with { StartedAt = before.StartedAt, Cause = before.Cause }, recorded);
            return;
        }
        // Two in the same instant: the later one is what was.
        if (before is not null && before.StartedAt < at) Put(before with { EndedAt = at }, recorded);
        Put(after with { StartedAt = at, EndedAt = null }, recorded);
        Tell(after, at, recorded);
    }

    private void Tell(StateInterval state, DateTimeOffset at, FeedEvent recorded)
    {
        var before = errors.GetValueOrDefault(state.ConnectorId);
        var after = ErrorRow.Of(state, at);
        if (before is not null && after is not null && before.IsLike(after)) return;
        if (before is not null) EndError(before, at, recorded);
        if (after is null) return;
        errors[after.ConnectorId] = changedErrors[(after.ConnectorId, after.StartedAt)] = after with { LastSequence = recorded.Sequence };
    }

    private void End(StateInterval state, FeedEvent recorded)
    {
        states.Remove(state.ConnectorId);
        var at = state.StartedAt > recorded.RecordedAt ? state.StartedAt : recorded.RecordedAt;
        changedStates[(state.ConnectorId, state.StartedAt)] = state with { EndedAt = at, Removed = true, LastSequence = recorded.Sequence };
        if (errors.GetValueOrDefault(state.ConnectorId) is { } error) EndError(error, at, recorded);
    }

    private void EndError(ErrorRow error, DateTimeOffset at, FeedEvent recorded)
    {
        errors.Remove(error.ConnectorId);
        changedErrors[(error.ConnectorId, error.StartedAt)] = error with { EndedAt = at, LastSequence = recorded.Sequence };
    }

    private void Put(StateInterval state, FeedEvent recorded)
    {
        state = state with { LastSequence = recorded.Sequence };
        changedStates[(state.ConnectorId, state.StartedAt)] = state;
        states[state.ConnectorId] = state;
    }
}
