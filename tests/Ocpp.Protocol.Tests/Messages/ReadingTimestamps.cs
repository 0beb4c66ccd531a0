using System.Globalization;
using Ocpp.Protocol.Tests.Frames;
using Ocpp.Protocol.V16;

namespace Ocpp.Protocol.Tests.Messages;

public sealed class ReadingTimestamps
{
    [Theory]
    [InlineData("2024-02-29T12:34:56Z", "2024-02-29T12:34:56.0000000")]
    [InlineData("2024-02-29t12:34:56z", "2024-02-29T12:34:56.0000000")]
    [InlineData("2024-02-29 12:34:56Z", "2024-02-29T12:34:56.0000000")]
    [InlineData("2024-02-29T12:34:56+02:00", "2024-02-29T10:34:56.0000000")]
    [InlineData("2024-02-29T12:34:56-0330", "2024-02-29T16:04:56.0000000")]
    [InlineData("2024-02-29T12:34:56+02", "2024-02-29T10:34:56.0000000")]
    [InlineData("2024-02-29T12:34:56.1Z", "2024-02-29T12:34:56.1000000")]
    [InlineData("2024-02-29T12:34:56.123Z", "2024-02-29T12:34:56.1230000")]
    [InlineData("2024-02-29T12:34:56.123456+01:00", "2024-02-29T11:34:56.1234560")]
    [InlineData("2024-02-29T12:34:56.123456789Z", "2024-02-29T12:34:56.1234567")]
    [InlineData("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.0000000")]
    [InlineData("1970-01-01T00:00:00Z", "1970-01-01T00:00:00.0000000")]
    [InlineData("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.9999999")]
    public void Takes_the_forms_that_occur(string text, string utc)
    {
        var parsed = Read(text);

        ((HeartbeatResponse)parsed.Value!).CurrentTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture).ShouldBe(utc);
        ((HeartbeatResponse)parsed.Value!).CurrentTime.Offset.ShouldBe(TimeSpan.Zero);
        parsed.ZoneAssumed.ShouldBeFalse();
    }

    [Theory]
    [InlineData("2024-02-29T12:34:56")]
    [InlineData("2024-02-29T12:34:56.000")]
    public void Takes_a_missing_zone_for_utc_and_says_so(string text)
    {
        var parsed = Read(text);

        ((HeartbeatResponse)parsed.Value!).CurrentTime.ShouldBe(new DateTimeOffset(2024, 2, 29, 12, 34, 56, TimeSpan.Zero));
        parsed.ZoneAssumed.ShouldBeTrue();
        Read("2024-02-29T12:34:56Z").ZoneAssumed.ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("now")]
    [InlineData("2024-02-29")]
    [InlineData("2022-02-29T00:00:00Z")]
    [InlineData("2024-13-01T00:00:00Z")]
    [InlineData("2024-00-01T00:00:00Z")]
    [InlineData("2024-01-00T00:00:00Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("2024-01-01T24:00:00Z")]
    [InlineData("2024-01-01T00:60:00Z")]
    [InlineData("2024-01-01T00:00:61Z")]
    [InlineData("2024-01-01T00:00:00.Z")]
    [InlineData("2024-01-01T00:00:00+2")]
    [InlineData("2024-01-01T00:00:00+24:00")]
    [InlineData("2024-01-01T00:00:00+02.00")]
    [InlineData("2024-01-01T00:00:00ZZ")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    [InlineData("٢٠٢٤-01-01T00:00:00Z")]
    [InlineData("2024-01-01T00:00:00.00000000000000000000000000000000000000000000000000000000000Z")]
    public void Refuses_what_is_no_time(string text)
    {
        var parsed = Read(text);

        parsed.Value.ShouldBeNull();
        parsed.Error!.Code.ShouldBe(OcppErrorCode.PropertyConstraintViolation);
        parsed.Error.Description.ShouldStartWith("currentTime: ");
    }

    private static Parsed Read(string text) => OcppActions.Heartbeat.ReadResponse($$"""{"currentTime":"{{text}}"}""");
}
