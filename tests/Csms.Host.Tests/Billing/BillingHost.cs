using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Csms.Host.Tests.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Csms.Host.Tests.Billing;

/// <summary>A host that bills sessions as soon as they stop, and whose clock can be put back: tariffs are assigned before the sessions of a test began.</summary>
public class BillingHost : CsmsFixture
{
    private readonly MovableTime time = new();

    protected override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["Billing:SettleWindow"] = "00:00:00",
        ["Billing:CountryCode"] = "DE",
        ["Billing:PartyId"] = "ABC",
    };

    protected override void Add(IServiceCollection services) => services.AddSingleton<TimeProvider>(time);

    /// <summary>Done long before everything else.</summary>
    internal async Task<RestAnswer> EarlierAsync(string method, string path, string? body, HttpStatusCode expected = HttpStatusCode.OK, string at = "2011-01-01T00:00:00Z")
    {
        time.MoveTo(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture));
        try
        {
            return await Admin.SendAsync(method, path, body).ShouldBeAsync(expected);
        }
        finally
        {
            time.MoveTo(null);
        }
    }

    /// <summary>A charge point with a place and a tariff of its own.</summary>
    internal async Task<RawChargePoint> ConnectAsync(string id, JsonNode tariff, string zone = "UTC")
    {
        await this.RegisterAsync(id);
        await DescribeAsync(id, zone);
        await EarlierAsync("POST", "/tariffs", tariff.ToJsonString(), HttpStatusCode.Created);
        await EarlierAsync("PUT", $"/tariff-assignments/chargePoint/{id}", new JsonObject { ["tariffId"] = (string)tariff["id"]! }.ToJsonString());
        return await RawChargePoint.ConnectAsync(Ocpp, id);
    }

    internal Task<RestAnswer> DescribeAsync(string id, string zone, string? group = null) => Admin.SendAsync(
        "PUT",
        $"/charge-points/{id}/place",
        new JsonObject
        {
            ["locationId"] = "LOC1",
            ["address"] = "Am Weg 1",
            ["city"] = "Köln",
            ["country"] = "DEU",
            ["latitude"] = "50.938361",
            ["longitude"] = "6.959974",
            ["timeZone"] = zone,
            ["group"] = group,
        }.ToJsonString()).ShouldBeAsync(HttpStatusCode.OK);

    /// <summary>The CDRs of a transaction that are in this state, once there are as many.</summary>
    internal async Task<IReadOnlyList<JsonNode>> CdrsAsync(int transactionId, string state, int count = 1) =>
        (await Eventually.BecomesAsync(
            () => Admin.ReadAsync($"/cdrs?transactionId={transactionId}&state={state}"), answer => answer.Status == HttpStatusCode.OK && answer.Items.Count == count)).Items;

    internal async Task<int> CountAsync(int transactionId) => (await Admin.ReadAsync($"/cdrs?transactionId={transactionId}")).Items.Count;

    private sealed class MovableTime : TimeProvider
    {
        private TimeSpan offset;

        public void MoveTo(DateTimeOffset? moment) => offset = moment is { } to ? to - System.GetUtcNow() : TimeSpan.Zero;

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + offset;
    }
}

/// <summary>What a charge point tells of a session.</summary>
internal static class Telling
{
    public static async Task<int> StartsAsync(this RawChargePoint cp, string at, long meter = 1000, string idTag = "DRIVER") => (int)(await cp.CallAsync(
        "StartTransaction", $$"""{"connectorId":1,"idTag":"{{idTag}}","meterStart":{{meter}},"timestamp":"{{at}}"}"""))["transactionId"]!;

    public static Task ReadsAsync(this RawChargePoint cp, int transactionId, string at, decimal register, decimal? amperes = null)
    {
        var current = amperes is null ? "" : $$""",{"value":"{{amperes.Value.ToString(CultureInfo.InvariantCulture)}}","measurand":"Current.Import","unit":"A"}""";
        return cp.CallAsync(
            "MeterValues",
            $$"""{"connectorId":1,"transactionId":{{transactionId}},"meterValue":[{"timestamp":"{{at}}","sampledValue":[{"value":"{{register.ToString(CultureInfo.InvariantCulture)}}"}{{current}}]}]}""");
    }

    public static Task TellsAsync(this RawChargePoint cp, string status, string at) =>
        cp.CallAsync("StatusNotification", $$"""{"connectorId":1,"errorCode":"NoError","status":"{{status}}","timestamp":"{{at}}"}""");

    public static Task StopsAsync(this RawChargePoint cp, int transactionId, string at, long meter, string reason = "EVDisconnected") => cp.CallAsync(
        "StopTransaction", $$"""{"transactionId":{{transactionId}},"meterStop":{{meter}},"timestamp":"{{at}}","reason":"{{reason}}"}""");

    public static JsonNode Tariff(string id, decimal kwh, string currency = "EUR", decimal? vat = null) => new JsonObject
    {
        ["id"] = id,
        ["currency"] = currency,
        ["elements"] = new JsonArray(new JsonObject
        {
            ["price_components"] = new JsonArray(vat is null
                ? new JsonObject { ["type"] = "ENERGY", ["price"] = kwh, ["step_size"] = 1 }
                : new JsonObject { ["type"] = "ENERGY", ["price"] = kwh, ["vat"] = vat, ["step_size"] = 1 }),
        }),
    };
}
