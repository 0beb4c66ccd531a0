using Csms.Domain.ChargePoints;
using Csms.Host.Connections;
using Ocpp.Protocol.V16;
using FirmwareStatus = Csms.Domain.ChargePoints.FirmwareStatus;

namespace Csms.Host.Handlers.V16;

/// <summary>Stores how a signed firmware update goes (Improved security, use case L01). Without its requestId it is stored all the same.</summary>
internal static class SignedFirmwareStatusNotification
{
    public static async ValueTask<SignedFirmwareStatusNotificationResponse> HandleAsync(
        ChargePointSession session, SignedFirmwareStatusNotificationRequest request, MessageContext context, CancellationToken cancellationToken)
    {
        await session.ReportAsync(
            new ChargePointCommand.ReportSignedFirmwareStatus(Enum.Parse<FirmwareStatus>(request.Status.ToString()), request.RequestId),
            context,
            cancellationToken);
        return new SignedFirmwareStatusNotificationResponse();
    }
}
