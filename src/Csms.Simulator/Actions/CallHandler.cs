using Ocpp.Protocol.V16;

namespace Csms.Simulator.Actions;

/// <summary>How the device answers one action; each action has its file.</summary>
internal sealed record CallHandler(OcppAction Action, Func<SimulatedChargePoint, object, CallReply> Handle)
{
    public static CallHandler For<TRequest>(OcppAction action, Func<SimulatedChargePoint, TRequest, CallReply> handle) =>
        new(action, (chargePoint, request) => handle(chargePoint, (TRequest)request));
}
