using Csms.Domain.ChargePoints;
using Csms.Host.Connections;
using Ocpp.Protocol.V16;
using DiagnosticsStatus = Csms.Domain.ChargePoints.DiagnosticsStatus;

namespace Csms.Host.Handlers.V16;

/// <summary>Stores how an upload of diagnostics goes (OCPP 1.6 section 4.4).</summary>
internal static class DiagnosticsStatusNotification
{
    public static async ValueTask<DiagnosticsStatusNotificationResponse> HandleAsync(
        ChargePointSession session, DiagnosticsStatusNotificationRequest request, MessageContext context, CancellationToken cancellationToken)
    {
        await session.ReportAsync(
            new ChargePointCommand.ReportDiagnosticsStatus(Enum.Parse<DiagnosticsStatus>(request.Status.ToString())),
            context,
            cancellationToken);
        return new DiagnosticsStatusNotificationResponse();
    }
}
