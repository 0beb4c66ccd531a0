using Csms.Domain.ChargePoints;
using Csms.Host.Connections;
using Ocpp.Protocol.V16;

namespace Csms.Host.Handlers.V16;

/// <summary>Stores the state of a connector (OCPP 1.6 section 4.9).</summary>
internal static class StatusNotification
{
    public static async ValueTask<StatusNotificationResponse> HandleAsync(
        ChargePointSession session, StatusNotificationRequest request, MessageContext context, CancellationToken cancellationToken)
    {
        await session.ReportAsync(
            new ChargePointCommand.ReportConnectorStatus(
                request.ConnectorId,
                Enum.Parse<ConnectorStatus>(request.Status.ToString()),
                request.ErrorCode.ToString(),
                context.ReceivedAt,
                request.Timestamp,
                request.Info,
                request.VendorId,
                request.VendorErrorCode ?? context.Was("errorCode")),
            context,
            cancellationToken,
            request.Timestamp);
        return new StatusNotificationResponse();
    }
}
