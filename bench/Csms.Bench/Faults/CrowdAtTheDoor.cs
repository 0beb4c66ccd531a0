using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Net.WebSockets;
using Csms.Bench.Load;
using Csms.Bench.Load.Traffic;
using Csms.Host.Tests.Limits;

namespace Csms.Bench.Faults;

/// <summary>How long a charge point waits to come in and be answered, with nobody else at the door and with a crowd of clients that never come to the point.</summary>
internal sealed class CrowdAtTheDoor(FaultSite site)
{
    private const int Silent = 1000;
    private const int Beginning = 1000;
    private const int Dripping = 200;
    private const int Callers = 4;
    private const int Calls = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <returns>What was measured, in words.</returns>
    /// <exception cref="FaultNotSurvivedException">Somebody was not let in or not answered.</exception>
    public async Task<string> MeasureAsync()
    {
        await site.RegisterAsync("/api/v1/charge-points", Enumerable.Range(0, Callers).Select(i => new { id = IdentityOf(i), securityProfile = 0 }), CancellationToken.None);
        var alone = await CallAsync();
        await using var crowd = new Crowd();
        var (http, https) = (new Uri($"http://127.0.0.1:{site.Port}"), new Uri($"https://127.0.0.1:{site.TlsPort}"));
        await crowd.OpenAsync(https, Silent, addresses: 10, ReadOnlyMemory<byte>.Empty);
        // The head of a TLS record of which the rest never comes.
        await crowd.OpenAsync(https, Beginning, addresses: 10, new byte[] { 22, 3, 1, 2, 0, 1, 0 });
        await crowd.DripAsync(http, Dripping, addresses: 4);
        var crowded = await CallAsync();
        return $"{Silent + Beginning} half-open sockets and {Dripping} slow clients; from connecting to the answer to BootNotification {Text(crowded.In)} (alone {Text(alone.In)}), StatusNotification {Text(crowded.Answer)} (alone {Text(alone.Answer)})";
    }

    private static string IdentityOf(int i) => $"COMES-{i:D2}";

    private static string Text(LatencyHistogram waits) =>
        string.Create(CultureInfo.InvariantCulture, $"p50 {waits.At(0.5).TotalMilliseconds:0} ms, p99 {waits.At(0.99).TotalMilliseconds:0} ms, longest {waits.Max.TotalMilliseconds:0} ms");

    private async Task<(LatencyHistogram In, LatencyHistogram Answer)> CallAsync()
    {
        var (letIn, answer) = (new LatencyHistogram(), new LatencyHistogram());
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async caller =>
        {
            for (var call = 0; call < Calls; call++)
                await ComeAsync(IdentityOf(caller), letIn, answer).WaitAsync(Patience);
        }));
        return (letIn, answer);
    }

    private async Task ComeAsync(string identity, LatencyHistogram letIn, LatencyHistogram answer)
    {
        using var standIn = new StandIn(identity, "COMES", new Acknowledged());
        try
        {
            var since = Stopwatch.GetTimestamp();
            await standIn.ConnectAsync(site.Port, CancellationToken.None);
            var wrong = await standIn.ExchangeAsync(MessageKind.BootNotification);
            letIn.Record(Stopwatch.GetTimestamp() - since);
            since = Stopwatch.GetTimestamp();
            wrong ??= await standIn.ExchangeAsync(MessageKind.StatusNotification);
            answer.Record(Stopwatch.GetTimestamp() - since);
            if (wrong is not null)
                throw new FaultNotSurvivedException(wrong);
        }
        catch (Exception e) when (e is WebSocketException or SocketException)
        {
            throw new FaultNotSurvivedException($"a charge point was kept out by the crowd: {e.Message}");
        }
    }
}
