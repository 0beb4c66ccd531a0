using System.Text.Json;
using Csms.Domain.Access;
using Csms.Domain.Calls;
using Csms.Domain.ChargePoints;
using Csms.Domain.ChargingProfiles;
using Csms.Domain.Files;
using Csms.Domain.Reservations;
using Csms.Domain.Tariffs;
using Csms.Domain.Tokens;
using Csms.Domain.Transactions;
using static Csms.Domain.Tests.Moments;

namespace Csms.Domain.Tests.Storing;

/// <summary>Every event once with every member set.</summary>
internal static class Examples
{
    private static readonly Guid Card = new("6f1b0d4e-3f0c-4c5e-9a53-0a4b8c1d2e3f");
    private static readonly Guid Other = new("0c9d8b7a-6e5f-4a3b-8c2d-1e0f9a8b7c6d");
    private static readonly DateTimeOffset Time = At("2026-03-01 10:00:00.123");
    private static readonly JsonElement Payload = JsonElement.Parse("""{"connectorId":1,"idTag":"withheld"}""");

    private static readonly MeterReading[] Readings =
    [
        new(Time, [new("1500.50", "Energy.Active.Import.Register", "Wh", "Sample.Periodic", "L1-N", "Outlet", "Raw"), new("230")]),
        new(Time.ToOffset(TimeSpan.FromHours(2)), [new(null, Format: "SignedData", ContentId: Other)]),
    ];

    private static readonly Tariff Tariff = new(
        "night-1",
        "EUR",
        [
            new(
                [
                    new(TariffDimensionType.Energy, 0.4512m, 1, 19), new(TariffDimensionType.Flat, 0.50m, 0, 0),
                    new(TariffDimensionType.Time, 1, 60), new(TariffDimensionType.ParkingTime, 2, 900, 19),
                ],
                new(
                    new(22, 30), new(6, 0), new(2026, 1, 1), new(2027, 1, 1), 1, 20.5m, 6, 32, 1.4m, 22, 60, 3600,
                    [DayOfWeek.Monday, DayOfWeek.Sunday], ReservationRestrictionType.ReservationExpires)),
        ],
        TariffType.AdHocPayment,
        [new("de", "Nachts für 45 ct/kWh")],
        "https://example.com/tariffs/night-1",
        new(0.5m, 0.6m),
        new(100),
        Time,
        Time.AddYears(1));

