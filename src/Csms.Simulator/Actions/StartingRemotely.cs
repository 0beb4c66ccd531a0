using Ocpp.Protocol.V16;

namespace Csms.Simulator.Actions;

/// <summary>RemoteStartTransaction (OCPP 1.6 section 5.11). Accepted means that the device will try (errata 3.32), and it tries after it has answered.</summary>
internal static class StartingRemotely
{
    public static readonly CallHandler Handler = CallHandler.For<RemoteStartTransactionRequest>(OcppActions.RemoteStartTransaction, (chargePoint, request) =>
    {
        // Not while Pending (section 4.2). A charging profile is ignored by a device without smart charging (errata 3.41).
        var connector = chargePoint.Accepted ? chargePoint.ClaimConnector(request.ConnectorId) : null;
        return connector is null
            ? CallReply.Of(new RemoteStartTransactionResponse(RemoteStartStopStatus.Rejected))
            : CallReply.Of(new RemoteStartTransactionResponse(RemoteStartStopStatus.Accepted), ct => chargePoint.StartRemotelyAsync(connector, request.IdTag.Value, ct));
    });
}
