using Ocpp.Protocol.Tests.Frames;
using Ocpp.Protocol.V16;
using static Ocpp.Protocol.OcppErrorCode;

namespace Ocpp.Protocol.Tests.Messages;

public sealed class RefusingPayloads
{
    private const string Sample = """{"value":"1"}""";

    [Theory]
    [InlineData("Authorize", "{}", OccurenceConstraintViolation, "idTag: is missing")]
    [InlineData("Authorize", "null", OccurenceConstraintViolation, "idTag: is missing")]
    [InlineData("Authorize", """{"IDTAG":"A"}""", OccurenceConstraintViolation, "idTag: is missing")]
    [InlineData("Authorize", """{"idTag":null}""", TypeConstraintViolation, "idTag: is null")]
    [InlineData("Authorize", """{"idTag":7}""", TypeConstraintViolation, "idTag: is not a string")]
    [InlineData("Authorize", """{"idTag":"123456789012345678901"}""", PropertyConstraintViolation, "idTag: has more than 20 characters")]
    [InlineData("Authorize", """{"idTag":"\ud800"}""", FormationViolation, "idTag: holds text that is not Unicode")]
    [InlineData("Authorize", "[]", FormationViolation, "payload: is not an object")]
    [InlineData("Authorize", "", FormationViolation, "payload: is not JSON")]
    [InlineData("Authorize", """{"idTag":"A"}{}""", FormationViolation, "payload: is not JSON")]
    [InlineData("Authorize", """{"idTag":"A",}""", FormationViolation, "payload: is not JSON")]
    [InlineData("StartTransaction", """{"connectorId":"1","idTag":"A","meterStart":0,"timestamp":"2024-01-01T00:00:00Z"}""", TypeConstraintViolation, "connectorId: is not an integer")]
    [InlineData("StartTransaction", """{"connectorId":1.5,"idTag":"A","meterStart":0,"timestamp":"2024-01-01T00:00:00Z"}""", TypeConstraintViolation, "connectorId: is not an integer")]
    [InlineData("StartTransaction", """{"connectorId":4294967297,"idTag":"A","meterStart":0,"timestamp":"2024-01-01T00:00:00Z"}""", PropertyConstraintViolation, "connectorId: is out of range")]
    [InlineData("StartTransaction", """{"connectorId":-1,"idTag":"A","meterStart":0,"timestamp":"2024-01-01T00:00:00Z"}""", PropertyConstraintViolation, "connectorId: is below 0")]
    [InlineData("StartTransaction", """{"connectorId":1,"idTag":"A","meterStart":1e400,"timestamp":"2024-01-01T00:00:00Z"}""", PropertyConstraintViolation, "meterStart: is out of range")]
    [InlineData("StartTransaction", """{"connectorId":1,"idTag":"A","meterStart":0,"timestamp":1704067200}""", TypeConstraintViolation, "timestamp: is not a string")]
    [InlineData("StatusNotification", """{"connectorId":1,"errorCode":"NoError","status":"available"}""", PropertyConstraintViolation, "status: \"available\" is not one of Available, Preparing, Charging, SuspendedEVSE, SuspendedEV, Finishing, Reserved, Unavailable, Faulted")]
    [InlineData("StatusNotification", """{"connectorId":1,"errorCode":"NoError","status":0}""", TypeConstraintViolation, "status: is not a string")]
    [InlineData("StatusNotification", """{"connectorId":1,"errorCode":"NoError","status":"Available, Charging"}""", PropertyConstraintViolation, "status: \"Available, Charging\" is not one of Available, Preparing, Charging, SuspendedEVSE, SuspendedEV, Finishing, Reserved, Unavailable, Faulted")]
    [InlineData("MeterValues", """{"connectorId":1,"meterValue":[]}""", OccurenceConstraintViolation, "meterValue: is empty")]
    [InlineData("MeterValues", """{"connectorId":1,"meterValue":{}}""", TypeConstraintViolation, "meterValue: is not an array")]
    [InlineData("MeterValues", """{"connectorId":1,"meterValue":[null]}""", TypeConstraintViolation, "meterValue[0]: is null")]
    [InlineData("MeterValues", """{"connectorId":1,"meterValue":["a"]}""", TypeConstraintViolation, "meterValue[0]: is not an object")]
    [InlineData("MeterValues", """{"connectorId":1,"meterValue":[{"timestamp":"2024-01-01T00:00:00Z"}]}""", OccurenceConstraintViolation, "meterValue[0].sampledValue: is missing")]
    [InlineData("MeterValues", """{"connectorId":1,"meterValue":[{"timestamp":"2024-01-01T00:00:00Z","sampledValue":[]}]}""", OccurenceConstraintViolation, "meterValue[0].sampledValue: is empty")]
    [InlineData("MeterValues", """{"connectorId":1,"meterValue":[{"timestamp":"2024-01-01T00:00:00Z","sampledValue":[{"value":1}]}]}""", TypeConstraintViolation, "meterValue[0].sampledValue[0].value: is not a string")]
    [InlineData("RemoteStartTransaction", """{"idTag":"A","connectorId":0}""", PropertyConstraintViolation, "connectorId: is not above 0")]
    [InlineData("SendLocalList", """{"listVersion":0,"updateType":"Full"}""", PropertyConstraintViolation, "listVersion: is not above 0")]
    [InlineData("SendLocalList", """{"listVersion":1,"updateType":"Full","localAuthorizationList":[{"idTag":"A"}]}""", OccurenceConstraintViolation, "localAuthorizationList: needs idTagInfo in every entry of a full update")]
    [InlineData("SendLocalList", """{"listVersion":1,"updateType":"Differential","localAuthorizationList":[{"idTag":"a"},{"idTag":"A"}]}""", PropertyConstraintViolation, "localAuthorizationList: names an idTag twice")]
    [InlineData("UpdateFirmware", """{"location":"not a uri","retrieveDate":"2024-01-01T00:00:00Z"}""", PropertyConstraintViolation, "location: is not an absolute URI")]
    [InlineData("SignedFirmwareStatusNotification", """{"status":"Installed"}""", OccurenceConstraintViolation, "requestId: is missing")]
    [InlineData("GetConfiguration", """{"key":["ok","123456789012345678901234567890123456789012345678901"]}""", PropertyConstraintViolation, "key[1]: has more than 50 characters")]
    public void Names_the_member_and_the_code(string action, string payload, string code, string description)
    {
        var parsed = OcppActions.Find(action)!.ReadRequest(payload);

        parsed.Error.ShouldBe(new OcppError(code, description));
    }

