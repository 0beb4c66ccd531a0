using Csms.Simulator.Settings;
using Ocpp.Protocol.V16;

namespace Csms.Simulator.Actions;

/// <summary>ChangeConfiguration (OCPP 1.6 section 5.3), with what a changed key sets in motion.</summary>
internal static class ChangingConfiguration
{
    public static readonly CallHandler Handler = CallHandler.For<ChangeConfigurationRequest>(OcppActions.ChangeConfiguration, (chargePoint, request) =>
    {
        var change = chargePoint.RefusesProfile(request) ? SettingChange.Rejected : chargePoint.Settings.Change(request.Key, request.Value);
        var response = new ChangeConfigurationResponse(change switch
        {
            SettingChange.Accepted => ConfigurationStatus.Accepted,
            SettingChange.RebootRequired => ConfigurationStatus.RebootRequired,
            SettingChange.NotSupported => ConfigurationStatus.NotSupported,
            _ => ConfigurationStatus.Rejected,
        });
        return CallReply.Of(response, change == SettingChange.Accepted ? ct => TakeOverAsync(chargePoint, request.Key, ct) : null);
    });

    private static Task TakeOverAsync(SimulatedChargePoint chargePoint, string key, CancellationToken ct)
    {
        switch (chargePoint.Settings.Find(key)!.Name)
        {
            case "HeartbeatInterval":
                chargePoint.ScheduleHeartbeats();
                break;
            case "MeterValueSampleInterval":
                chargePoint.RescheduleSampling();
                break;
            case "ClockAlignedDataInterval":
                chargePoint.ScheduleAlignedValues();
                break;
            case "AuthorizationKey":
                return chargePoint.ReconnectWithNewPasswordAsync(ct);
        }

        return Task.CompletedTask;
    }
}
