using System.Net;
using System.Text.Json.Nodes;
using Csms.Host.Tests.Api;

namespace Csms.Host.Tests.Automation;

/// <summary>A host whose charge points settle fast.</summary>
public sealed class AutomatedHost : CsmsFixture
{
    protected override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["Automation:SettleWindow"] = "00:00:00.300",
    };

    /// <summary>A charge point for which this is done.</summary>
    internal async Task<RawChargePoint> ConnectAsync(string id, params string[] automation)
    {
        await Admin.SendAsync("POST", "/charge-points", new JsonObject { ["id"] = id, ["securityProfile"] = 0, ["automation"] = new JsonArray([.. automation.Select(a => JsonValue.Create(a))]) }.ToJsonString())
            .ShouldBeAsync(HttpStatusCode.Created);
        return await RawChargePoint.ConnectAsync(Ocpp, id);
    }
}

internal static class AutomatedChargePoint
{
    public static Task<JsonObject> BootAsync(this RawChargePoint cp) => cp.CallAsync("BootNotification", """{"chargePointVendor":"Acme","chargePointModel":"One"}""");

    public static Task<JsonObject> ReportAsync(this RawChargePoint cp, int connectorId, string errorCode = "NoError") =>
        cp.CallAsync("StatusNotification", $$"""{"connectorId":{{connectorId}},"errorCode":"{{errorCode}}","status":"Available"}""");

    /// <summary>The next CALL is this one; it is answered.</summary>
    /// <returns>Its payload.</returns>
    public static async Task<JsonNode> AnswersAsync(this RawChargePoint cp, string action, string answer)
    {
        var call = await cp.ReceiveCallAsync();
        ((string?)call[2]).ShouldBe(action, call.ToJsonString());
        await cp.AnswerAsync(call, answer);
        return call[3]!;
    }
}
