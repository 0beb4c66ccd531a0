using Csms.Domain.ChargePoints;
using Csms.EventStore;
using Csms.Host.Connections;
using Ocpp.Protocol.V16;

namespace Csms.Host.Handlers.V16;

/// <summary>Stores what a vendor sent and says that nobody here knows the vendor (OCPP 1.6 section 4.3).</summary>
internal static class DataTransfer
{
    public static async ValueTask<DataTransferResponse> HandleAsync(
        ChargePointSession session, DataTransferRequest request, MessageContext context, CancellationToken cancellationToken)
    {
        const DataTransferStatus status = DataTransferStatus.UnknownVendorId;
        var content = request.Data is { Length: > 0 } data ? new ErasableContent(Guid.CreateVersion7(), null, data) : null;
        await session.ReportAsync(
            new ChargePointCommand.ReportDataTransfer(request.VendorId, request.MessageId, status.ToString(), content?.Id),
            context,
            cancellationToken,
            contents: content is null ? null : [content]);
        return new DataTransferResponse(status);
    }
}
