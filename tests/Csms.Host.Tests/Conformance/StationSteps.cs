using System.Text.Json.Nodes;

namespace Csms.Host.Tests.Conformance;

/// <summary>The steps and states that the cases share (Booted, Authorized, Charging).</summary>
internal sealed partial class Station
{
    private DateTimeOffset clock = DateTimeOffset.UtcNow.AddMinutes(-1);

    /// <summary>BootNotification, and the statuses of the charge point and of one connector.</summary>
    public async Task BootsAsync(string connectorStatus = "Available")
    {
        await BootAsync();
        await ReportsAsync("Available", connectorId: 0);
        await ReportsAsync(connectorStatus);
    }

    /// <summary>BootNotification, accepted.</summary>
    public async Task<JsonObject> BootAsync()
    {
        var boot = await CallAsync("BootNotification", new { chargePointVendor = "Vendor", chargePointModel = "Model" });
        ((string?)boot["status"]).ShouldBe("Accepted");
        ((int)boot["interval"]!).ShouldBePositive();
        IsNow(boot);
        return boot;
    }

    /// <summary>Heartbeat; its answer sets the clock.</summary>
    public async Task BeatsAsync() => IsNow(await CallAsync("Heartbeat"));

    public async Task ReportsAsync(string status, int connectorId = 1, string errorCode = "NoError", DateTimeOffset? timestamp = null, string? info = null) =>
        (await CallAsync("StatusNotification", new { connectorId, errorCode, status, timestamp, info })).Count.ShouldBe(0);

    /// <returns>The idTagInfo.</returns>
    public async Task<JsonNode> AuthorizesAsync(string? idTag = null) => (await CallAsync("Authorize", new { idTag = idTag ?? IdTag }))["idTagInfo"]!;

    public async Task IsAuthorizedAsync(string? idTag = null) => ((string?)(await AuthorizesAsync(idTag))["status"]).ShouldBe("Accepted");

    /// <summary>StartTransaction with a time of its own, unless one is given.</summary>
    /// <returns>The answer.</returns>
    public async Task<JsonNode> StartsAsync(string? idTag = null, int connectorId = 1, long meterStart = 1000, DateTimeOffset? timestamp = null, int? reservationId = null)
    {
        var answer = await CallAsync("StartTransaction", new { connectorId, idTag = idTag ?? IdTag, meterStart, timestamp = timestamp ?? Now(), reservationId });
        ((int)answer["transactionId"]!).ShouldBePositive();
        return answer;
    }

    /// <summary>StartTransaction, accepted.</summary>
    /// <returns>The transaction's number.</returns>
    public async Task<int> HasStartedAsync(string? idTag = null, int connectorId = 1, long meterStart = 1000, DateTimeOffset? timestamp = null, int? reservationId = null)
    {
        var answer = await StartsAsync(idTag, connectorId, meterStart, timestamp, reservationId);
        ((string?)answer["idTagInfo"]!["status"]).ShouldBe("Accepted");
        return (int)answer["transactionId"]!;
    }

    public Task<JsonObject> StopsAsync(
        long transactionId, string? reason = null, string? idTag = null, long meterStop = 5000, DateTimeOffset? timestamp = null, object? transactionData = null) =>
        CallAsync("StopTransaction", new { transactionId, meterStop, timestamp = timestamp ?? Now(), reason, idTag, transactionData });

    /// <summary>The state Charging.</summary>
    /// <returns>The transaction's number.</returns>
    public async Task<int> IsChargingAsync(string? idTag = null, int connectorId = 1, int? reservationId = null)
    {
        await IsAuthorizedAsync(idTag);
        await ReportsAsync("Preparing", connectorId);
        var transactionId = await HasStartedAsync(idTag, connectorId, reservationId: reservationId);
        await ReportsAsync("Charging", connectorId);
        ((string?)(await TransactionAsync(transactionId))["status"]).ShouldBe("running");
        return transactionId;
    }

    /// <summary>MeterValues with one sampled value.</summary>
    public async Task MetersAsync(string value, int connectorId = 1, long? transactionId = null, DateTimeOffset? timestamp = null) => (await CallAsync(
        "MeterValues",
        new { connectorId, transactionId, meterValue = new[] { new { timestamp = timestamp ?? Now(), sampledValue = new[] { new { value } } } } })).Count.ShouldBe(0);

    /// <summary>The transaction has ended for this reason, on REST and in the events.</summary>
    public async Task HasStoppedAsync(int transactionId, string reason)
    {
        var transaction = await TransactionAsync(transactionId);
        ((string?)transaction["status"]).ShouldBe("stopped");
        ((string?)transaction["stopReason"]).ShouldBe(reason);
        (await EventsOfAsync(transactionId)).Count(type => type == "transaction_stopped").ShouldBe(1);
    }

    /// <summary>The transaction goes on, on REST and in the events.</summary>
    public async Task StillRunsAsync(int transactionId)
    {
        ((string?)(await TransactionAsync(transactionId))["status"]).ShouldBe("running");
        (await EventsOfAsync(transactionId)).ShouldNotContain("transaction_stopped");
    }

    /// <summary>The connector is in this status, on REST.</summary>
    public async Task ShowsAsync(string status, int connectorId = 1) => ((string?)(await ConnectorAsync(connectorId))["status"]).ShouldBe(status);

    /// <summary>A second later than when it was asked last, so that no two reports are the same.</summary>
    private DateTimeOffset Now() => clock += TimeSpan.FromSeconds(1);

    private static void IsNow(JsonObject answer)
    {
        ((string)answer["currentTime"]!).ShouldEndWith("Z");
        ((DateTimeOffset)answer["currentTime"]!).ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromSeconds(5));
    }
}
