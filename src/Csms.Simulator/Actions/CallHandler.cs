using Ocpp.Protocol;
using Ocpp.Protocol.V16;

namespace Csms.Simulator.Actions;

/// <summary>How the device answers one action; each action has its file.</summary>
internal sealed record CallHandler(OcppAction Action, Func<SimulatedChargePoint, object, CallReply> Handle)
{
    /// <summary>The action has an answer of its own for a length, a range or a rule across members that is broken; others refuse the message.</summary>
    public bool JudgesContent { get; init; }

    public static CallHandler For<TRequest>(OcppAction action, Func<SimulatedChargePoint, TRequest, CallReply> handle) =>
        new(action, (chargePoint, request) => handle(chargePoint, (TRequest)request));

    /// <summary>Whether a payload is refused before the handler sees it.</summary>
    public bool Refuses(Parsed parsed) => parsed.Error is not null && !(JudgesContent && parsed.Value is not null);
}
