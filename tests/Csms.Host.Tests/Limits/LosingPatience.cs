using System.Net;
using System.Net.Sockets;
using Csms.Host.Tests.Api;
using Csms.Host.Tests.Conformance.Security;

namespace Csms.Host.Tests.Limits;

public sealed class LosingPatience(LosingPatience.StrictHost csms) : IClassFixture<LosingPatience.StrictHost>
{
    [Theory]
    [InlineData(true, "")]
    [InlineData(false, "")]
    [InlineData(false, "GET /ocpp/SLOW HTTP/1.1\r\nHost: ")]
    public async Task Ends_connections_that_do_not_come_to_the_point(bool tls, string said)
    {
        using var socket = await Crowd.FromAsync(Crowd.AddressOf(0), tls ? csms.Https : csms.Http);
        await socket.SendAsync(System.Text.Encoding.ASCII.GetBytes(said));
        await IsEndedAsync(socket);
        if (said.Length == 0)
            await Eventually.BecomesAsync(() => csms.Admin.ReadAsync("/security-events?type=TooSlow"), rest => rest.Items.Count > 0);
    }

    [Fact]
    public async Task Refuses_bodies_and_headers_that_are_too_large()
    {
        var large = new string('x', 80 * 1024);
        // It asks before it sends two megabytes to somebody who hangs up.
        (await csms.Admin.SendAsync("POST", "/charge-points", new string('x', 2 << 20), ("Expect", "100-continue"))).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(csms.Http, "/health/live"));
        request.Headers.Add("X-Large", large);
        using var client = new HttpClient();
        using var answer = await client.SendAsync(request);
        ((int)answer.StatusCode).ShouldBe(431);
    }

    [Fact]
    public async Task Reads_who_sends_too_fast_more_slowly_and_loses_nothing()
    {
        var door = await Door.RegisteredAsync(csms, "HURRIED", 0);
        await csms.RegisterTokenAsync("HURRIED-TAG");
        await using var cp = await door.InClearAsync();
        await Door.BootsAsync(cp);
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => cp.CallAsync(
            "StartTransaction",
            $$"""{"connectorId":{{1 + (i % 2)}},"idTag":"HURRIED-TAG","meterStart":{{i}},"timestamp":"{{DateTimeOffset.UtcNow.AddMinutes(i - 60):O}}"}""")));
        answers.Select(answer => (int)answer["transactionId"]!).Distinct().Count().ShouldBe(40);
    }

    private static async Task IsEndedAsync(Socket socket)
    {
        var buffer = new byte[1024];
        try
        {
            // What it is told first, if anything, is not looked at.
            while (await socket.ReceiveAsync(buffer).WaitAsync(TimeSpan.FromSeconds(60)) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // Ended without a word.
        }
    }

    public sealed class StrictHost : CsmsFixture
    {
        protected override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
        {
            ["Limits:FirstRequestWithin"] = "00:00:10",
            ["Limits:HeadersWithin"] = "00:00:05",
            ["Limits:MessagesPerSecond"] = "100",
            ["Limits:MessageBurst"] = "5",
        };
    }
}
