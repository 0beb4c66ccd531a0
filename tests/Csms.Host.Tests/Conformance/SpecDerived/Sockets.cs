using System.Net.WebSockets;
using Csms.Host.Tests.Api;

namespace Csms.Host.Tests.Conformance.SpecDerived;

/// <summary>SD-T: the life of a socket (OCPP-J section 5, RFC 6455).</summary>
[Collection(OneHost.Name)]
public sealed class Sockets(CsmsFixture csms)
{
    [Fact]
    public async Task SD_T12_Leave_the_charge_point_to_the_newest_and_fail_what_was_in_flight()
    {
        await using var station = await Station.ConnectAsync(csms);
        await using var older = station.Wire;
        var asked = await csms.Admin.SendAsync("POST", $"/charge-points/{station.Id}/calls/ClearCache");
        await older.ReceiveCallAsync();

        await station.ConnectAsync();
        await older.Closed;

        var failed = await Eventually.BecomesAsync(() => csms.Admin.ReadAsync($"/calls/{asked["id"]}"), call => (string?)call["status"] == "failed");
        ((string?)failed["error"]["kind"]).ShouldBe("ConnectionLost");
        await station.AsksAsync("ClearCache", "{}", new { status = "Accepted" });
    }

    [Fact]
    public async Task SD_T14_Put_fragments_together()
    {
        await using var station = await Station.ConnectAsync(csms);
        var answer = station.Wire.SendForFrameAsync($$"""[2,"é","Authorize",{"idTag":"{{station.IdTag}}"}]""", "é", largestFragment: 7);

        ((string?)(await answer)[2]!["idTagInfo"]!["status"]).ShouldBe("Accepted");
    }

    [Fact]
    public async Task SD_T14_Close_on_text_that_is_no_UTF8()
    {
        // More than once: what is said and then taken back by hanging up arrives now and then.
        for (var i = 0; i < 10; i++)
        {
            await using var station = await Station.ConnectAsync(csms);
            await station.Wire.SendBytesAsync([.. "[2,\"1\",\"Heartbeat\",{\"x\":\""u8, 0xC3, 0x28, .. "\"}]"u8], WebSocketMessageType.Text);
            await station.Wire.Closed;

            station.Wire.CloseStatus.ShouldBe(WebSocketCloseStatus.InvalidPayloadData);
        }
    }

    [Fact]
    public async Task SD_T15_Take_a_message_that_is_large_and_not_too_large()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.CallAsync("DataTransfer", new { vendorId = "com.example", data = new string('x', 900_000) });
    }

    [Fact]
    public async Task SD_T17_Go_on_without_a_boot()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.BootsAsync();
        await station.Wire.DisposeAsync();
        await Eventually.BecomesAsync(station.ReadAsync, seen => (bool?)seen["connection"]["connected"] == false);

        await station.ConnectAsync();
        await station.IsChargingAsync();

        ((bool?)(await station.ReadAsync())["connection"]["connected"]).ShouldBe(true);
        ((string?)(await station.ReadAsync())["boot"]["answer"]).ShouldBe("accepted");
    }
}
