using System.Buffers;
using System.Net.WebSockets;
using Ocpp.Protocol;
using Ocpp.Protocol.V16;
using static Csms.Simulator.Connection.CallOutcome;

namespace Csms.Simulator.Connection;

/// <summary>
/// One connection to the central system from handshake to end: one CALL of ours in flight (OCPP-J section 4.1.1), calls from the other side served
/// meanwhile, since the receive loop waits for nobody.
/// </summary>
internal sealed class CentralSystemLink(OcppSocket socket, FrameLog frames, TimeProvider time, Func<OcppFrame, ServedCall> serve) : IDisposable
{
#pragma warning disable CA2213 // Callers may still be on their way out when the link is disposed; neither holds anything unmanaged.
    private readonly SemaphoreSlim inFlight = new(1, 1);
    private readonly CancellationTokenSource ended = new();
#pragma warning restore CA2213
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Pending? pending;
    private volatile TaskCompletionSource? paused;

    /// <summary>Cancelled when the connection is over.</summary>
    public CancellationToken Ended => ended.Token;

    /// <summary>Completes, never faults, when the receive loop has ended.</summary>
    public Task Closed => closed.Task;

    public bool IsOpen => !ended.IsCancellationRequested;

    /// <summary>Half-open: bytes arrive at the host but nobody reads them.</summary>
    public void StopReading() => paused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Start() => _ = ReceiveAsync();

    public async Task<CallOutcome> CallAsync(OcppAction action, object request, TimeSpan timeout, string uniqueId, Mishap mishap, CancellationToken ct)
    {
        var frame = new ArrayBufferWriter<byte>(256);
        OcppFrameWriter.WriteCall(frame, uniqueId, action, request);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, Ended);
        var call = new Pending(uniqueId, action, mishap == Mishap.AnswerLost);
        try
        {
            await inFlight.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Lost();
        }

        try
        {
            pending = call;
            // A send that is cancelled half way takes the whole WebSocket with it.
            await SendAsync(frame.WrittenMemory, Ended);
            if (mishap == Mishap.CutAfterSending) Abort();
            return await call.Outcome.Task.WaitAsync(timeout, time, either.Token);
        }
        catch (TimeoutException)
        {
            return new TimedOut();
        }
        catch (Exception end) when (IsEndOfConnection(end))
        {
            // Whoever ends the charge point has its socket closed under it: that is no failure.
            ct.ThrowIfCancellationRequested();
            Abort();
            return new Lost();
        }
        finally
        {
            pending = null;
            inFlight.Release();
        }
    }

    public async Task SendAsync(ReadOnlyMemory<byte> frame, CancellationToken ct)
    {
        if (!IsOpen) throw new ConnectionLostException("The connection is over.");
        frames.Add(sent: true, frame.Span);
        await socket.SendAsync(frame, ct);
    }

    public async Task CloseAsync(CancellationToken ct)
    {
        try
        {
            await socket.CloseAsync(ct);
        }
        catch (Exception end) when (IsEndOfConnection(end))
        {
            Abort();
        }
    }

    /// <summary>Gone without a word, as when a cable is cut.</summary>
    public void Abort()
    {
        socket.Abort();
        paused?.TrySetResult();
        ended.Cancel();
    }

    public void Dispose() => socket.Dispose();

    private async Task ReceiveAsync()
    {
        var message = new ArrayBufferWriter<byte>();
        try
        {
            while (await socket.ReceiveAsync(message, CancellationToken.None))
            {
                if (paused is { } pause) await pause.Task.WaitAsync(Ended);
                frames.Add(sent: false, message.WrittenSpan);
                await TakeAsync(message.WrittenMemory.ToArray());
                message = new ArrayBufferWriter<byte>();
            }

            await socket.CloseAsync(CancellationToken.None);
        }
        catch (Exception end) when (IsEndOfConnection(end))
        {
            // However it ended, it has ended; whoever waits learns it below.
        }
        finally
        {
            await ended.CancelAsync();
            socket.Abort();
            closed.TrySetResult();
        }
    }

    private async Task TakeAsync(ReadOnlyMemory<byte> utf8)
    {
        var parsed = OcppFrame.Parse(utf8);
        if (parsed.Error is { } fault)
        {
            if (parsed.IsToBeAnswered) await RefuseAsync(parsed.UniqueId, fault);
            return;
        }

        var frame = parsed.Frame;
        if (frame.Type == MessageType.Call)
        {
            var served = serve(frame);
            if (served.Answer.Length > 0) await SendAsync(served.Answer, Ended);
            served.Afterwards?.Invoke();
        }
        else if (pending is { } call && call.UniqueId == frame.UniqueId)
        {
            if (call.LoseAnswer) Abort();
            else call.Outcome.TrySetResult(Read(call.Action, frame));
        }
    }

    private async Task RefuseAsync(string uniqueId, OcppError fault)
    {
        var answer = new ArrayBufferWriter<byte>(128);
        OcppFrameWriter.WriteCallError(answer, uniqueId, fault);
        await SendAsync(answer.WrittenMemory, Ended);
    }

    private static CallOutcome Read(OcppAction action, OcppFrame frame)
    {
        if (frame.Type == MessageType.CallError) return new Refused(new OcppError(frame.ErrorCode, frame.ErrorDescription));
        var response = action.ReadResponse(frame.Payload.Span);
        if (response is { Value: { } value, Error: null }) return new Answered(value);
        return new Refused(response.Error ?? new OcppError(OcppErrorCode.FormationViolation, "The response is empty."));
    }

    internal static bool IsEndOfConnection(Exception exception) =>
        exception is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException
            or ConnectionLostException;

    private sealed record Pending(string UniqueId, OcppAction Action, bool LoseAnswer)
    {
        public TaskCompletionSource<CallOutcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>The answer to a call of the central system, and what the device does once the answer is out.</summary>
internal readonly record struct ServedCall(ReadOnlyMemory<byte> Answer, Action? Afterwards = null);
