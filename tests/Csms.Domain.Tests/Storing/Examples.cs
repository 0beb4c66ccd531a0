using System.Text.Json;
using Csms.Domain.Access;
using Csms.Domain.Anomalies;
using Csms.Domain.Assignments;
using Csms.Domain.Bills;
using Csms.Domain.Calls;
using Csms.Domain.Cdrs;
using Csms.Domain.Certificates;
using Csms.Domain.ChargePoints;
using Csms.Domain.ChargingProfiles;
using Csms.Domain.Files;
using Csms.Domain.Outages;
using Csms.Domain.Places;
using Csms.Domain.Pricing;
using Csms.Domain.ReRatings;
using Csms.Domain.Reservations;
using Csms.Domain.SecurityEvents;
using Csms.Domain.Sessions;
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

    private static readonly BilledSession Session = new(Other, 7, "CP-1", 1, Card);

    private static readonly CdrLocation Location = new(
        "LOC1", "Am Weg 1", "Köln", "DEU", new("50.938361", "6.959974"), "CP-1", "DE*ABC*E1", "1", "IEC_62196_T2", "SOCKET", "AC_3_PHASE", "Rathaus", "50667", "NRW");

    private static readonly BillTerms Terms = new(
        new(3, Time, Tariff), "Europe/Berlin", RoundingPolicy.PerLine, new(TimeSpan.FromMinutes(5), TimeSpan.FromHours(4), SuspendedByChargePointIsTime: true), "DE", "ABC",
        Location, "ChargePoint", 22000, Time);

    private static readonly PricedSession Priced = PricingEngine.Price(
        new("day", "EUR", [new([new(TariffDimensionType.Energy, 0.5m, 1, 19)])], MaxPrice: new(1)),
        new([new(Time, Time.AddHours(1), Activity.Charging, TimeCountsAs.Time, 4000)]),
        RoundingPolicy.PerTotal,
        TimeZoneInfo.Utc);

    private static readonly Cdr Cdr = Cdr.Of(
        new("DE", "ABC", "c-1", new("DE", "ABC", Card.ToString(), "RFID", Card.ToString()), AuthMethod.Whitelist, Location, Terms.Tariff, Time, Other.ToString(), "ref", "meter-1", "Free"),
        Priced);

    public static IReadOnlyList<object> All { get; } =
    [
        new ChargePointEvent.Registered("CP-1", RegistrationPolicy.Pending, 2, Discovered: true, [Automation.ReadConfiguration], MessageChecking.Strict, SubprotocolAssumed: true),
        new ChargePointEvent.SettingsChanged(
            RegistrationPolicy.Accepted, 3, [Automation.ApplyConfiguration, Automation.TriggerBoot], MessageChecking.Strict, SubprotocolAssumed: true),
        new ChargePointEvent.ConfigurationDesired("HeartbeatInterval", "300"),
        new ChargePointEvent.PasswordReplaced(Other),
        new ChargePointEvent.ProfileRaiseRequested(2, Other),
        new ChargePointEvent.ProfileRaiseEnded(Other),
        new ChargePointEvent.ProfileRaised(2),
        new ChargePointEvent.ConnectionRefused(ConnectionRefusal.ClientCertificateRefused, 17, Other),
        new EntranceEvent.HandshakesRefused(HandshakeRefusal.OldTlsVersion, "node-a", 17, Other),
        new SecurityAlarmEvent.Raised(Other, "TamperDetectionActivated", "CP-1"),
        new SecurityAlarmEvent.Acknowledged(Other, "key:admin"),
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
        new TransactionEvent.ClosedByPolicy(ClosingReason.ConnectorAvailable, Billed: true),
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
        new AuthorizationEvent.Decided("CP-1", Card, AuthorizationStatus.Expired, AuthorizationReason.PastExpiryDate, Other, Times: 46),
        new TariffEvent.Published(3, Time, Tariff),
        new TariffEvent.Withdrawn(Time),
        new ApiKeyEvent.Issued(Card, "grafana", Role.Auditor, ["read:transactions"], Time),
        new ApiKeyEvent.Revoked(),
        new UserEvent.Created(Card, Role.Analyst),
        new UserEvent.RoleChanged(Role.Operator),
        new UserEvent.Disabled(),
        new UserEvent.Enabled(),
        new UserEvent.PasswordReplaced(true),
        new ChargePointEvent.CertificateNameDecided(CertificateNameRule.SerialNumber, "SN-0815"),
        new CertificateEvent.Issued(
            Card,
            "CP-1",
            Other,
            "CN=SN-0815, O=Operator",
            "6F1B0D4E3F0C4C5E9A530A4B8C1D2E3F",
            new string('a', 64),
            new string('b', 64),
            "RSA 2048",
            "CN=csms charge points RSA",
            Time,
            Time.AddDays(365),
            "-----BEGIN CERTIFICATE-----"),
        new CertificateEvent.IssuingFailed(Card, "CP-1", Other, 815, "The key file cannot be read."),
        new CertificateEvent.Accepted(Other),
        new CertificateEvent.Rejected(Other),
        new CertificateEvent.Superseded(Other),
        new CertificateEvent.Revoked(RevocationReason.KeyCompromise),
        new AssignmentEvent.Assigned(AssignmentScope.ChargePointGroup, "centre", "night-1", Time),
        new AssignmentEvent.Unassigned(Time),
        new PlaceEvent.Described("CP-1", new(
            "LOC1", "Am Weg 1", "Köln", "DEU", new("50.938361", "6.959974"), "Europe/Berlin", [new(1, "IEC_62196_T2", "SOCKET", "AC_3_PHASE", 22000, "DE*ABC*E1")],
            "centre", "Rathaus", "50667", "NRW")),
        new BillEvent.Opened(Session, Terms),
        new BillEvent.Held(Session, "c-1", "night-1", 3, ["STOP_MISSING"], 5000, Time, [1, 2]),
        new BillEvent.Ruled("c-1", ["STOP_MISSING"], 5000, 4000, "key:admin", "asked the driver", Time, 7),
        new BillEvent.Rerated("c-1", Terms.Tariff, Other, "key:admin", "wrong price"),
        new BillEvent.CdrIssued(Session, Cdr, 3, Priced, [1, 2], ["TIME_CORRECTED"], FreeOfCharge: true),
        new BillEvent.CdrCredited(Session, Cdr.Reversed(Time), 3),
        new BillEvent.NothingBilled("c-1"),
        new ReRatingEvent.Requested("night-1", 3, ["c-1"], "key:admin", "wrong price", new(Time, Time.AddDays(1), "CP-1", "day-1")),
        new ReRatingEvent.Confirmed("key:admin"),
        new ReRatingEvent.Completed(1, 2),
        new OutageExclusionEvent.Added("CP-1", 1, Time, Time.AddHours(2), ExclusionCause.ScheduledMaintenance, "key:admin", "new meter"),
        new OutageExclusionEvent.Withdrawn("key:admin", "it was another charge point"),
        new AnomalyEvent.Found(
            AnomalyKind.EnergyDoubtful, "CP-1", 812, new(RepairAction.Scale, 8550, Time, 1000, 7), 1, 7, Other, Card, ["KWH_LABELLED_WH"], 9, "c-1", Other),
        new AnomalyEvent.Resolved(813),
        new AnomalyEvent.Accepted(new(RepairAction.Close, 8550, Time), "key:admin", "asked the driver"),
        new AnomalyEvent.Overridden(AnomalyRepair.Ignore, "key:admin", "nobody was there"),
    ];
}
