using Ocpp.Protocol.Tests.Frames;
using Ocpp.Protocol.V16;

namespace Ocpp.Protocol.Tests.Messages;

public sealed class ReadingValues
{
    [Theory]
    [InlineData("1")]
    [InlineData("1.0")]
    [InlineData("1e0")]
    [InlineData("10E-1")]
    public void Takes_a_whole_number_however_it_is_written(string number) =>
        Unlock(number).Value.ShouldBe(new UnlockConnectorRequest(1));

    [Theory]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("-1", -1)]
    [InlineData("0", 0)]
    public void Takes_any_transaction_id_of_64_bits(string number, long transactionId)
    {
        var payload = $$"""{"transactionId":{{number}},"meterStop":{{number}},"timestamp":"2024-01-01T00:00:00Z"}""";

        var stop = OcppActions.StopTransaction.ReadRequest(payload).Value.ShouldBeOfType<StopTransactionRequest>();

        (stop.TransactionId, stop.MeterStop).ShouldBe((transactionId, transactionId));
    }

    [Fact]
    public void Takes_both_spellings_of_celsius()
    {
        foreach (var unit in new[] { "Celsius", "Celcius" })
            Sampled($$"""{"value":"21","unit":"{{unit}}"}""").ShouldBe(new SampledValue("21", Unit: unit));
    }

    [Fact]
    public void Takes_the_words_of_a_sample_from_the_vocabulary()
    {
        var sample = Sampled("""{"value":"1","measurand":"Power.Active.Import","unit":"Furlong"}""");

        sample.Measurand.ShouldBeSameAs(Measurand.PowerActiveImport);
        sample.Unit.ShouldBe("Furlong");
    }

    [Fact]
    public void Keeps_a_signed_value_as_it_is()
    {
        var signed = "OCMF|{\\\"RV\\\":1}|" + new string('x', 5000);

        Sampled($$"""{"value":"{{signed}}","format":"SignedData"}""").Value.Length.ShouldBe(signed.Length - 2);
    }

    [Fact]
    public void Replaces_the_character_that_a_database_cannot_store() =>
        OcppActions.DataTransfer.ReadRequest("""{"vendorId":"a\u0000b"}""").Value.ShouldBe(new DataTransferRequest("a\uFFFDb"));

    [Fact]
    public void Takes_connector_0_in_a_start() =>
        OcppActions.StartTransaction.ReadRequest("""{"connectorId":0,"idTag":"A","meterStart":-5,"timestamp":"2024-01-01T00:00:00Z"}""").IsValid.ShouldBeTrue();

    [Fact]
    public void Reads_limits_as_decimal_fractions()
    {
        var payload = """{"status":"Accepted","chargingSchedule":{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":16.1}]}}""";

        var response = OcppActions.GetCompositeSchedule.ReadResponse(payload).Value.ShouldBeOfType<GetCompositeScheduleResponse>();

        response.ChargingSchedule!.ChargingSchedulePeriod[0].Limit.ShouldBe(16.1m);
    }

    [Fact]
    public void The_last_of_two_members_with_one_name_counts() =>
        OcppActions.Authorize.ReadRequest("""{"idTag":"A","idTag":"B"}""").Value.ShouldBe(new AuthorizeRequest(new IdToken("B")));

    private static Parsed Unlock(string number) => OcppActions.UnlockConnector.ReadRequest($$"""{"connectorId":{{number}}}""");

    private static SampledValue Sampled(string sample)
    {
        var payload = $$$"""{"connectorId":1,"meterValue":[{"timestamp":"2024-01-01T00:00:00Z","sampledValue":[{{{sample}}}]}]}""";
        return OcppActions.MeterValues.ReadRequest(payload).Value.ShouldBeOfType<MeterValuesRequest>().MeterValue[0].SampledValue[0];
    }
}
