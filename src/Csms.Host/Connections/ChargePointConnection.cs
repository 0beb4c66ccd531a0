using System.Diagnostics;
using System.Net.WebSockets;
using Csms.Domain.ChargePoints;
using Csms.Host.Calls;
using Csms.Host.Handlers;
using Csms.Host.Journal;
using Csms.Host.Limits;
using Csms.Host.Telemetry;
using Npgsql;
using Ocpp.Protocol;

namespace Csms.Host.Connections;

/// <summary>
/// The owner of one charge point's socket. Its CALLs are handled strictly one after another, and behind the record of what it answered to ours before them;
/// answers to our CALLs are matched as soon as they are read, so crossing calls never wait for each other. A CALLRESULT leaves after the commit of what it
/// acknowledges and never before.
/// </summary>
internal sealed partial class ChargePointConnection : IDisposable
{
    // OCPP allows one unanswered CALL (OCPP-J section 4.1.1); whoever sends more than this is no longer read until those are answered.
    private const int MostWaiting = 8;
    private static readonly TimeSpan Courtesy = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(250);
    private static readonly OcppError AnotherInHand = new(OcppErrorCode.ProtocolError, "Another CALL with this id is being handled already (OCPP-J section 4.2.3).");

    private readonly OcppSocket socket;
    private readonly ChargePointSession session;
    private readonly MessageHandlers handlers;
    private readonly MessageMetrics metrics;
    private readonly TimeProvider clock;
    private readonly ConnectionJournal journal;
    private readonly ILogger logger;
    private readonly CallsInHand inHand = new();
    private readonly CancellationTokenSource reading = new();

    // What was read and is not over, and the last of it: each waits for the one before it. A queue and its reader would live as long as the connection, and
    // what is changed in them with every message costs the collector more than it costs to make this anew.
    private readonly Lock turns = new();
    private int underWay;
    private Task last = Task.CompletedTask;
    private bool isAnswering;
    private TaskCompletionSource? answered;

    private int ended;
    private int settingsChanged;
    private bool isSlowed;
    private DisconnectReason reason = DisconnectReason.Lost;

    public ChargePointConnection(OcppSocket socket, ChargePointSession session, MessageHandlers handlers, MessageMetrics metrics, WireJournal wire, TimeProvider clock, ILogger logger)
    {
        (this.socket, this.session, this.handlers, this.metrics, this.clock, this.logger) = (socket, session, handlers, metrics, clock, logger);
        journal = new ConnectionJournal(wire, session.Id, session.Epoch);
        Outgoing = new OutgoingCalls(socket, journal, clock);
        LastSeen = clock.GetUtcNow();
    }

    public string ChargePointId => session.Id;

    public long Epoch => session.Epoch;

    /// <summary>The certificate of ours that opened it; null for any other.</summary>
    public Guid? CertificateId { get; init; }

    /// <summary>How fast it is read; null: as fast as it sends.</summary>
    public MessageRate? Rate { get; init; }

