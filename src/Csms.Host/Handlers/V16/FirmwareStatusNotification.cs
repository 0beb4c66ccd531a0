using Csms.Domain.ChargePoints;
using Csms.Host.Connections;
using Ocpp.Protocol.V16;
using FirmwareStatus = Csms.Domain.ChargePoints.FirmwareStatus;

namespace Csms.Host.Handlers.V16;

/// <summary>Stores how a firmware update goes, whether or not anybody asked for one (OCPP 1.6 section 4.5).</summary>
internal static class FirmwareStatusNotification
{
    public static async ValueTask<FirmwareStatusNotificationResponse> HandleAsync(
        ChargePointSession session, FirmwareStatusNotificationRequest request, MessageContext context, CancellationToken cancellationToken)
    {
        await session.ReportAsync(
            new ChargePointCommand.ReportFirmwareStatus(Enum.Parse<FirmwareStatus>(request.Status.ToString())),
            context,
            cancellationToken);
        return new FirmwareStatusNotificationResponse();
    }
}
