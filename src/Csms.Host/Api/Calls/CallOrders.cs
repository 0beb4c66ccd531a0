using Csms.Domain;
using Csms.Host.Api.Reading;
using Csms.Host.Calls;

namespace Csms.Host.Api.Calls;

/// <summary>Orders a call on behalf of an endpoint, and waits for its answer if the caller wants that.</summary>
internal sealed class CallOrders(CallRequests calls, CallReader reader, IHostApplicationLifetime lifetime)
{
    /// <returns>The call as it is when it has ended or the time is up, or why there is none.</returns>
    public async Task<(CallView? Call, Rejection? Rejection)> OrderAsync(CallOrder order, int waitSeconds, HttpContext http, CancellationToken cancellationToken)
    {
        var (callId, outcome) = await calls.RequestAsync(order, cancellationToken);
        if (outcome.Rejection is { } rejection)
            return (null, rejection);
        if (waitSeconds > 0)
            await WaitAsync(callId, TimeSpan.FromSeconds(waitSeconds), cancellationToken);

        http.TellsSequence(outcome.Sequence);
        return ((await reader.FindAsync(callId, cancellationToken))!, null);
    }

    /// <summary>A host that stops does not hold its callers up: they are told where to look, and another node goes on.</summary>
    private async Task WaitAsync(Guid callId, TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        try
        {
            await calls.WaitAsync(callId, atMost, waiting.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Answered with what is known so far.
        }
    }
}