    /// <summary>Completes when the CALL of the charge point that is being handled, if there is one, has been answered. What follows from a CALL waits for it,
    /// so that nobody is told of a consequence before they have their answer (CertificateSigned after SignCertificate, Improved security A02).</summary>
    public Task Answered
    {
        get
        {
            lock (turns)
                return isAnswering ? (answered ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task : Task.CompletedTask;
        }
    }

    public DateTimeOffset LastSeen { get; private set; }

    /// <summary>What it says is read as it is meant.</summary>
    public bool IsLenient => session.IsLenient;

    /// <summary>Nothing more is to be begun on it: it said good-bye, or its socket ended, although what came over it may still be in hand.</summary>
    public bool IsOver => Volatile.Read(ref ended) != 0 || Outgoing.IsOver;

    /// <summary>Our CALLs on this socket: one in flight.</summary>
    public OutgoingCalls Outgoing { get; }

    /// <summary>Serves the charge point until its socket ends, and tells why it ended. What was read before the end is stored.</summary>
    /// <param name="cancellationToken">The host's: ends the work that a charge point already sent only when the host is out of patience.</param>
    public async Task<DisconnectReason> RunAsync(CancellationToken cancellationToken)
    {
        // Each message is a trace of its own, not a part of the handshake's.
        Activity.Current = null;
        try
        {
            await ReceiveAsync(cancellationToken);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            Log.SocketEnded(logger, session.Id, e.Message);
        }
        finally
        {
            Outgoing.End();
            await last;
        }

        return reason;
    }

    /// <summary>Says on the wire why this is over; <see cref="RunAsync"/> returns when the other side agreed, or soon after.</summary>
    public async Task EndAsync(DisconnectReason why, WebSocketCloseStatus status, string text)
    {
        if (Interlocked.Exchange(ref ended, 1) != 0)
            return;
        reason = why;
        await socket.CloseAsync(status, text);

        // Whoever hangs up at once may never be heard: what the peer still sends would reset the connection before it has read the close.
        StopReading(Courtesy);
    }

    /// <summary>Pings the charge point when it has been quiet, and gives it up when it has been silent for too long and was pinged: where this process stood still
    /// for long, everybody seems to have been silent.</summary>
    public void LookAfter(TimeSpan quiet, TimeSpan tooLong)
    {
        if (Volatile.Read(ref ended) != 0)
            return;
        var silence = socket.Silence;
        if (silence >= tooLong && socket.IsAsked)
        {
            Log.Silent(logger, session.Id, silence);
            StopReading(TimeSpan.Zero);
        }
        else if (silence >= quiet)
        {
            // It deals with its own end, and is at most one for each socket.
            _ = socket.PingAsync();
        }
    }

    /// <summary>An operator changed the charge point's settings: they count from its next message on.</summary>
    public void TakeSettings() => Volatile.Write(ref settingsChanged, 1);

    public void Dispose()
    {
        reading.Dispose();
        socket.Dispose();
    }

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var received = await socket.ReceiveAsync(reading.Token);
            if (received.Fault is { } fault)
            {
                using (received.Message)
                    journal.MalformedReceived(clock.GetUtcNow(), Kept(received.Message.Bytes), fault.Message, size: received.Message.Bytes.Length);
                // Why is said already, but may not have left yet: hanging up at once would take it back.
                await Task.Delay(LastWords, reading.Token);
                throw fault;
            }

            if (received.End is { } end)
            {
                using (received.Message)
                {
                    if (!received.ByPeer)
                        journal.MalformedReceived(clock.GetUtcNow(), Kept(received.Message.Bytes), received.Why!, size: received.Message.Bytes.Length);
                }

                await EndAsync(received.ByPeer ? DisconnectReason.ClosedByChargePoint : DisconnectReason.ProtocolViolation, end, received.Why!);
                if (!received.ByPeer)
                    await socket.DrainAsync(reading.Token);
                return;
            }

            LastSeen = clock.GetUtcNow();
            var (kept, length) = (false, received.Message.Bytes.Length);
            try
            {
                kept = await DispatchAsync(received.Message, cancellationToken);
            }
            finally
            {
                if (!kept)
                    received.Message.Dispose();
            }

            if (Rate?.Take(length) is { } wait && wait > TimeSpan.Zero)
                await SlowDownAsync(wait);
        }
    }

    private void StopReading(TimeSpan delay)
    {
        try
        {
            reading.CancelAfter(delay);
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself meanwhile.
        }
    }

    private async Task SlowDownAsync(TimeSpan wait)
    {
        // Once for a connection: who floods the socket shall not flood the log.
        if (!isSlowed)
            Log.Slowed(logger, session.Id);
        isSlowed = true;
        await Task.Delay(wait, clock, reading.Token);
    }

    /// <returns>Whether the message's buffer was handed on.</returns>
    private async ValueTask<bool> DispatchAsync(ReceivedMessage message, CancellationToken cancellationToken)
    {
        Log.Frame(logger, session.Id, message.Bytes.Length);
        var parsed = OcppFrame.Parse(message.Bytes, session.IsLenient);
        if (parsed.Error is { } error)
        {
            Log.Malformed(logger, session.Id, error.Description);
            journal.MalformedReceived(LastSeen, message.Bytes, error.Description, parsed.UniqueId);
            if (parsed.IsToBeAnswered)
                await AnswerAsync(parsed.UniqueId, error, new MessageContext(LastSeen, journal.CauseOf(parsed.UniqueId)) { Began = clock.GetTimestamp() }, null);
            return false;
        }

        if (!parsed.IsFrame)
        {
            journal.MalformedReceived(LastSeen, message.Bytes, "The message type is none of this version's");
            return false;
        }

        var frame = parsed.Frame;
        if (frame.Type != MessageType.Call)
        {
            var ours = Outgoing.Match(frame, session.IsLenient);
            journal.AnswerReceived(LastSeen, message.Bytes, frame, ours);
            // What is said behind the answer is stored behind it.
            if (ours is { } call)
                LetWait(SettleInTurnAsync(QueueUp().Before, call.Settled));
            return false;
        }

        var cause = journal.CauseOf(frame.UniqueId);
        var context = new MessageContext(LastSeen, cause) { Began = clock.GetTimestamp(), Journalled = journal.CallReceived(LastSeen, message.Bytes, frame, cause) };
        if (!inHand.TryTake(frame))
        {
            await AnswerAsync(frame.UniqueId, AnotherInHand, context, null);
            return false;
        }

        var (before, ahead) = QueueUp();
        if (ahead >= MostWaiting)
            await before.WaitAsync(reading.Token);
        LetWait(HandleInTurnAsync(before, frame, message, context, cancellationToken));
        return true;
    }

    private (Task Before, int Ahead) QueueUp()
    {
        lock (turns)
            return (last, underWay++);
    }

    private void LetWait(Task turn)
    {
        lock (turns)
            last = underWay == 0 ? Task.CompletedTask : turn;
    }

    private async Task HandleInTurnAsync(Task before, OcppFrame call, ReceivedMessage message, MessageContext context, CancellationToken cancellationToken)
    {
        using (message)
        {
            await before;
            // Before anything of it is stored: nothing that follows from it can look earlier.
            lock (turns)
                isAnswering = true;
            try
            {
                await HandleAsync(call, context, cancellationToken);
            }
            catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
            {
                // The answer could not be written: the socket is gone, and the charge point will ask again.
                Log.SocketEnded(logger, session.Id, e.Message);
            }

            EndTurn();
        }
    }

    private async Task SettleInTurnAsync(Task before, Task settled)
    {
        await before;
        await settled;
        EndTurn();
    }

    private void EndTurn()
    {
        TaskCompletionSource? awaited;
        lock (turns)
        {
            (isAnswering, awaited, answered) = (false, answered, null);
            // Until the next message comes nothing of this one is to be kept.
            if (--underWay == 0)
                last = Task.CompletedTask;
        }

        awaited?.SetResult();
    }

    private async Task HandleAsync(OcppFrame call, MessageContext context, CancellationToken cancellationToken)
    {
        using var span = MessageMetrics.Traces.HasListeners() ? MessageMetrics.Traces.StartActivity(MessageMetrics.NameOf(call.Action), ActivityKind.Server) : null;
        span?.SetTag("csms.correlation_id", context.Cause);
        context.Repaired(call.Repairs);
        session.TakeStored();
        Answer answer;
        try
        {
            if (Volatile.Read(ref settingsChanged) != 0)
                await RefreshAsync(cancellationToken);
            answer = await handlers.HandleAsync(session, call, context, cancellationToken);
        }
        finally
        {
            // Before the answer leaves: whoever has it may use the id again.
            inHand.LetGo(call);
        }

        await AnswerAsync(call.UniqueId, answer, context, call.Action);
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        Volatile.Write(ref settingsChanged, 0);
        try
        {
            await session.RefreshAsync(cancellationToken);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            // The message is handled as before; the next one asks again.
            TakeSettings();
        }
    }

    private async ValueTask AnswerAsync(string uniqueId, Answer answer, MessageContext context, string? action)
    {
        // A fault in a frame is answered while an earlier message is still being handled: what is stored then is not this one's.
        var events = action is null ? null : session.TakeStored();
        var buffer = OutgoingBuffers.Rent();
        try
        {
            if (answer.Error is { } error)
                OcppFrameWriter.WriteCallError(buffer, uniqueId, error);
            else
                OcppFrameWriter.WriteCallResult(buffer, uniqueId, answer.Action!, answer.Response!);
            journal.AnswerSent(
                clock.GetUtcNow(),
                buffer.WrittenMemory,
                new SentAnswer(context.ReceivedAt, context.Journalled, uniqueId, context.Cause, answer.Error is not null, action, events));
            await socket.SendAsync(buffer.WrittenMemory);
            metrics.MessageAnswered(action, answer.Error?.Code, context.Began);
        }
        finally
        {
            OutgoingBuffers.Return(buffer);
        }
    }

    private static ReadOnlyMemory<byte> Kept(ReadOnlyMemory<byte> bytes) => bytes[..Math.Min(bytes.Length, WireJournal.MostOfTooLarge)];

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Charge point {ChargePoint}: socket ended ({Why})")]
        public static partial void SocketEnded(ILogger logger, string chargePoint, string why);

        [LoggerMessage(2, LogLevel.Debug, "Charge point {ChargePoint}: frame of {Length} bytes")]
        public static partial void Frame(ILogger logger, string chargePoint, int length);

        [LoggerMessage(4, LogLevel.Warning, "Charge point {ChargePoint} sends faster than it may and is read more slowly (Limits:MessagesPerSecond)")]
        public static partial void Slowed(ILogger logger, string chargePoint);

        [LoggerMessage(5, LogLevel.Information, "Charge point {ChargePoint} has been silent for {Silence} and answers no ping; its connection is given up")]
        public static partial void Silent(ILogger logger, string chargePoint, TimeSpan silence);

        [LoggerMessage(3, LogLevel.Warning, "Charge point {ChargePoint}: malformed frame ({Why})")]
        public static partial void Malformed(ILogger logger, string chargePoint, string why);
    }
}
