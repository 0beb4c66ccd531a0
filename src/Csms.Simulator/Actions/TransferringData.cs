using Ocpp.Protocol.V16;

namespace Csms.Simulator.Actions;

/// <summary>DataTransfer to the device (OCPP 1.6 section 4.3); a known vendor gets its data back.</summary>
internal static class TransferringData
{
    public static readonly CallHandler Handler = CallHandler.For<DataTransferRequest>(OcppActions.DataTransfer, (chargePoint, request) => CallReply.Of(
        chargePoint.Options.KnownVendorIds.Contains(request.VendorId)
            ? new DataTransferResponse(DataTransferStatus.Accepted, request.Data)
            : new DataTransferResponse(DataTransferStatus.UnknownVendorId)));
}
