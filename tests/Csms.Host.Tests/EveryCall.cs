using Ocpp.Protocol.V16;

namespace Csms.Host.Tests;

/// <summary>A payload for every action that a central system may send, with the members that are easily got wrong: fractions, offsets, nesting.</summary>
internal static class EveryCall
{
    private const string Pem = "-----BEGIN CERTIFICATE-----\\nMIIB\\n-----END CERTIFICATE-----\\n";

    public static IReadOnlyList<(OcppAction Action, string Payload)> Payloads { get; } =
    [
        (OcppActions.ChangeAvailability, """{"connectorId":0,"type":"Inoperative"}"""),
        (OcppActions.ChangeConfiguration, """{"key":"MeterValueSampleInterval","value":"-1"}"""),
        (OcppActions.ClearCache, "{}"),
        (OcppActions.DataTransfer, """{"vendorId":"org.example","messageId":"m","data":"d"}"""),
        (OcppActions.GetConfiguration, """{"key":["HeartbeatInterval","Nonsense"]}"""),
        (OcppActions.GetConfiguration, "{}"),
        (OcppActions.RemoteStartTransaction, $$$"""{"idTag":"NODE","connectorId":1,"chargingProfile":{{{Profile("TxProfile", "Relative", "A", "16.1")}}}}"""),
        (OcppActions.RemoteStopTransaction, """{"transactionId":-1}"""),
        (OcppActions.Reset, """{"type":"Hard"}"""),
        (OcppActions.UnlockConnector, """{"connectorId":99}"""),
        (
            OcppActions.GetDiagnostics,
            """
            {"location":"ftp://user@files.example/logs","retries":2,"retryInterval":30,"startTime":"2026-01-01T00:00:00+02:00","stopTime":"2026-01-02T00:00:00Z"}
            """),
        (OcppActions.UpdateFirmware, """{"location":"https://files.example/fw.bin","retrieveDate":"2026-01-01T00:00:00.5Z","retries":0,"retryInterval":0}"""),
        (OcppActions.GetLocalListVersion, "{}"),
        (
            OcppActions.SendLocalList,
            """
            {"listVersion":7,"updateType":"Full","localAuthorizationList":[
            {"idTag":"ONE","idTagInfo":{"status":"Accepted","expiryDate":"2027-01-01T00:00:00Z","parentIdTag":"GROUP"}},{"idTag":"TWO","idTagInfo":{"status":"Blocked"}}]}
            """),
        (OcppActions.SendLocalList, """{"listVersion":8,"updateType":"Differential","localAuthorizationList":[{"idTag":"ONE"}]}"""),
        (OcppActions.ReserveNow, """{"connectorId":0,"expiryDate":"2027-01-01T00:00:00-01:00","idTag":"ONE","parentIdTag":"GROUP","reservationId":-7}"""),
        (OcppActions.CancelReservation, """{"reservationId":-7}"""),
        (OcppActions.SetChargingProfile, $$$"""{"connectorId":1,"csChargingProfiles":{{{Profile("TxDefaultProfile", "Absolute", "W", "11000.0")}}}}"""),
        (OcppActions.SetChargingProfile, $$$"""{"connectorId":0,"csChargingProfiles":{{{Recurring}}}}"""),
        (OcppActions.ClearChargingProfile, """{"id":1,"connectorId":0,"chargingProfilePurpose":"ChargePointMaxProfile","stackLevel":0}"""),
        (OcppActions.ClearChargingProfile, "{}"),
        (OcppActions.GetCompositeSchedule, """{"connectorId":1,"duration":3600,"chargingRateUnit":"W"}"""),
        (OcppActions.TriggerMessage, """{"requestedMessage":"MeterValues","connectorId":1}"""),
        (OcppActions.ExtendedTriggerMessage, """{"requestedMessage":"SignChargePointCertificate"}"""),
        (OcppActions.CertificateSigned, $$"""{"certificateChain":"{{Pem}}{{Pem}}"}"""),
        (OcppActions.InstallCertificate, $$"""{"certificateType":"ManufacturerRootCertificate","certificate":"{{Pem}}"}"""),
        (OcppActions.GetInstalledCertificateIds, """{"certificateType":"CentralSystemRootCertificate"}"""),
        (OcppActions.DeleteCertificate, """{"certificateHashData":{"hashAlgorithm":"SHA384","issuerNameHash":"0a","issuerKeyHash":"0b","serialNumber":"1f"}}"""),
        (
            OcppActions.GetLog,
            """
            {"logType":"SecurityLog","requestId":41,"retries":1,"retryInterval":10,
            "log":{"remoteLocation":"https://files.example/logs","oldestTimestamp":"2026-01-01T00:00:00Z","latestTimestamp":"2026-01-02T00:00:00Z"}}
            """),
        (
            OcppActions.SignedUpdateFirmware,
            $$$"""
            {"requestId":42,"retries":1,"retryInterval":10,"firmware":{"location":"https://files.example/fw.bin","retrieveDateTime":"2026-01-01T00:00:00Z",
            "installDateTime":"2026-01-01T01:00:00Z","signingCertificate":"{{{Pem}}}","signature":"AAAA"}}
            """),
    ];

    private static string Recurring =>
        """
        {"chargingProfileId":2,"stackLevel":3,"chargingProfilePurpose":"ChargePointMaxProfile","chargingProfileKind":"Recurring","recurrencyKind":"Weekly",
        "validTo":"2027-01-01T00:00:00Z","chargingSchedule":{"duration":86400,"startSchedule":"2026-01-05T00:00:00Z","chargingRateUnit":"A","minChargingRate":6.5,
        "chargingSchedulePeriod":[{"startPeriod":0,"limit":80},{"startPeriod":28800,"limit":63.2,"numberPhases":3}]}}
        """;

    private static string Profile(string purpose, string kind, string unit, string limit) =>
        $$$"""
        {"chargingProfileId":1,"stackLevel":0,"chargingProfilePurpose":"{{{purpose}}}","chargingProfileKind":"{{{kind}}}","validFrom":"2026-01-01T00:00:00+02:00",
        "chargingSchedule":{"chargingRateUnit":"{{{unit}}}","chargingSchedulePeriod":[{"startPeriod":0,"limit":{{{limit}}},"numberPhases":3}]}}
        """;
}
