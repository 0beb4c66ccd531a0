using Ocpp.Protocol.V16;

namespace Csms.Simulator.Actions;

/// <summary>ClearChargingProfile (OCPP 1.6 section 5.5): Unknown when nothing fits.</summary>
internal static class ClearingChargingProfiles
{
    public static readonly CallHandler Handler = CallHandler.For<ClearChargingProfileRequest>(OcppActions.ClearChargingProfile, (chargePoint, request) =>
        CallReply.Of(new ClearChargingProfileResponse(
            chargePoint.Profiles.Clear(request) > 0 ? ClearChargingProfileStatus.Accepted : ClearChargingProfileStatus.Unknown)));
}
