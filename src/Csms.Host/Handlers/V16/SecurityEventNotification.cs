using Csms.Domain.ChargePoints;
using Csms.Host.Connections;
using Ocpp.Protocol.V16;

namespace Csms.Host.Handlers.V16;

/// <summary>Stores a security event and confirms it, or the charge point would send it for ever (Improved security, A04.FR.03).</summary>
internal static class SecurityEventNotification
{
    public static async ValueTask<SecurityEventNotificationResponse> HandleAsync(
        ChargePointSession session, SecurityEventNotificationRequest request, MessageContext context, CancellationToken cancellationToken)
    {
        var content = request.TechInfo is { Length: > 0 } text ? TextBeside.Of(session.Id, text) : null;
        await session.ReportAsync(
            new ChargePointCommand.ReportSecurityEvent(request.Type, request.Timestamp, context.ReceivedAt, content?.Id),
            context,
            cancellationToken,
            request.Timestamp,
            content is null ? null : [content]);
        return new SecurityEventNotificationResponse();
    }
}