    public static IReadOnlyList<object> All { get; } =
    [
        new ChargePointEvent.Registered("CP-1", RegistrationPolicy.Pending, 2, Discovered: true, [Automation.ReadConfiguration], MessageChecking.Strict, SubprotocolAssumed: true),
        new ChargePointEvent.SettingsChanged(
            RegistrationPolicy.Accepted, 3, [Automation.ApplyConfiguration, Automation.TriggerBoot], MessageChecking.Strict, SubprotocolAssumed: true),
        new ChargePointEvent.ConfigurationDesired("HeartbeatInterval", "300"),
        new ChargePointEvent.PasswordReplaced(),
        new ChargePointEvent.Removed(),
        new ChargePointEvent.Connected(5, "node-a", 1),
        new ChargePointEvent.Disconnected(5, DisconnectReason.NodeLost),
        new ChargePointEvent.Booted(
            "Vendor", "Modèle", RegistrationPolicy.Accepted, "point-1", "box-1", "1.2.3", "8949020000000000000", "262010000000000", "meter", "meter-1"),
        new ChargePointEvent.ConnectorStatusReported(
            1, ConnectorStatus.SuspendedEVSE, "OtherError", Time, "over <temperature>", "vendor", "E-17", [Anomaly.ImpossibleTransition, Anomaly.ClockAhead]),
        new ChargePointEvent.MeterValuesReported(0, Readings, -1, [Anomaly.UnknownTransaction]),
        new ChargePointEvent.UnknownTransactionStopped(-1, 4200, Time, "PowerLoss", Card, Readings, [Anomaly.UnknownTransaction]),
        new ChargePointEvent.DataTransferred("vendor", "message", "UnknownMessageId", Other, Card),
        new ChargePointEvent.DiagnosticsStatusReported(DiagnosticsStatus.UploadFailed),
        new ChargePointEvent.FirmwareStatusReported(FirmwareStatus.Downloading),
        new ChargePointEvent.LogStatusReported(LogStatus.PermissionDenied, 17),
        new ChargePointEvent.SignedFirmwareStatusReported(FirmwareStatus.InstallRebooting, 18),
        new ChargePointEvent.SecurityEventReported("TamperDetectionActivated", Time, Other, [Anomaly.ClockAhead]),
        new ChargePointEvent.CertificateSigningRequested(Other, "Rejected", "no_certificate_authority"),
        new TransactionEvent.Started(7, "CP-1", 1, Card, 1000, Time, AuthorizationStatus.ConcurrentTx, 12, [Anomaly.ConnectorHadOpenTransaction], AuthorizationReason.ConcurrentLimit),
        new TransactionEvent.MeterValuesReported(1, Readings, [Anomaly.AfterStop, Anomaly.UnreadableValue]),
        new TransactionEvent.Stopped(4200, Time, StopReason.EVDisconnected, Card, Readings, [Anomaly.StoppedBeforeStart], "Cable cut"),
        new TransactionEvent.StopRepeatedDifferently(4300, Time, StopReason.Local, Card, Readings),
        new TransactionEvent.Superseded(8),
        new TokenEvent.Registered(Card, TokenStatus.Accepted, Time, Other, 2),
        new TokenEvent.Changed(TokenStatus.Blocked, Time, Other, 1),
        new TokenEvent.Removed(),
        new TokenEvent.Forgotten(),
        new CallEvent.Requested(Other, "CP-1", "RemoteStartTransaction", Payload, "key:admin", Time, 30, "hotline", "k-1", Card, 120, Other, [new(Card, Other)]),
        new CallEvent.Sent(5, "node-a"),
        new CallEvent.Answered(JsonElement.Parse("""{"status":"Accepted"}"""), Other),
        new CallEvent.Failed(CallFailure.CallError, "NotSupported", "no", JsonElement.Parse("{}")),
        new CallEvent.TimedOut(),
        new CallEvent.Expired(),
        new CallEvent.Cancelled("key:admin", "changed my mind"),
        new CallEvent.TookEffect(CallEffect.TransactionStarted, 7, 1),
        new CallEvent.HadNoEffect(),
        new ReservationEvent.Made("CP-1", 12, 1, Time, Time, 815, Card, Other),
        new ReservationEvent.Held(1, 816),
        new ReservationEvent.Used(7, Card),
        new ReservationEvent.PassedOver(7, Other),
        new ReservationEvent.Expired(),
        new ReservationEvent.Cancelled(Other),
        new ReservationEvent.CancellationRejected(Other),
        new ReservationEvent.Terminated(ConnectorStatus.Faulted, 0),
        new ReservationEvent.Replaced(Other),
        new ChargePointProfilesEvent.Installed(
            1,
            new ChargingProfile(
                9,
                2,
                ChargingProfilePurpose.TxProfile,
                ChargingProfileKind.Recurring,
                new ChargingSchedule(ChargingRateUnit.A, [new(0, 16.5m, 3), new(3600, 0)], 86400, Time, 6.0m),
                7,
                RecurrencyKind.Daily,
                Time,
                Time.AddDays(1)),
            Other,
            815,
            [8]),
        new ChargePointProfilesEvent.Cleared([8, 9], Other, 816),
        new ChargePointProfilesEvent.Ended(7, [9], 817),
        new FileEvent.Received(Other, FileKind.Diagnostics, 4711, new string('a', 64), "log.zip", "2.0", "CP-1", Card),
        new FileEvent.Removed(),
        new AuthorizationEvent.Decided("CP-1", Card, AuthorizationStatus.Expired, AuthorizationReason.PastExpiryDate, Other),
        new TariffEvent.Published(3, Time, Tariff),
        new TariffEvent.Withdrawn(Time),
        new ApiKeyEvent.Issued(Card, "grafana", Role.Auditor, ["read:transactions"], Time),
        new ApiKeyEvent.Revoked(),
        new UserEvent.Created(Card, Role.Analyst),
        new UserEvent.RoleChanged(Role.Operator),
        new UserEvent.Disabled(),
        new UserEvent.Enabled(),
        new UserEvent.PasswordReplaced(true),
    ];
}
