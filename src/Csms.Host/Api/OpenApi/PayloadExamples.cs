namespace Csms.Host.Api.OpenApi;

/// <summary>OCPP payloads to try, by action.</summary>
internal static class PayloadExamples
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["RemoteStartTransaction"] = """{"idTag":"04E29A3B","connectorId":1}""",
        ["RemoteStopTransaction"] = """{"transactionId":4711}""",
        ["ChangeAvailability"] = """{"connectorId":1,"type":"Inoperative"}""",
        ["ChangeConfiguration"] = """{"key":"MeterValueSampleInterval","value":"60"}""",
        ["ClearCache"] = "{}",
        ["DataTransfer"] = """{"vendorId":"org.example","messageId":"Ping","data":"hello"}""",
        ["SetChargingProfile"] = """
            {"connectorId":1,"csChargingProfiles":{"chargingProfileId":7,"stackLevel":1,"chargingProfilePurpose":"TxDefaultProfile","chargingProfileKind":"Absolute",
            "chargingSchedule":{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":16.0}]}}}
            """,
        ["GetConfiguration"] = """{"key":["HeartbeatInterval"]}""",
        ["Reset"] = """{"type":"Soft"}""",
        ["UnlockConnector"] = """{"connectorId":1}""",
    };
}
