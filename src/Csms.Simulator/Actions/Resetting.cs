using Ocpp.Protocol.V16;

namespace Csms.Simulator.Actions;

/// <summary>Reset (OCPP 1.6 section 5.14): transactions end with the reason of the reset, and the device starts anew.</summary>
internal static class Resetting
{
    public static readonly CallHandler Handler = CallHandler.For<ResetRequest>(OcppActions.Reset, (chargePoint, request) =>
        CallReply.Of(new ResetResponse(ResetStatus.Accepted), ct =>
        {
            chargePoint.DropJobs();
            return chargePoint.RestartAsync(hard: request.Type == ResetType.Hard, ct);
        }));
}
