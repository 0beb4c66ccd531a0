using Csms.EventStore;
using Csms.ReadModels.Calls;
using Csms.ReadModels.Projecting;
using Ocpp.Protocol.V16;

namespace Csms.Host.Calls;

/// <summary>Which calls of an action have not ended, for whoever decides from read models what is still to be asked.</summary>
internal sealed class CallsUnderWay(CallQueries calls, PostgresEventStore store, ProjectionPositions positions)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Every call that was requested before this is among the result, or its answer is in all read models when this completes. Rows that are
    /// read afterwards therefore miss nothing that is not under way.</summary>
    /// <exception cref="TimeoutException">The read models are too far behind to decide anything from them.</exception>
    public async Task<IReadOnlyList<CallRow>> ReadAsync(string chargePointId, OcppAction action, CancellationToken cancellationToken)
    {
        await CatchUpAsync(cancellationToken);
        var open = await calls.ListOpenAsync(chargePointId, cancellationToken);
        await CatchUpAsync(cancellationToken);
        return [.. open.Where(call => call.Action == action.Name)];
    }

    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        var head = await store.ReadHeadAsync(cancellationToken);
        if (!await positions.WaitForAsync(head, Patience, cancellationToken))
            throw new TimeoutException($"The read models do not contain event {head} yet.");
    }
}
