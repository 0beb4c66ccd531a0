using Ocpp.Protocol.V16;

namespace Csms.Simulator.Actions;

/// <summary>RemoteStopTransaction (OCPP 1.6 section 5.12): only for a transaction that runs here under this number.</summary>
internal static class StoppingRemotely
{
    public static readonly CallHandler Handler = CallHandler.For<RemoteStopTransactionRequest>(OcppActions.RemoteStopTransaction, (chargePoint, request) =>
    {
        var running = chargePoint.Accepted ? chargePoint.FindRunning(request.TransactionId) : null;
        return running is null
            ? CallReply.Of(new RemoteStopTransactionResponse(RemoteStartStopStatus.Rejected))
            : CallReply.Of(new RemoteStopTransactionResponse(RemoteStartStopStatus.Accepted), ct => chargePoint.StopAndLeaveAsync(running, StopReason.Remote, ct));
    });
}
