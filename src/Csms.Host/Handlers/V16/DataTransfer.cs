using Csms.Domain.ChargePoints;
using Csms.EventStore;
using Csms.Host.Connections;
using Csms.Host.DataTransfers;
using Ocpp.Protocol.V16;

namespace Csms.Host.Handlers.V16;

/// <summary>Has a vendor's message dealt with, and stores it together with its answer (OCPP 1.6 section 4.3).</summary>
internal sealed class DataTransfer(VendorMessages vendors)
{
    public async ValueTask<DataTransferResponse> HandleAsync(
        ChargePointSession session, DataTransferRequest request, MessageContext context, CancellationToken cancellationToken)
    {
        var response = await vendors.AnswerAsync(new VendorMessage(session.Id, request.VendorId, request.MessageId, request.Data), cancellationToken);
        var (data, answer) = (Beside(request.Data), Beside(response.Data));
        await session.ReportAsync(
            new ChargePointCommand.ReportDataTransfer(request.VendorId, request.MessageId, response.Status.ToString(), data?.Id, answer?.Id),
            context,
            cancellationToken,
            contents: [.. ((ErasableContent?[])[data, answer]).OfType<ErasableContent>()]);
        return response;
    }

    private static ErasableContent? Beside(string? data) => data is { Length: > 0 } ? new ErasableContent(Guid.CreateVersion7(), null, data) : null;
}
