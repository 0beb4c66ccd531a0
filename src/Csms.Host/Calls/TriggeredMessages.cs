using System.Collections.Concurrent;
using Csms.Domain.Calls;
using Csms.EventStore;
using Csms.Host.Commands;
using Ocpp.Protocol.V16;

namespace Csms.Host.Calls;

/// <summary>Watches for the messages that charge points were asked to send (OCPP 1.6 section 5.17) and notes on the call that they came. It watches the
/// wire and not the events: a heartbeat and a repeated report leave none.</summary>
internal sealed partial class TriggeredMessages(
    CommandRunner runner, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<TriggeredMessages> logger)
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
        var callId = message.Request.CallId;
        try
        {
            // Who waits in vain says nothing: that it did not come is noted for all calls at one place (CallEffectSweep).
            await message.Coming.WaitAsync(CallEffects.Within(message.Request), clock, lifetime.ApplicationStopping);
            await runner.RunAsync(
                Streams.Calls,
                Call.StreamId(callId),
                new CallCommand.ReportEffect(CallEffect.MessageSent),
                new EventMetadata($"charge-point:{message.Request.ChargePointId}", clock.GetUtcNow(), CorrelationId: $"call:{callId:D}", CausationId: $"call:{callId:D}"),
                lifetime.ApplicationStopping);
        }
        catch (TimeoutException) when (!message.Coming.IsCompleted)
        {
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
        catch (Exception e)
        {
            Log.NotNoted(logger, message.Request.ChargePointId, callId, e.Message);
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

    /// <summary>A message that one call asked for. Forgotten when the call is turned down.</summary>
    public sealed class ExpectedMessage(TriggeredMessages owner, CallEvent.Requested request, string name, int? connectorId) : IDisposable
    {
        private readonly TaskCompletionSource coming = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool isFollowed;

        public CallEvent.Requested Request => request;

        public Task Coming => coming.Task;

        public void HasCome() => coming.TrySetResult();

        /// <summary>Who turned it down will not send it; who did not answer may.</summary>
        public void Ended(Call.Ended call)
        {
            if (CallEffects.After(request, call.Outcome) is null)
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
