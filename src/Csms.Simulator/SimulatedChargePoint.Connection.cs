using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Csms.Simulator.Actions;
using Csms.Simulator.Connection;
using Csms.Simulator.Transactions;
using Ocpp.Protocol.V16;
using static Csms.Simulator.Connection.CallOutcome;

namespace Csms.Simulator;

public sealed partial class SimulatedChargePoint
{
    private static readonly TimeSpan Handshake = TimeSpan.FromSeconds(20);
    private ReadOnlyMemory<byte>? password;
    private volatile CentralSystemLink? link;
    private Task serving = Task.CompletedTask;
    private volatile bool supervised;
    private volatile TaskCompletionSource? offline;

    /// <summary>As its configuration says; a changed one counts from the next connection on (Improved security, A05).</summary>
    public int SecurityProfile => Settings.Number("SecurityProfile");

    public bool IsConnected => link is { IsOpen: true };

    /// <summary>Completes when the present connection is over.</summary>
    public Task Disconnected => link?.Closed ?? Task.CompletedTask;

    /// <summary>Opens the WebSocket. A device that was accepted before goes on where it stopped, without a new BootNotification (OCPP 1.6 section 4.2).</summary>
    /// <exception cref="HandshakeRefusedException">The central system did not let it in.</exception>
    public async Task ConnectAsync(CancellationToken ct = default)
    {
        if (!HasPower) throw new InvalidOperationException($"{Identity} has no power.");
        await EndLinkAsync();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct, scrapped.Token);
        patience.CancelAfter(Handshake);
        var socket = await OcppSocket.OpenAsync(
            Options, SecurityProfile, password, Certified.Certificate ?? Options.ClientCertificate, Settings.Seconds("WebSocketPingInterval"), patience.Token);
        var opened = new CentralSystemLink(socket, Frames, time, frame => CentralSystemCalls.Serve(this, frame));
        opened.Start();
        bool unwanted;
        lock (gate)
        {
            link = opened;
            unwanted = !HasPower || (supervised && offline is not null);
        }

        // The lights or the network went while the handshake was under way.
        if (unwanted)
        {
            opened.Abort();
            throw new ConnectionLostException($"{Identity} went away while it connected.");
        }

        if (Accepted) await ServeAsync(opened, ct);
    }

    /// <summary>Closes the WebSocket in good order; life goes on and the queue grows.</summary>
    public async Task DisconnectAsync(CancellationToken ct = default)
    {
        if (link is not { IsOpen: true } open) return;
        await open.CloseAsync(ct);
        try
        {
            await open.Closed.WaitAsync(TimeSpan.FromSeconds(5), time, ct);
        }
        catch (TimeoutException)
        {
            open.Abort();
        }
    }

    /// <summary>Keeps the device connected and booted until cancelled, with a back-off between attempts.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, scrapped.Token);
        var backoff = NewBackoff();
        supervised = true;
        try
        {
            while (true)
            {
                if (offline is { } away) await away.Task.WaitAsync(either.Token);
                try
                {
                    await ConnectAsync(either.Token);
                    if (!Accepted) await BootAsync(either.Token);
                    backoff.Reset();
                    await Disconnected.WaitAsync(either.Token);
                }
                catch (Exception problem) when ((IsConnectionProblem(problem) || !HasPower) && !either.IsCancellationRequested)
                {
                    LastProblem = problem;
                }

                if (offline is null) await Task.Delay(backoff.Next(), time, either.Token);
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            await DisconnectAsync(CancellationToken.None);
        }
        finally
        {
            supervised = false;
        }
    }

    /// <summary>Why the last attempt to connect or boot failed.</summary>
    public Exception? LastProblem { get; private set; }

    /// <summary>Any CALL, and its response.</summary>
    public async Task<TResponse> CallAsync<TResponse>(OcppAction action, object request, CancellationToken ct = default) =>
        await TryCallAsync(action, request, ct) switch
        {
            Answered { Response: TResponse response } => response,
            Refused refused => throw new CallRefusedException(action.Name, refused.Error.Code, refused.Error.Description),
            TimedOut => throw new TimeoutException($"{action.Name} was not answered within {Settings.Seconds("MessageTimeout")}."),
            _ => throw new ConnectionLostException($"The connection ended before {action.Name} was answered."),
        };

    public Task<CallOutcome> TryCallAsync(OcppAction action, object request, CancellationToken ct = default) =>
        link is { } open ? open.CallAsync(action, request, Settings.Seconds("MessageTimeout"), NewMessageId(), Mishap.None, ct) : Task.FromResult<CallOutcome>(new Lost());

    /// <summary>Any text as one WebSocket message, well-formed or not.</summary>
    public Task SendRawAsync(string text, CancellationToken ct = default) =>
        (link ?? throw new ConnectionLostException("There is no connection.")).SendAsync(Encoding.UTF8.GetBytes(text), ct);

    internal static string NewMessageId() => Guid.NewGuid().ToString();

    internal static bool IsConnectionProblem(Exception exception) =>
        exception is WebSocketException or HandshakeRefusedException or ConnectionLostException or HttpRequestException or SocketException or IOException
            or OperationCanceledException or TimeoutException or CallRefusedException or ObjectDisposedException;

    /// <summary>Statuses that changed meanwhile, then heartbeats and the queue.</summary>
    private async Task ServeAsync(CentralSystemLink open, CancellationToken ct)
    {
        foreach (var connector in Connectors.Prepend(whole)) await ReportStatusAsync(connector, ct);
        ScheduleHeartbeats();
        ScheduleAlignedValues();
        serving = new TransactionDelivery(this, open).RunAsync();
        if (!securityEvents.IsEmpty) Spawn(TellSecurityEventsAsync);
    }

    // One delivery at a time: the head of the queue must not be on its way over two connections.
    private async Task EndLinkAsync()
    {
        if (link is not { } old) return;
        old.Abort();
        await old.Closed;
        await serving;
        StopHeartbeats();
        link = null;
        old.Dispose();
    }

    private async Task ReconnectAsync(CancellationToken ct)
    {
        var backoff = NewBackoff();
        while (true)
        {
            try
            {
                await ConnectAsync(ct);
                if (!Accepted) await BootAsync(ct);
                return;
            }
            catch (Exception problem) when (IsConnectionProblem(problem) && !ct.IsCancellationRequested)
            {
                LastProblem = problem;
            }

            await Task.Delay(backoff.Next(), time, ct);
        }
    }

    private Backoff NewBackoff() => new(Options.FirstReconnectWait, Options.LongestReconnectWait, StableRandom.For(Options.Seed, Identity, int.MaxValue));
}
