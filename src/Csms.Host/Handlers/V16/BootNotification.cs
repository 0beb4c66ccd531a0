using Csms.Domain.ChargePoints;
using Csms.Host.Connections;
using Ocpp.Protocol.V16;

namespace Csms.Host.Handlers.V16;

/// <summary>Answers a boot with the registration an operator decided (OCPP 1.6 section 4.2).</summary>
internal sealed partial class BootNotification(BootPace pace, TimeProvider clock, ILogger<BootNotification> logger)
{
    public async ValueTask<BootNotificationResponse> HandleAsync(
        ChargePointSession session, BootNotificationRequest request, MessageContext context, CancellationToken cancellationToken)
    {
        var state = await session.ReportAsync(
            new ChargePointCommand.ReportBoot(
                request.ChargePointVendor,
                request.ChargePointModel,
                request.ChargePointSerialNumber,
                request.ChargeBoxSerialNumber,
                request.FirmwareVersion,
                request.Iccid,
                request.Imsi,
                request.MeterType,
                request.MeterSerialNumber),
            context,
            cancellationToken);
        Log.Booted(logger, session.Id, request.ChargePointVendor, request.ChargePointModel, state.Registration);

        var status = state.Registration switch
        {
            RegistrationPolicy.Accepted => RegistrationStatus.Accepted,
            RegistrationPolicy.Pending => RegistrationStatus.Pending,
            _ => RegistrationStatus.Rejected,
        };
        var interval = pace.Next(status == RegistrationStatus.Accepted);
        return new BootNotificationResponse(status, clock.GetUtcNow(), (int)interval.TotalSeconds);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Charge point {ChargePoint} booted ({Vendor} {Model}): {Registration}")]
        public static partial void Booted(ILogger logger, string chargePoint, string vendor, string model, RegistrationPolicy registration);
    }
}
