using Csms.Domain.ChargePoints;
using Csms.Host.Connections;
using Ocpp.Protocol.V16;
using LogStatus = Csms.Domain.ChargePoints.LogStatus;

namespace Csms.Host.Handlers.V16;

/// <summary>Stores how the upload of a log goes (Improved security, use case N01).</summary>
internal static class LogStatusNotification
{
    public static async ValueTask<LogStatusNotificationResponse> HandleAsync(
        ChargePointSession session, LogStatusNotificationRequest request, MessageContext context, CancellationToken cancellationToken)
    {
        await session.ReportAsync(
            new ChargePointCommand.ReportLogStatus(Enum.Parse<LogStatus>(request.Status.ToString()), request.RequestId),
            context,
            cancellationToken);
        return new LogStatusNotificationResponse();
    }
}
