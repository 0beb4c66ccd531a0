using Ocpp.Protocol.V16;

namespace Ocpp.Protocol.Tests.Examples;

internal static partial class Example
{
    private static IdToken Tag => new("04A1B2C3D4E5F6");

    private static IdTagInfo Info => new(AuthorizationStatus.Accepted, Noon.AddYears(1), new IdToken("FLEET-7"));

    private static MeterValue[] Readings =>
    [
        new(Noon,
        [
            new("1234.5", ReadingContext.SamplePeriodic, ValueFormat.Raw, Measurand.EnergyActiveImportRegister, Phase.L1N, Location.Outlet, UnitOfMeasure.KWh),
            new("21", Measurand: Measurand.SoC, Unit: UnitOfMeasure.Percent),
        ]),
        new(Noon.AddMinutes(15), [new("1240")]),
    ];

    private static IEnumerable<object> Core() =>
    [
        new AuthorizeRequest(Tag),
        new AuthorizeResponse(Info),
        new BootNotificationRequest("Vendor", "Model", "CP-0001", "CB-0001", "1.2.3", "8931440400000000001", "204046000000001", "Meter", "M-0001"),
        new BootNotificationResponse(RegistrationStatus.Accepted, Noon, 300),
        new ChangeAvailabilityRequest(0, AvailabilityType.Inoperative),
        new ChangeAvailabilityResponse(AvailabilityStatus.Scheduled),
        new ChangeConfigurationRequest("MeterValueSampleInterval", "60"),
        new ChangeConfigurationResponse(ConfigurationStatus.RebootRequired),
        new ClearCacheRequest(),
        new ClearCacheResponse(ClearCacheStatus.Accepted),
        new DataTransferRequest("org.example", "Status", "{\"a\":1}"),
        new DataTransferResponse(DataTransferStatus.UnknownVendorId, "text"),
        new GetConfigurationRequest(["HeartbeatInterval", "CpoName"]),
        new GetConfigurationResponse([new ConfigurationKey("HeartbeatInterval", false, "300"), new ConfigurationKey("NumberOfConnectors", true)], ["CpoName"]),
        new HeartbeatRequest(),
        new HeartbeatResponse(Noon),
        new MeterValuesRequest(1, Readings, long.MaxValue),
        new MeterValuesResponse(),
        new RemoteStartTransactionRequest(Tag, 1, Profile() with { TransactionId = null, RecurrencyKind = null, ChargingProfileKind = ChargingProfileKind.Absolute }),
        new RemoteStartTransactionResponse(RemoteStartStopStatus.Accepted),
        new RemoteStopTransactionRequest(4711),
        new RemoteStopTransactionResponse(RemoteStartStopStatus.Rejected),
        new ResetRequest(ResetType.Hard),
        new ResetResponse(ResetStatus.Accepted),
        new StartTransactionRequest(1, Tag, 5_000_000_000, Noon, 12),
        new StartTransactionResponse(Info, 4711),
        new StatusNotificationRequest(1, ChargePointErrorCode.OtherError, ChargePointStatus.Faulted, "door open", Noon, "org.example", "E17"),
        new StatusNotificationResponse(),
        new StopTransactionRequest(4711, 5_000_012_345, Noon, Tag, StopReason.EVDisconnected, Readings),
        new StopTransactionResponse(Info),
        new UnlockConnectorRequest(1),
        new UnlockConnectorResponse(UnlockStatus.Unlocked),
    ];

    private static ChargingProfile Profile() => new(
        1,
        2,
        ChargingProfilePurpose.TxProfile,
        ChargingProfileKind.Recurring,
        Schedule,
        4711,
        RecurrencyKind.Daily,
        Noon,
        Noon.AddDays(1));
}
