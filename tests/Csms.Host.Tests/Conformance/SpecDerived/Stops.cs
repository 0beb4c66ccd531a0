using System.Text.Json.Nodes;
using Csms.Host.Tests.Api;

namespace Csms.Host.Tests.Conformance.SpecDerived;

/// <summary>SD-X: how transactions end, and what comes with the end (OCPP 1.6 section 4.10).</summary>
[Collection(OneHost.Name)]
public sealed class Stops(CsmsFixture csms)
{
    [Theory]
    [InlineData(null, "Local")]
    [InlineData("DeAuthorized", "DeAuthorized")]
    [InlineData("EmergencyStop", "EmergencyStop")]
    [InlineData("EVDisconnected", "EVDisconnected")]
    [InlineData("HardReset", "HardReset")]
    [InlineData("Local", "Local")]
    [InlineData("Other", "Other")]
    [InlineData("PowerLoss", "PowerLoss")]
    [InlineData("Reboot", "Reboot")]
    [InlineData("Remote", "Remote")]
    [InlineData("SoftReset", "SoftReset")]
    [InlineData("UnlockCommand", "UnlockCommand")]
    public async Task SD_X12_Have_a_reason(string? reason, string kept)
    {
        await using var station = await Station.ConnectAsync(csms);
        var transactionId = await station.IsChargingAsync();
        await station.StopsAsync(transactionId, reason);
        await station.HasStoppedAsync(transactionId, kept);
    }

    [Fact]
    public async Task SD_X12_Are_taken_although_the_meter_ran_backwards()
    {
        await using var station = await Station.ConnectAsync(csms);
        var transactionId = await station.HasStartedAsync(meterStart: 1000);
        await station.StopsAsync(transactionId, meterStop: 1);

        var transaction = await station.TransactionAsync(transactionId);
        ((long?)transaction["meterStop"]).ShouldBe(1);
        transaction["anomalies"].ToJsonString().ShouldContain("meterRanBackwards", Case.Insensitive);
    }

    [Fact]
    public async Task SD_X13_Are_taken_from_any_idTag()
    {
        await using var station = await Station.ConnectAsync(csms, group: "X13-GROUP");
        await station.EnterAsync("X13-SIBLING", parent: "X13-GROUP");
        await station.EnterAsync("X13-STRANGER", parent: "X13-OTHERS");

        foreach (var (idTag, told) in (IEnumerable<(string, string)>)[("X13-SIBLING", "Accepted"), ("X13-STRANGER", "Accepted"), ("X13-NOBODY", "Invalid")])
        {
            var transactionId = await station.IsChargingAsync();
            ((string?)(await station.StopsAsync(transactionId, idTag: idTag))["idTagInfo"]!["status"]).ShouldBe(told);
            ((string?)(await station.TransactionAsync(transactionId))["stopIdTag"]).ShouldBe(idTag);
            await station.HasStoppedAsync(transactionId, "Local");
        }
    }

    [Fact]
    public async Task SD_X14_Keep_all_their_meter_values()
    {
        await using var station = await Station.ConnectAsync(csms);
        var transactionId = await station.IsChargingAsync();
        var began = DateTimeOffset.UtcNow.AddHours(-10);
        var readings = Enumerable.Range(0, 400).Select(i => Reading(began.AddMinutes(i), $"{1000 + i}.25", "Sample.Periodic"))
            .Prepend(Reading(began.AddMinutes(-1), "1000", "Transaction.Begin"))
            .Append(Reading(began.AddMinutes(401), "1401", "Transaction.End"));
        await station.StopsAsync(transactionId, transactionData: readings.ToArray());

        var first = await csms.Admin.SendAsync("GET", $"/transactions/{transactionId}/meter-values?limit=1000");
        first.Items.Count.ShouldBe(402);
        ((string?)first.Items[0]["context"]).ShouldBe("Transaction.Begin");
        ((string?)first.Items[1]["text"]).ShouldBe("1000.25");
        ((decimal?)first.Items[400]["value"]).ShouldBe(1399.25m);
        ((string?)first.Items[401]["context"]).ShouldBe("Transaction.End");
    }

    [Fact]
    public async Task SD_X14_Keep_signed_values_to_the_letter()
    {
        await using var station = await Station.ConnectAsync(csms);
        var transactionId = await station.IsChargingAsync();
        var signed = "OCMF|" + string.Concat(Enumerable.Repeat("{\"PG\":\"T12\"}", 300)) + "|{\"SD\":\"3046\"}";
        var reading = new { timestamp = DateTimeOffset.UtcNow, sampledValue = new[] { new { value = signed, format = "SignedData", context = "Transaction.End" } } };
        await station.StopsAsync(transactionId, transactionData: new[] { reading });

        var stop = JsonNode.Parse((await csms.EventsOfTransactionAsync(transactionId))[^1].Data.Span)!;
        var contentId = (Guid)stop["transactionData"]![0]!["samples"]![0]!["contentId"]!;
        (await csms.Store.ReadContentAsync(contentId, CancellationToken.None)).ShouldBe(signed);
    }

    private static object Reading(DateTimeOffset timestamp, string value, string context) => new { timestamp, sampledValue = new[] { new { value, context } } };
}
