using System.Net;
using Csms.Host.Tests.Api;

namespace Csms.Host.Tests.Conformance.Core;

[Collection(OneHost.Name)]
public sealed class TC_019_1_RetrieveAllConfigurationKeys(CsmsFixture csms)
{
    [Fact]
    public async Task Keeps_every_key_that_came()
    {
        await using var station = await Station.ConnectAsync(csms);

        // Keys without a value, of a vendor and of no type we know are as good as others.
        const string configuration = """
            {"configurationKey":[{"key":"HeartbeatInterval","readonly":false,"value":"300"},{"key":"NumberOfConnectors","readonly":true,"value":"2"},
            {"key":"MeterValuesSampledData","readonly":false,"value":"Energy.Active.Import.Register,Voltage"},{"key":"ConnectorPhaseRotation","readonly":false},
            {"key":"SupportedFeatureProfiles","readonly":true,"value":"Core,SmartCharging"},{"key":"com.example.Fan","readonly":false,"value":""}],"unknownKey":[]}
            """;
        var call = await station.AsksAsync("GetConfiguration", "{}", configuration);

        call["payload"]!.ToJsonString().ShouldBe("{}");
        call["response"]!["configurationKey"]!.AsArray().Count.ShouldBe(6);
        var keys = (await csms.Admin.ReadAsync($"/charge-points/{station.Id}/configuration").ShouldBeAsync(HttpStatusCode.OK))["keys"].AsArray();
        keys.Select(key => $"{key!["key"]} {key["value"]} {key["readOnly"]}").ShouldBe(
            ["com.example.Fan  false", "ConnectorPhaseRotation  false", "HeartbeatInterval 300 false", "MeterValuesSampledData Energy.Active.Import.Register,Voltage false",
             "NumberOfConnectors 2 true", "SupportedFeatureProfiles Core,SmartCharging true"]);
    }
}
