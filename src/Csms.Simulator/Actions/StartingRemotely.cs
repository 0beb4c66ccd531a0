using Ocpp.Protocol.V16;

namespace Csms.Simulator.Actions;

/// <summary>RemoteStartTransaction (OCPP 1.6 section 5.11). Accepted means that the device will try (errata 3.32), and it tries after it has answered.</summary>
internal static class StartingRemotely
{
    public static readonly CallHandler Handler = CallHandler.For<RemoteStartTransactionRequest>(OcppActions.RemoteStartTransaction, (chargePoint, request) =>
    {
        // A charging profile is ignored by a device without smart charging (errata 3.41); another than for the coming transaction is turned down.
        var profile = chargePoint.Supports(FeatureProfile.SmartCharging) ? request.ChargingProfile : null;
        var fits = profile is null or { ChargingProfilePurpose: ChargingProfilePurpose.TxProfile, TransactionId: null };
        // Not while Pending (section 4.2).
        var connector = chargePoint.Accepted && fits ? chargePoint.ClaimConnector(request.ConnectorId, request.IdTag.Value) : null;
        return connector is null
            ? CallReply.Of(new RemoteStartTransactionResponse(RemoteStartStopStatus.Rejected))
            : CallReply.Of(new RemoteStartTransactionResponse(RemoteStartStopStatus.Accepted), ct => chargePoint.StartRemotelyAsync(connector, request.IdTag.Value, profile, ct));
    });
}
