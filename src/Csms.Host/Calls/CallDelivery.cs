using System.Text.Json;
using Csms.Domain.Calls;
using Csms.EventStore;
using Csms.Host.Commands;
using Csms.Host.Connections;
using Csms.Host.Telemetry;
using Npgsql;
using Ocpp.Protocol;
using Ocpp.Protocol.V16;

namespace Csms.Host.Calls;

/// <summary>Sends the calls that wait for one connected charge point, one after another, and records what became of each.</summary>
internal sealed partial class CallDelivery(
    OpenCalls openCalls,
    CommandRunner runner,
    PostgresEventStore store,
    TriggeredMessages triggered,
    NodeName node,
    MessageMetrics metrics,
    TimeProvider clock,
    IHostApplicationLifetime lifetime,
    ILogger<CallDelivery> logger)
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    // Null counts as a payload without members (OCPP-J section 4.2.2).
    private static readonly JsonElement NoMembers = JsonElement.Parse("{}");

    /// <summary>Runs until the connection ends.</summary>
    public async Task RunAsync(ChargePointConnection connection, CancellationToken cancellationToken)
    {
        using var arrivals = new SemaphoreSlim(1, 1);
        void Wake(string chargePointId)
        {
            if (chargePointId != connection.ChargePointId)
                return;
            try
            {
                arrivals.Release();
            }
            catch (Exception e) when (e is SemaphoreFullException or ObjectDisposedException)
            {
                // It is awake already, or over by now.
            }
        }

        openCalls.Arrived += Wake;
        try
        {
            await EndAbandonedAsync(connection, cancellationToken);
            while (!connection.IsOver)
            {
                if (openCalls.Take(connection.ChargePointId) is { } call)
                    await TryAsync(connection, call, cancellationToken);
                else
                    await arrivals.WaitAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The connection ended, or the host stops.
        }
        finally
        {
            openCalls.Arrived -= Wake;
        }
    }

    /// <summary>Whatever keeps a call from being sent, it waits again afterwards: here, or for the next connection.</summary>
    private async Task TryAsync(ChargePointConnection connection, OpenCall call, CancellationToken cancellationToken)
    {
        try
        {
            await DeliverAsync(connection, call, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            openCalls.GiveBack(call);
            throw;
        }
        catch (Exception e)
        {
            Log.NotSent(logger, e, connection.ChargePointId, call.Request.CallId);
            openCalls.GiveBack(call);
            await Task.Delay(PauseAfterFailure, clock, cancellationToken);
        }
    }

    private async Task DeliverAsync(ChargePointConnection connection, OpenCall call, CancellationToken cancellationToken)
    {
        var request = call.Request;
        if (await ReadPayloadAsync(request, cancellationToken) is not { } payload)
        {
            await RecordAsync(call, new CallCommand.RequestCancellation("system", "What it was to say was erased."), call.Loaded, cancellationToken);
            return;
        }

        // What this call follows from may be in hand on this socket: its answer goes first.
        await connection.Answered.WaitAsync(cancellationToken);
        if (connection.IsOver)
        {
            openCalls.GiveBack(call);
            return;
        }

        var sending = await RecordAsync(call, new CallCommand.RequestSending(connection.Epoch, node.Value, clock.GetUtcNow()), call.Loaded, cancellationToken);
        if (sending.Rejection is not null)
        {
            // Too late, withdrawn, or taken by another node.
            return;
        }

        using var expected = triggered.Expect(request);
        Log.Sent(logger, connection.ChargePointId, request.Action, request.CallId);
        var began = clock.GetTimestamp();
        var outcome = await connection.Outgoing.SendAsync(
            request.CallId.ToString("D"), request.Action, payload, TimeSpan.FromSeconds(request.TimeoutSeconds), cancellationToken);
        try
        {
            metrics.CallEnded(request.Action, WordOf(outcome), began);
            var (report, content, repairs) = ReportOf(request, outcome, connection.IsLenient);
            var recorded = await RecordOutcomeAsync(connection, call, report, sending.Loaded, lifetime.ApplicationStopping, content, repairs);
            if (recorded.Loaded.State is Call.Ended ended)
                expected?.Ended(ended);
            Log.Ended(logger, connection.ChargePointId, request.Action, request.CallId, report.GetType().Name);
        }
        finally
        {
            connection.Outgoing.Settle();
        }
    }

    /// <summary>What the charge point answered is a fact: it is recorded although the connection may be gone by now, and again when the database was away.</summary>
    /// <param name="connection">Where it answered.</param>
    /// <param name="call">What it answered.</param>
    /// <param name="report">What became of it.</param>
    /// <param name="from">The call as it was sent.</param>
    /// <param name="patience">Ends the trying again, and nothing else.</param>
    /// <param name="content">What lies beside the event.</param>
    /// <param name="repairs">The rules by which the answer was read; null when it needed none.</param>
    private async Task<Outcome<Call>> RecordOutcomeAsync(
        ChargePointConnection connection,
        OpenCall call,
        CallCommand report,
        Loaded<Call> from,
        CancellationToken patience,
        ErasableContent? content = null,
        IReadOnlyList<string>? repairs = null)
    {
        while (true)
        {
            try
            {
                return await RecordAsync(call, report, from, CancellationToken.None, content, repairs);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                // What the charge point says meanwhile is not held up by it.
                connection.Outgoing.Settle();
                // A host that stops gives up: the sweep of another one will end the call as timed out.
                Log.NotRecorded(logger, call.Request.ChargePointId, call.Request.CallId, e.Message);
                await Task.Delay(PauseAfterFailure, clock, patience);
            }
        }
    }

    private static string WordOf(CallOutcome outcome) => outcome switch
    {
        CallOutcome.Result => "answered",
        CallOutcome.Error => "call_error",
        CallOutcome.TimedOut => "timed_out",
        _ => "connection_lost",
    };

    private static (CallCommand Report, ErasableContent? Content, IReadOnlyList<string>? Repairs) ReportOf(
        CallEvent.Requested request, CallOutcome outcome, bool lenient) => outcome switch
        {
            CallOutcome.Result result => ReportOf(request, result, lenient),
            CallOutcome.Error error => (
                new CallCommand.ReportFailure(CallFailure.CallError, error.Code, error.Description, Withheld.In(request.Action, error.Details)), null, null),
            CallOutcome.TimedOut => (new CallCommand.ReportTimeout(), null, null),
            _ => (
                new CallCommand.ReportFailure(
                    CallFailure.ConnectionLost, "ConnectionLost", "The connection ended before the answer; nobody knows whether the call arrived."),
                null,
                null),
        };

    private static (CallCommand Report, ErasableContent? Content, IReadOnlyList<string>? Repairs) ReportOf(
        CallEvent.Requested request, CallOutcome.Result result, bool lenient)
    {
        var read = OcppActions.Find(request.Action)!.ReadResponse(result.Payload);
        var kept = Withheld.In(request.Action, result.Payload);
        List<string>? repairs = result.Repair is { } repair ? [repair] : null;
        if (read.Error is { } error)
        {
            // An answer is a fact as well: one value that is too long does not make the others unknown.
            if (read.Value is null || !lenient)
                return (new CallCommand.ReportFailure(CallFailure.InvalidResponse, error.Code, error.Description, kept), null, repairs);
            (repairs ??= []).Add(error.Code == OcppErrorCode.OccurenceConstraintViolation ? Quirk.List : Quirk.OutOfRange);
        }

        // What a vendor answered lies beside the event: it may be anything, and must be erasable.
        var content = read.Value is DataTransferResponse { Data: { } data } ? new ErasableContent(Guid.CreateVersion7(), null, data) : null;
        return (new CallCommand.ReportAnswer(kept ?? NoMembers, content?.Id), content, repairs);
    }

    /// <summary>For as long as the connection lasts: the next one will try again.</summary>
    private async Task EndAbandonedAsync(ChargePointConnection connection, CancellationToken cancellationToken)
    {
        foreach (var call in openCalls.SentBefore(connection.ChargePointId, connection.Epoch))
        {
            var report = new CallCommand.ReportFailure(CallFailure.ConnectionLost, "ConnectionLost", "The node that had sent the call is gone; nobody knows whether it arrived.");
            await RecordOutcomeAsync(connection, call, report, call.Loaded, cancellationToken);
        }
    }

    /// <summary>Null when it was erased: what the event shows in its place is not what was asked for.</summary>
    private async Task<ReadOnlyMemory<byte>?> ReadPayloadAsync(CallEvent.Requested request, CancellationToken cancellationToken)
    {
        if (request.ContentId is not { } contentId)
            return JsonSerializer.SerializeToUtf8Bytes(request.Payload);
        return await store.ReadContentAsync(contentId, cancellationToken) is { } verbatim ? System.Text.Encoding.UTF8.GetBytes(verbatim) : (ReadOnlyMemory<byte>?)null;
    }

    private Task<Outcome<Call>> RecordAsync(
        OpenCall call,
        CallCommand command,
        Loaded<Call> from,
        CancellationToken cancellationToken,
        ErasableContent? content = null,
        IReadOnlyList<string>? repairs = null) =>
        runner.RunAsync(
            Streams.Calls,
            Call.StreamId(call.Request.CallId),
            command,
            call.MetadataOf($"charge-point:{call.Request.ChargePointId}", clock.GetUtcNow()) with { Repairs = repairs },
            cancellationToken,
            from,
            content is null ? null : new StoredAlong(Contents: [content]));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Charge point {ChargePoint}: {Action} {CallId} sent")]
        public static partial void Sent(ILogger logger, string chargePoint, string action, Guid callId);

        [LoggerMessage(2, LogLevel.Information, "Charge point {ChargePoint}: {Action} {CallId} ended ({Outcome})")]
        public static partial void Ended(ILogger logger, string chargePoint, string action, Guid callId, string outcome);

        [LoggerMessage(3, LogLevel.Warning, "Charge point {ChargePoint}: the outcome of call {CallId} could not be recorded and is tried again ({Why})")]
        public static partial void NotRecorded(ILogger logger, string chargePoint, Guid callId, string why);

        [LoggerMessage(4, LogLevel.Warning, "Charge point {ChargePoint}: call {CallId} could not be sent and is tried again")]
        public static partial void NotSent(ILogger logger, Exception exception, string chargePoint, Guid callId);
    }
}
