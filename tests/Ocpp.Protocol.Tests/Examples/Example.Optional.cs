using Ocpp.Protocol.V16;

namespace Ocpp.Protocol.Tests.Examples;

internal static partial class Example
{
    private static ChargingSchedule Schedule => new(
        ChargingRateUnit.A,
        [new ChargingSchedulePeriod(0, 16.0m, 3), new ChargingSchedulePeriod(3600, 6.1m)],
        86400,
        Noon,
        0.5m);

    private static IEnumerable<object> FirmwareManagement() =>
    [
        new GetDiagnosticsRequest("ftp://files.example.org/in", 3, 60, Noon.AddDays(-1), Noon),
        new GetDiagnosticsResponse("diagnostics.zip"),
        new DiagnosticsStatusNotificationRequest(DiagnosticsStatus.Uploading),
        new DiagnosticsStatusNotificationResponse(),
        new UpdateFirmwareRequest("https://files.example.org/fw.bin", Noon, 3, 60),
        new UpdateFirmwareResponse(),
        new FirmwareStatusNotificationRequest(FirmwareStatus.Installed),
        new FirmwareStatusNotificationResponse(),
    ];

    private static IEnumerable<object> LocalAuthListManagement() =>
    [
        new GetLocalListVersionRequest(),
        new GetLocalListVersionResponse(-1),
        new SendLocalListRequest(7, UpdateType.Differential, [new AuthorizationData(Tag, Info), new AuthorizationData(new IdToken("GONE"))]),
        new SendLocalListResponse(UpdateStatus.VersionMismatch),
    ];

    private static IEnumerable<object> Reservation() =>
    [
        new ReserveNowRequest(0, Noon, Tag, 12, new IdToken("FLEET-7")),
        new ReserveNowResponse(ReservationStatus.Occupied),
        new CancelReservationRequest(12),
        new CancelReservationResponse(CancelReservationStatus.Accepted),
    ];

    private static IEnumerable<object> SmartCharging() =>
    [
        new SetChargingProfileRequest(1, Profile()),
        new SetChargingProfileResponse(ChargingProfileStatus.NotSupported),
        new ClearChargingProfileRequest(1, 0, ChargingProfilePurpose.ChargePointMaxProfile, 2),
        new ClearChargingProfileResponse(ClearChargingProfileStatus.Unknown),
        new GetCompositeScheduleRequest(1, 86400, ChargingRateUnit.W),
        new GetCompositeScheduleResponse(GetCompositeScheduleStatus.Accepted, 1, Noon, Schedule),
    ];

    private static IEnumerable<object> RemoteTrigger() =>
    [
        new TriggerMessageRequest(MessageTrigger.MeterValues, 1),
        new TriggerMessageResponse(TriggerMessageStatus.NotImplemented),
    ];
}
