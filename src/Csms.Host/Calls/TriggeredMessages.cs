using System.Collections.Concurrent;
using System.Text.Json;
using Csms.Domain.Calls;
using Csms.EventStore;
using Csms.Host.Commands;
using Csms.Host.Connections;
using Microsoft.Extensions.Options;
using Ocpp.Protocol.V16;

namespace Csms.Host.Calls;

/// <summary>Watches for the messages that charge points were asked to send (OCPP 1.6 section 5.17) and notes on the call whether they came. It watches the
/// wire and not the events: a heartbeat and a repeated report leave none.</summary>
internal sealed partial class TriggeredMessages(
    CommandRunner runner, TimeProvider clock, IOptions<OcppOptions> options, IHostApplicationLifetime lifetime, ILogger<TriggeredMessages> logger)
{
    private readonly ConcurrentDictionary<ExpectedMessage, byte> expected = new();

    /// <summary>To be asked for before the trigger is sent, since the message may follow the answer at once; null for a call that triggers nothing.</summary>
    public ExpectedMessage? Expect(CallEvent.Requested request)
    {
        if (request.Action is not (nameof(OcppActions.TriggerMessage) or nameof(OcppActions.ExtendedTriggerMessage))
            || !request.Payload.TryGetProperty("requestedMessage", out var name))
            return null;
        int? connectorId = request.Payload.TryGetProperty("connectorId", out var number) ? number.GetInt32() : null;
        var message = new ExpectedMessage(this, request, name.GetString()!, connectorId);
        expected.TryAdd(message, 0);
        return message;
    }

    /// <summary>A charge point sent a message.</summary>
    public void Saw(string chargePointId, OcppAction action, object message)
    {
        // By the enumerator, which takes no lock: every message comes by here.
        foreach (var (one, _) in expected)
        {
            if (one.IsOf(chargePointId, action, message))
                one.HasCome();
        }
    }

    private void Forget(ExpectedMessage message) => expected.TryRemove(message, out _);

    private async Task FollowAsync(ExpectedMessage message)
    {
        var stopping = lifetime.ApplicationStopping;
        try
        {
            await Task.WhenAny(message.Coming, Task.Delay(options.Value.TriggerPatience, clock, stopping));
            if (stopping.IsCancellationRequested)
                return;
            var callId = message.Request.CallId;
            await runner.RunAsync(
                Streams.Calls,
                Call.StreamId(callId),
                new CallCommand.ReportFollowUp(message.Name, Came: message.Coming.IsCompleted),
                new EventMetadata($"charge-point:{message.Request.ChargePointId}", clock.GetUtcNow(), CorrelationId: $"call:{callId:D}", CausationId: $"call:{callId:D}"),
                stopping);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A note that is lost leaves the question open, which is what is known then.
            Log.NotNoted(logger, message.Request.ChargePointId, message.Request.CallId, e.Message);
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
        finally
        {
            Forget(message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Charge point {ChargePoint}: what call {CallId} triggered could not be noted ({Why})")]
        public static partial void NotNoted(ILogger logger, string chargePoint, Guid callId, string why);
    }

    /// <summary>A message that one call asked for. Forgotten when the call fails.</summary>
    public sealed class ExpectedMessage(TriggeredMessages owner, CallEvent.Requested request, string name, int? connectorId) : IDisposable
    {
        private readonly TaskCompletionSource coming = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool isFollowed;

        public CallEvent.Requested Request => request;

        public string Name => name;

        public Task Coming => coming.Task;

        public void HasCome() => coming.TrySetResult();

        /// <summary>Only who accepted will send it.</summary>
        public void Answered(JsonElement response)
        {
            if (response.ValueKind != JsonValueKind.Object || !response.TryGetProperty("status", out var status) || status.GetString() != "Accepted")
                return;
            isFollowed = true;
            _ = owner.FollowAsync(this);
        }

        public bool IsOf(string chargePointId, OcppAction action, object message) =>
            chargePointId == request.ChargePointId && IsNamed(action) && (connectorId is null || ConnectorOf(message) is not { } other || other == connectorId);

        public void Dispose()
        {
            if (!isFollowed)
                owner.Forget(this);
        }

        /// <summary>The security extension means its own message by FirmwareStatusNotification, and SignCertificate by another name.</summary>
        private bool IsNamed(OcppAction action) =>
            action.Name == name
            || (name == "SignChargePointCertificate" && action == OcppActions.SignCertificate)
            || (name == "FirmwareStatusNotification" && action == OcppActions.SignedFirmwareStatusNotification);

        private static int? ConnectorOf(object message) => message switch
        {
            StatusNotificationRequest status => status.ConnectorId,
            MeterValuesRequest values => values.ConnectorId,
            _ => null,
        };
    }
}
