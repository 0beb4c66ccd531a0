using Csms.Simulator.Files;
using Ocpp.Protocol;
using Ocpp.Protocol.V16;

namespace Csms.Simulator.Actions;

/// <summary>UpdateFirmware (OCPP 1.6 section 5.19): fetched when its time has come, installed when no session runs.</summary>
internal static class UpdatingFirmware
{
    public static readonly CallHandler Handler = CallHandler.For<UpdateFirmwareRequest>(OcppActions.UpdateFirmware, (chargePoint, request) =>
    {
        if (chargePoint.Options.SignedFirmwareOnly) return CallReply.Refuse(OcppErrorCode.NotSupported, "Only SignedUpdateFirmware (L01.FR.20).");
        var job = chargePoint.FirmwareJobs.Begin(requestId: null, out _);
        var order = new FirmwareOrder(request.Location, request.RetrieveDate, request.Retries, request.RetryInterval);
        return CallReply.Of(new UpdateFirmwareResponse(), new FirmwareUpdate(chargePoint, order, job).RunAsync);
    });
}
