using Csms.Host.Connections;
using Csms.Host.Journal;
using Ocpp.Protocol;
using Ocpp.Protocol.V16;

namespace Csms.Host.Calls;

/// <summary>What came back for one of our CALLs; payload and details copied out of the receive buffer.</summary>
internal abstract record CallOutcome
{
    private CallOutcome()
    {
    }

    /// <param name="Repair">Number of the rule by which it was taken for the answer; null when its id says so.</param>
    internal sealed record Result(byte[] Payload, string? Repair = null) : CallOutcome;

    internal sealed record Error(string Code, string Description, byte[] Details) : CallOutcome;

    internal sealed record TimedOut : CallOutcome;

    internal sealed record ConnectionLost : CallOutcome;
}

/// <summary>The CALL that is in flight on a socket, if any (OCPP-J section 4.1.1: one at a time).</summary>
internal sealed class OutgoingCalls(OcppSocket socket, ConnectionJournal journal, TimeProvider clock)
{
    private readonly Lock gate = new();
    private string? uniqueId;
    private OcppAction? asked;
    private AnsweredCall inFlight;
    private TaskCompletionSource? settled;
    private TaskCompletionSource<CallOutcome>? waiting;
    private volatile bool over;

    /// <summary>Nothing more can be sent.</summary>
    public bool IsOver => over;

    /// <summary>Writes a CALL and waits for its answer. Never throws: whatever goes wrong is an outcome. Who has it stores it and calls <see cref="Settle"/>:
    /// messages behind the answer wait for that.</summary>
    public async Task<CallOutcome> SendAsync(string id, string action, ReadOnlyMemory<byte> payload, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<CallOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        var stored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sentAt = clock.GetUtcNow();
        lock (gate)
        {
            if (over)
                return new CallOutcome.ConnectionLost();
            (uniqueId, asked, waiting, settled, inFlight) = (id, OcppActions.Find(action), answer, stored, new AnsweredCall(action, sentAt, stored.Task));
        }

        var buffer = OutgoingBuffers.Rent();
        try
        {
            OcppFrameWriter.WriteCallRaw(buffer, id, action, payload.Span);
            journal.CallSent(sentAt, buffer.WrittenMemory, action, id);
            await socket.SendAsync(buffer.WrittenMemory);
            return await answer.Task.WaitAsync(timeout, cancellationToken);
        }
        catch (Exception e) when (answer.Task.IsCompleted && (e is TimeoutException or OperationCanceledException))
        {
            // It came, and at the same moment the time or the socket was over: it is an answer all the same.
            return await answer.Task;
        }
        catch (TimeoutException)
        {
            return new CallOutcome.TimedOut();
        }
        catch (Exception e) when (e is System.Net.WebSockets.WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            return new CallOutcome.ConnectionLost();
        }
        finally
        {
            OutgoingBuffers.Return(buffer);
            lock (gate)
                (uniqueId, asked, waiting) = (null, null, null);
        }
    }

    /// <summary>What came of the CALL is stored, or could not be at once: what the charge point says next is taken.</summary>
    public void Settle()
    {
        lock (gate)
            settled?.TrySetResult();
    }

    /// <summary>Gives a CALLRESULT or CALLERROR to the CALL it answers; one that answers nothing is ignored (late, or never asked).</summary>
    /// <param name="frame">The answer.</param>
    /// <param name="lenient">An answer under another id is taken when it can only be meant for the CALL in flight (quirk Q22).</param>
    /// <returns>The CALL in flight, if that is what it answered.</returns>
    public AnsweredCall? Match(OcppFrame frame, bool lenient)
    {
        TaskCompletionSource<CallOutcome>? answered;
        AnsweredCall call;
        string? repair = null;
        lock (gate)
        {
            if (waiting is null)
                return null;
            if (frame.UniqueId != uniqueId)
            {
                if (!lenient || !CanOnlyMean(frame, asked))
                    return null;
                repair = Quirk.AnswerId;
            }

            (answered, call) = (waiting, inFlight);
        }

        var isFirst = answered.TrySetResult(frame.Type == MessageType.CallResult
            ? new CallOutcome.Result(frame.Payload.ToArray(), repair)
            : new CallOutcome.Error(frame.ErrorCode, frame.ErrorDescription, frame.Payload.ToArray()));
        return isFirst ? call : null;
    }

    /// <summary>An answer of just the right shape. Not one under a UUID: such ids are ours, and it would be the late answer to an earlier CALL.</summary>
    private static bool CanOnlyMean(OcppFrame frame, OcppAction? asked) =>
        frame.Type == MessageType.CallResult && !Guid.TryParse(frame.UniqueId, out _) && asked?.ReadResponse(frame.Payload.Span, strict: true).IsValid == true;

    /// <summary>The socket ended: whatever is in flight will not be answered.</summary>
    public void End()
    {
        lock (gate)
        {
            over = true;
            waiting?.TrySetResult(new CallOutcome.ConnectionLost());
        }
    }
}
