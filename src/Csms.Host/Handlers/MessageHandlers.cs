using System.Collections.Frozen;
using Csms.Domain.ChargePoints;
using Csms.Host.Calls;
using Csms.Host.Connections;
using Npgsql;
using Ocpp.Protocol;
using Ocpp.Protocol.V16;

namespace Csms.Host.Handlers;

/// <summary>What a CALL is answered with: a response of its action, or a CALLERROR.</summary>
internal readonly record struct Answer(OcppAction? Action, object? Response, OcppError? Error)
{
    public static implicit operator Answer(OcppError error) => new(null, null, error);
}

/// <summary>How an action is handled.</summary>
/// <param name="IsReport">It reports a fact, which is stored even where a length or a range breaks the specification; a question is refused instead.</param>
/// <param name="IsOfTransaction">It is read leniently whatever the charge point's setting: a start or a stop that is refused comes again for ever, or is lost.</param>
/// <param name="HandleAsync">Returns the response when everything that was reported is stored.</param>
internal sealed record MessageHandler(
    bool IsReport, bool IsOfTransaction, Func<ChargePointSession, object, MessageContext, CancellationToken, ValueTask<object>> HandleAsync);

/// <summary>From a CALL to its answer: finds the action, reads and checks the payload, hands it to the action's handler. The only place that turns failures into CALLERRORs.</summary>
internal sealed partial class MessageHandlers(
    FrozenDictionary<OcppAction, MessageHandler> handlers, TriggeredMessages triggered, RepairCounter repairs, ILogger<MessageHandlers> logger)
{
    public async ValueTask<Answer> HandleAsync(ChargePointSession session, OcppFrame call, MessageContext context, CancellationToken cancellationToken)
    {
        if (!OcppActions.TryFind(call.Action, OcppDirection.FromChargePoint, out var action, out var refusal))
            return refusal;
        if (!handlers.TryGetValue(action, out var handler))
            return new OcppError(OcppErrorCode.NotSupported, $"{action.Name} is not handled here.");
        if (session.State.Registration == RegistrationPolicy.Rejected && action != OcppActions.BootNotification)
            return new OcppError(OcppErrorCode.SecurityError, "This charge point is not accepted (OCPP-J errata 3.8).");

        if (session.State.LastBoot is null && action != OcppActions.BootNotification)
        {
            if (!session.IsLenient)
                return new OcppError(OcppErrorCode.SecurityError, "BootNotification comes first (OCPP-J errata 3.8).");
            context.Repaired(Quirk.BeforeBoot);
        }

        var leniently = session.IsLenient || handler.IsOfTransaction;
        var parsed = leniently ? action.ReadRequestLeniently(call.Payload.Span, context.ReceivedAt) : action.ReadRequest(call.Payload.Span, strict: true);
        if (parsed.Error is { } error)
        {
            if (parsed.Value is null || !leniently || !handler.IsReport)
                return error;
            Log.Tolerated(logger, session.Id, action.Name, error.Description);
        }

        triggered.Saw(session.Id, action, parsed.Value!);
        context.Repaired(parsed.Repairs);
        try
        {
            var answer = new Answer(action, await handler.HandleAsync(session, parsed.Value!, context, cancellationToken), null);
            repairs.Count(session.State, context);
            return answer;
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            Log.NotStored(logger, session.Id, action.Name, e.Message);
            return new OcppError(OcppErrorCode.InternalError, "The record could not be stored; please send it again.");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.Failed(logger, e, session.Id, action.Name);
            return new OcppError(OcppErrorCode.InternalError, "The message could not be handled; please send it again.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Charge point {ChargePoint}: {Action} not stored, answered with InternalError ({Why})")]
        public static partial void NotStored(ILogger logger, string chargePoint, string action, string why);

        [LoggerMessage(3, LogLevel.Information, "Charge point {ChargePoint}: {Action} breaks the specification and is stored all the same ({Why})")]
        public static partial void Tolerated(ILogger logger, string chargePoint, string action, string why);

        [LoggerMessage(2, LogLevel.Error, "Charge point {ChargePoint}: {Action} failed, answered with InternalError")]
        public static partial void Failed(ILogger logger, Exception exception, string chargePoint, string action);
    }
}
