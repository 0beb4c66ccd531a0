using Csms.Host.Tests.Api;
using Csms.Host.Tests.Conformance.Security;

namespace Csms.Host.Tests.Limits;

/// <summary>More connections at once than there is room for, of clients that never come to the point.</summary>
public sealed class CrowdingTheDoor(CrowdingTheDoor.PatientHost csms) : IClassFixture<CrowdingTheDoor.PatientHost>
{
    [Fact]
    public async Task Keeps_no_charge_point_out()
    {
        var door = await Door.RegisteredAsync(csms, "CROWDED", 2);
        await using var crowd = new Crowd();
        // Half of them say nothing, half begin a handshake: a record of which the rest never comes.
        await crowd.OpenAsync(csms.Https, 1000, addresses: 10, ReadOnlyMemory<byte>.Empty);
        await crowd.OpenAsync(csms.Https, 1000, addresses: 10, new byte[] { 22, 3, 1, 2, 0, 1, 0 });
        await crowd.DripAsync(csms.Http, 200, addresses: 4);

        await using var cp = await door.OverTlsAsync(Door.PasswordBytes);
        await Door.BootsAsync(cp);
        (await csms.Admin.ReadAsync($"/charge-points/{door.Id}").ShouldBeAsync(System.Net.HttpStatusCode.OK))["connection"]["connected"]!.ToJsonString().ShouldBe("true");

        // Thousands came too many; what is on record of it is one event, and a number when the hour is over.
        var listed = await Eventually.BecomesAsync(() => csms.Admin.ReadAsync("/security-events?type=TooManyConnections"), rest => rest.Items.Count > 0);
        listed.Items.Count.ShouldBe(1);
    }

    /// <summary>Nobody is cut off for being slow, so that all of them are there at once; room for fewer than come.</summary>
    public sealed class PatientHost : CsmsFixture
    {
        protected override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
        {
            ["Limits:WaitingConnections"] = "2050",
            ["Limits:WaitingReserve"] = "0",
            ["Limits:FirstRequestWithin"] = "00:05:00",
            ["Limits:TlsHandshakeWithin"] = "00:05:00",
            ["Limits:HeadersWithin"] = "00:05:00",
        };
    }
}
