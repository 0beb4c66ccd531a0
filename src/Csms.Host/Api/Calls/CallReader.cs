using Csms.Domain.Calls;
using Csms.EventStore;

namespace Csms.Host.Api.Calls;

/// <summary>Reads a call from its own stream, so that it is never behind.</summary>
internal sealed class CallReader(PostgresEventStore store)
{
    public async Task<CallView?> FindAsync(Guid callId, CancellationToken cancellationToken)
    {
        CallView? view = null;
        await foreach (var recorded in store.ReadStreamAsync(Call.StreamId(callId), cancellationToken))
            view = CallView.Evolve(view, recorded);
        return view;
    }
}
