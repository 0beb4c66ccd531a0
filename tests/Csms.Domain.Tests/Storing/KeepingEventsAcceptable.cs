using System.Text;
using System.Text.Json;
using Csms.Domain.Calls;
using Csms.Domain.ChargePoints;

namespace Csms.Domain.Tests.Storing;

/// <summary>PostgreSQL's jsonb refuses U+0000 and halves of surrogate pairs; a charge point may send both.</summary>
public sealed class KeepingEventsAcceptable
{
    [Theory]
    [InlineData("a\0b", "a\uFFFDb")]
    [InlineData("\\\0", "\\\uFFFD")]
    [InlineData("\\u0000", "\\u0000")]
    [InlineData("\uD83D\uDE00", "\uD83D\uDE00")]
    [InlineData("a\u0001\"b", "a\u0001\"b")]
    public void Replaces_what_cannot_be_stored_in_a_text(string sent, string stored) => Restored(sent).ShouldBe(stored);

    // Written with casts: the runner's own encoding of test arguments would spoil them.
    [Fact]
    public void Replaces_half_a_surrogate_pair()
    {
        Restored("a" + (char)0xD800).ShouldBe("a\uFFFD");
        Restored((char)0xDC00 + "a").ShouldBe("\uFFFDa");
    }

    [Theory]
    [InlineData("""{"a":"\u0000"}""", "\uFFFD")]
    [InlineData("""{"a":"\ud800x"}""", "\uFFFDx")]
    [InlineData("""{"a":"\ud83d\ude00"}""", "\uD83D\uDE00")]
    [InlineData("""{"a":"\\u0000"}""", "\\u0000")]
    public void Replaces_it_in_an_answer_too(string sent, string stored)
    {
        var data = StoredEvents.Write(new CallEvent.Answered(JsonElement.Parse(sent))).Data;
        using var json = JsonDocument.Parse(data);
        json.RootElement.GetProperty("response").GetProperty("a").GetString().ShouldBe(stored);
    }

    private static string? Restored(string info)
    {
        var stored = StoredEvents.Write(new ChargePointEvent.ConnectorStatusReported(1, ConnectorStatus.Faulted, "OtherError", Info: info));
        Encoding.UTF8.GetString(stored.Data).ShouldNotContain("\0");
        return ((ChargePointEvent.ConnectorStatusReported)StoredEvents.Read(stored.Type, stored.Data)!).Info;
    }
}
