using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Csms.Host.DataTransfers;
using Csms.Host.Tests.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Csms.Host.Tests.Conformance.SpecDerived;

/// <summary>SD-D: DataTransfer in both directions (OCPP 1.6 sections 4.3 and 5.5).</summary>
public sealed class VendorData(VendorData.Host csms) : IClassFixture<VendorData.Host>
{
    private const string Vendor = "org.example.meters";

    [Fact]
    public async Task SD_D01_Of_a_vendor_nobody_knows_is_kept()
    {
        await using var station = await Station.ConnectAsync(csms);

        (await station.CallAsync("DataTransfer", new { vendorId = "org.example.others", data = "hello" })).ToJsonString().ShouldBe("""{"status":"UnknownVendorId"}""");

        var transfer = await OnlyTransferAsync(station);
        ((string?)transfer["direction"], (string?)transfer["status"], (string?)transfer["data"]).ShouldBe(("from", "UnknownVendorId", "hello"));
    }

    [Theory]
    [InlineData("Nonsense")]
    [InlineData(null)]
    public async Task SD_D02_Of_a_known_vendor_in_an_unknown_message_is_told_so(string? messageId)
    {
        await using var station = await Station.ConnectAsync(csms);
        (await station.CallAsync("DataTransfer", new { vendorId = Vendor, messageId })).ToJsonString().ShouldBe("""{"status":"UnknownMessageId"}""");
    }

    [Fact]
    public async Task SD_D03_May_be_large_and_may_be_JSON_in_a_text()
    {
        await using var station = await Station.ConnectAsync(csms);
        var data = new JsonObject { ["payload"] = new string('x', 500_000) }.ToJsonString();

        (await station.CallAsync("DataTransfer", new { vendorId = "ORG.Example.Meters", messageId = "length", data }))["data"]!.ToString().ShouldBe($"{data.Length}");

        ((string?)(await OnlyTransferAsync(station))["data"]).ShouldBe(data);
    }

    [Theory]
    [InlineData("Accepted", "fine")]
    [InlineData("Rejected", null)]
    [InlineData("UnknownMessageId", null)]
    [InlineData("UnknownVendorId", null)]
    public async Task SD_D04_To_a_charge_point_is_answered_in_four_ways(string status, string? data)
    {
        await using var station = await Station.ConnectAsync(csms);
        await csms.Admin.SendAsync("POST", $"/charge-points/{station.Id}/data-transfers", """{"vendorId":"org.example","messageId":"show","data":"J. Doe"}""")
            .ShouldBeAsync(HttpStatusCode.Accepted);
        var call = await station.Wire.ReceiveCallAsync();
        call[3]!.ToJsonString().ShouldBe("""{"vendorId":"org.example","messageId":"show","data":"J. Doe"}""");
        await station.Wire.AnswerAsync(call, data is null ? $$"""{"status":"{{status}}"}""" : $$"""{"status":"{{status}}","data":"{{data}}"}""");

        var transfer = await Eventually.BecomesAsync(() => OnlyTransferAsync(station), transfer => transfer["status"] is not null);
        ((string?)transfer["direction"], (string?)transfer["status"]).ShouldBe(("to", status));
        ((string?)transfer["data"], (string?)transfer["answerData"]).ShouldBe(("J. Doe", data));
        var events = string.Concat((await csms.EventsOfAsync($"call-{transfer["id"]}")).Select(e => Encoding.UTF8.GetString(e.Data.Span)));
        events.ShouldNotContain("Doe");
        events.ShouldNotContain("fine");

        await csms.Admin.SendAsync("DELETE", $"/data-transfers/{transfer["id"]}/data").ShouldBeAsync(HttpStatusCode.NoContent);
        var erased = await OnlyTransferAsync(station);
        (erased["data"], erased["answerData"], (string?)erased["status"]).ShouldBe((null, null, status));
    }

    [Theory]
    [InlineData("refuse")]
    [InlineData("fail")]
    public async Task Is_rejected_and_kept_when_who_deals_with_it_cannot(string messageId)
    {
        await using var station = await Station.ConnectAsync(csms);
        (await station.CallAsync("DataTransfer", new { vendorId = Vendor, messageId, data = "x" })).ToJsonString().ShouldBe("""{"status":"Rejected"}""");
        ((string?)(await OnlyTransferAsync(station))["status"]).ShouldBe("Rejected");
    }

    [Theory]
    [InlineData("{}", "vendorId")]
    [InlineData("""{"vendorId":"v","messageId":"012345678901234567890123456789012345678901234567890"}""", "messageId")]
    [InlineData("""{"vendorId":"v","data":{}}""", "data")]
    public async Task Is_not_sent_when_it_is_wrong(string body, string member)
    {
        await using var station = await Station.ConnectAsync(csms);
        var answer = await csms.Admin.SendAsync("POST", $"/charge-points/{station.Id}/data-transfers", body).ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_body");
        answer["errors"][member].ShouldNotBeNull();
        await csms.Admin.SendAsync("POST", "/charge-points/NOBODY/data-transfers", """{"vendorId":"v"}""").ShouldBeAsync(HttpStatusCode.NotFound, "charge_point_not_found");
        await csms.Admin.ReadAsync($"/data-transfers/{Guid.NewGuid()}").ShouldBeAsync(HttpStatusCode.NotFound, "data_transfer_not_found");
    }

    private async Task<JsonNode> OnlyTransferAsync(Station station)
    {
        var listed = (await csms.Admin.ReadAsync($"/data-transfers?chargePointId={station.Id}").ShouldBeAsync(HttpStatusCode.OK)).Items.ShouldHaveSingleItem();
        return (await csms.Admin.ReadAsync($"/data-transfers/{listed["id"]}").ShouldBeAsync(HttpStatusCode.OK)).Body!;
    }

    /// <summary>A host that knows one vendor.</summary>
    public sealed class Host : CsmsFixture
    {
        protected override void Add(IServiceCollection services) =>
            services
                .AddDataTransfer(Vendor, "Length", (message, _) => ValueTask.FromResult(new VendorAnswer(true, $"{message.Data?.Length}")))
                .AddDataTransfer(Vendor, "Refuse", (_, _) => ValueTask.FromResult(VendorAnswer.Rejected))
                .AddDataTransfer(Vendor, "Fail", (_, _) => throw new InvalidOperationException("as arranged"));
    }
}
