using Ocpp.Protocol.V16;

namespace Csms.Simulator.Actions;

/// <summary>UnlockConnector (OCPP 1.6 section 5.18): a fixed cable and an unknown connector cannot be unlocked (errata 3.85); a running transaction ends.</summary>
internal static class UnlockingAConnector
{
    public static readonly CallHandler Handler = CallHandler.For<UnlockConnectorRequest>(OcppActions.UnlockConnector, (chargePoint, request) =>
    {
        if (chargePoint.FindConnector(request.ConnectorId) is not { Kind: ConnectorKind.Ac } connector)
            return CallReply.Of(new UnlockConnectorResponse(UnlockStatus.NotSupported));
        return CallReply.Of(
            new UnlockConnectorResponse(UnlockStatus.Unlocked),
            connector.Transaction is { } running ? ct => chargePoint.StopAndLeaveAsync(running, StopReason.UnlockCommand, ct) : null);
    });
}
