using Ocpp.Protocol;
using Ocpp.Protocol.V16;
using static Ocpp.Protocol.V16.ChargingProfilePurpose;

namespace Csms.Simulator.Actions;

/// <summary>SetChargingProfile (OCPP 1.6 section 5.16). A connector that does not exist is a CALLERROR (errata 3.39), a profile out of place is Rejected.</summary>
internal static class InstallingAChargingProfile
{
    public static readonly CallHandler Handler = CallHandler.For<SetChargingProfileRequest>(OcppActions.SetChargingProfile, (chargePoint, request) =>
    {
        if (request.ConnectorId != 0 && chargePoint.FindConnector(request.ConnectorId) is null)
            return CallReply.Refuse(OcppErrorCode.PropertyConstraintViolation, $"connectorId: there is no connector {request.ConnectorId}");
        var (profile, settings) = (request.CsChargingProfiles, chargePoint.Settings);
        var installed = IsInPlace(chargePoint, request.ConnectorId, profile) && IsWithinLimits(chargePoint, profile)
            && chargePoint.Profiles.Install(request.ConnectorId, profile, settings.Number("MaxChargingProfilesInstalled"));
        return CallReply.Of(new SetChargingProfileResponse(installed ? ChargingProfileStatus.Accepted : ChargingProfileStatus.Rejected));
    });

    private static bool IsInPlace(SimulatedChargePoint chargePoint, int connectorId, ChargingProfile profile) => profile.ChargingProfilePurpose switch
    {
        // Relative to a session that a charge point as a whole does not have.
        ChargePointMaxProfile => connectorId == 0 && profile.ChargingProfileKind != ChargingProfileKind.Relative,
        TxProfile => chargePoint.FindConnector(connectorId)?.Transaction is { TransactionId: { } running } && profile.TransactionId == running,
        _ => true,
    };

    private static bool IsWithinLimits(SimulatedChargePoint chargePoint, ChargingProfile profile)
    {
        var (schedule, settings) = (profile.ChargingSchedule, chargePoint.Settings);
        var unit = schedule.ChargingRateUnit == ChargingRateUnit.A ? "Current" : "Power";
        return profile.StackLevel <= settings.Number("ChargeProfileMaxStackLevel")
            && schedule.ChargingSchedulePeriod.Length <= settings.Number("ChargingScheduleMaxPeriods")
            && settings.List("ChargingScheduleAllowedChargingRateUnit").Contains(unit)
            && (profile.ChargingProfileKind != ChargingProfileKind.Recurring || schedule.StartSchedule is not null)
            && !(profile.ValidTo <= chargePoint.Clock.Now);
    }
}