    [Fact]
    public void Names_the_word_that_a_sample_may_not_have()
    {
        var payload = $$$"""{"connectorId":1,"meterValue":[{"timestamp":"2024-01-01T00:00:00Z","sampledValue":[{{{Sample}}},{"value":"2","unit":"Furlong"}]}]}""";

        var error = OcppActions.MeterValues.ReadRequest(payload).Error!;

        error.Code.ShouldBe(PropertyConstraintViolation);
        error.Description.ShouldStartWith("meterValue[0].sampledValue[1].unit: \"Furlong\" is not one of A, ");
    }

    [Fact]
    public void Hands_out_a_message_whose_shape_is_right_although_a_rule_is_broken()
    {
        var payload = """{"connectorId":1,"meterValue":[{"timestamp":"2024-01-01T00:00:00Z","sampledValue":[{"value":"50","measurand":"Frequency","unit":"Hertz"}]}]}""";

        var parsed = OcppActions.MeterValues.ReadRequest(payload);

        parsed.Error!.Code.ShouldBe(PropertyConstraintViolation);
        parsed.Value.ShouldBeOfType<MeterValuesRequest>().MeterValue[0].SampledValue[0].Unit.ShouldBe("Hertz");
    }

    [Fact]
    public void Counts_unknown_members_and_skips_them()
    {
        var payload = """{"vendor":{"deep":[1,{"x":null}]},"idTag":"A","more":null}""";

        var parsed = OcppActions.Authorize.ReadRequest(payload);

        parsed.ShouldBe(new Parsed(new AuthorizeRequest(new IdToken("A")), null, UnknownMembers: 2));
    }

    [Theory]
    [InlineData("""{"idTag":"A","more":1}""", "more: is not a member OCPP 1.6 knows")]
    [InlineData("""{"idtag":"A"}""", "idtag: is not a member OCPP 1.6 knows")]
    public void Refuses_unknown_members_when_strict(string payload, string description) =>
        OcppActions.Authorize.ReadRequest(payload, strict: true).Error.ShouldBe(new OcppError(FormationViolation, description));

    [Fact]
    public void Takes_null_for_an_absent_member_unless_strict()
    {
        const string Payload = """{"connectorId":1,"errorCode":"NoError","status":"Available","info":null,"timestamp":null}""";

        var parsed = OcppActions.StatusNotification.ReadRequest(Payload);
        parsed.ShouldBe(new Parsed(new StatusNotificationRequest(1, ChargePointErrorCode.NoError, ChargePointStatus.Available), null));
        OcppActions.StatusNotification.ReadRequest(Payload, strict: true).Error.ShouldBe(new OcppError(TypeConstraintViolation, "info: is null"));
    }

    [Fact]
    public void Is_not_confused_by_the_word_null_inside_a_text() =>
        OcppActions.Authorize.ReadRequest("""{"idTag":"null"}""", strict: true).ShouldBe(new Parsed(new AuthorizeRequest(new IdToken("null")), null));

    [Theory]
    [InlineData("limit", "6.05")]
    [InlineData("limit", "-1")]
    public void Holds_limits_to_tenths(string member, string limit)
    {
        var payload = $$$"""{"status":"Accepted","chargingSchedule":{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"{{{member}}}":{{{limit}}}}]}}""";

        OcppActions.GetCompositeSchedule.ReadResponse(payload).Error
            .ShouldBe(new OcppError(PropertyConstraintViolation, "chargingSchedule.chargingSchedulePeriod[0].limit: is not a multiple of 0.1 from 0"));
    }

    [Fact]
    public void Is_quick_with_a_thousand_unknown_members_and_a_thousand_nulls()
    {
        var payload = "{" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"\"m{i}\":null,")) + "\"idTag\":\"A\"}";

        OcppActions.Authorize.ReadRequest(payload).UnknownMembers.ShouldBe(1000);
    }
}
