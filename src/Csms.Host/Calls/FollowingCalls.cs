using Csms.Domain.Calls;
using Csms.EventStore;
using Csms.Host.Commands;

namespace Csms.Host.Calls;

/// <summary>Lets a call go, or withdraws it, when the call it follows has ended (<see cref="CallEvent.Requested.Follows"/>). Every node does so for itself
/// from the same events; what a second one does is a repetition.</summary>
internal sealed class FollowingCalls(OpenCalls openCalls, CommandRunner runner, TimeProvider clock)
{
    /// <summary>Looks after those whose predecessor is no longer open.</summary>
    /// <param name="predecessor">Only after those that follow this call.</param>
    /// <param name="cancellationToken">Stops it; it is taken up with the next call or the next start.</param>
    public async Task SettleAsync(Guid? predecessor, CancellationToken cancellationToken)
    {
        foreach (var follower in openCalls.Followers(predecessor))
        {
            var first = follower.Request.Follows!.Value;
            if (openCalls.IsOpen(first))
                continue;
            switch ((await runner.LoadAsync(Streams.Calls, Call.StreamId(first), cancellationToken)).State)
            {
                case Call.Ended { IsAccepted: true }:
                    openCalls.Release(follower);
                    break;
                case Call.Ended or Call.NotRequested:
                    await WithdrawAsync(follower.Request, first, cancellationToken);
                    break;
            }
        }
    }

    private Task<Outcome<Call>> WithdrawAsync(CallEvent.Requested request, Guid predecessor, CancellationToken cancellationToken) => runner.RunAsync(
        Streams.Calls,
        Call.StreamId(request.CallId),
        new CallCommand.RequestCancellation("system", $"Call {predecessor:D}, which it follows, was not accepted."),
        new EventMetadata("system", clock.GetUtcNow(), CorrelationId: $"call:{request.CallId:D}", CausationId: $"call:{predecessor:D}"),
        cancellationToken);
}
