using Ocpp.Protocol.V16;
using static Ocpp.Protocol.V16.FeatureProfile;
using static Ocpp.Protocol.V16.OcppDirection;

namespace Ocpp.Protocol.Tests.Messages;

public sealed class TheActionTable
{
    [Theory]
    [InlineData(Core, 16)]
    [InlineData(FirmwareManagement, 4)]
    [InlineData(LocalAuthListManagement, 2)]
    [InlineData(Reservation, 2)]
    [InlineData(SmartCharging, 3)]
    [InlineData(RemoteTrigger, 1)]
    [InlineData(Security, 11)]
    public void Has_every_action_of_every_profile(FeatureProfile profile, int actions) =>
        OcppActions.All.Count(action => action.Profile == profile).ShouldBe(actions);

    [Fact]
    public void Lists_what_a_central_system_answers() =>
        OcppActions.All.Where(action => action.Direction.HasFlag(FromChargePoint)).Select(action => action.Name).ShouldBe(
        [
            "Authorize", "BootNotification", "DataTransfer", "DiagnosticsStatusNotification", "FirmwareStatusNotification", "Heartbeat",
            "LogStatusNotification", "MeterValues", "SecurityEventNotification", "SignCertificate", "SignedFirmwareStatusNotification",
            "StartTransaction", "StatusNotification", "StopTransaction",
        ], ignoreOrder: true);

    [Fact]
    public void Names_each_action_like_its_property()
    {
        var properties = typeof(OcppActions).GetProperties().Where(property => property.PropertyType == typeof(OcppAction)).ToArray();

        properties.Select(property => (property.Name, ((OcppAction)property.GetValue(null)!).Name)).ShouldAllBe(pair => pair.Item1 == pair.Item2);
        properties.Length.ShouldBe(39);
    }

    [Fact]
    public void Names_messages_like_their_action() =>
        OcppActions.All.ShouldAllBe(action => action.RequestType.Name == action.Name + "Request" && action.ResponseType.Name == action.Name + "Response");

    [Fact]
    public void Finds_actions_by_exact_name()
    {
        OcppActions.Find("Heartbeat").ShouldBeSameAs(OcppActions.Heartbeat);
        OcppActions.Find("heartbeat").ShouldBeNull();
    }

    [Theory]
    [InlineData("Heartbeat", FromChargePoint, null)]
    [InlineData("DataTransfer", FromChargePoint, null)]
    [InlineData("DataTransfer", ToChargePoint, null)]
    [InlineData("Reset", ToChargePoint, null)]
    [InlineData("Reset", FromChargePoint, OcppErrorCode.NotSupported)]
    [InlineData("Heartbeat", ToChargePoint, OcppErrorCode.NotSupported)]
    [InlineData("heartbeat", FromChargePoint, OcppErrorCode.NotImplemented)]
    [InlineData("", FromChargePoint, OcppErrorCode.NotImplemented)]
    public void Tells_unknown_actions_from_those_of_the_other_direction(string name, OcppDirection sender, string? code)
    {
        OcppActions.TryFind(name, sender, out var action, out var refusal).ShouldBe(code is null);

        refusal?.Code.ShouldBe(code);
        action?.Name.ShouldBe(name);
    }
}
