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
        ["GetConfiguration"] = """{"key":["HeartbeatInterval"]}""",
        ["Reset"] = """{"type":"Soft"}""",
        ["UnlockConnector"] = """{"connectorId":1}""",
    };
}
