using System.Net.WebSockets;
using Csms.Host.Calls;
using Csms.Host.Connections;
using Csms.Host.Journal;
using Microsoft.Extensions.Options;
using Ocpp.Protocol;

namespace Csms.Host.Tests;

/// <summary>A charge point answers and is gone, which it does most of all after a Reset or a new certificate.</summary>
public sealed class EndingBehindAnAnswer
{
    [Fact]
    public async Task Does_not_make_the_answer_one_that_never_came()
    {
        // Nothing is read from it.
        await using var stream = new UpgradedStream(new MemoryStream());
        using var socket = new OcppSocket(WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true }), stream, largestMessage: 1024, TimeSpan.FromSeconds(5));
        var journal = new ConnectionJournal(new WireJournal(Options.Create(new JournalOptions())), "CP-GOES", epoch: 1);
        for (var i = 0; i < 50; i++)
        {
            using var connection = new CancellationTokenSource();
            var calls = new OutgoingCalls(socket, journal, TimeProvider.System);
            var call = calls.SendAsync($"{i}", "Reset", """{"type":"Hard"}"""u8.ToArray(), TimeSpan.FromMinutes(1), connection.Token);

            calls.Match(OcppFrame.Parse(System.Text.Encoding.UTF8.GetBytes($$"""[3,"{{i}}",{"status":"Accepted"}]""")).Frame, lenient: false).ShouldNotBeNull();
            calls.End();
            await connection.CancelAsync();

            (await call).ShouldBeOfType<CallOutcome.Result>();
        }
    }
}
