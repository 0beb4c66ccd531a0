using Csms.Simulator.Settings;
using Ocpp.Protocol;
using Ocpp.Protocol.V16;

namespace Csms.Simulator.Actions;

/// <summary>GetConfiguration (OCPP 1.6 section 5.8): all keys, or the ones asked for with the unknown among them named.</summary>
internal static class GettingConfiguration
{
    public static readonly CallHandler Handler = CallHandler.For<GetConfigurationRequest>(OcppActions.GetConfiguration, (chargePoint, request) =>
    {
        var settings = chargePoint.Settings;
        if (request.Key is not { Length: > 0 } names)
        {
            var readable = settings.Keys.Where(key => !key.WriteOnly).OrderBy(key => key.Name, StringComparer.Ordinal);
            return CallReply.Of(new GetConfigurationResponse([.. readable.Select(Entry)]));
        }

        if (names.Length > settings.Number("GetConfigurationMaxKeys"))
            return CallReply.Refuse(OcppErrorCode.OccurenceConstraintViolation, $"At most {settings["GetConfigurationMaxKeys"]} keys at once.");

        var known = names.Select(settings.Find).OfType<SettingKey>().Distinct().Select(Entry).ToArray();
        var unknown = names.Where(name => settings.Find(name) is null).ToArray();
        return CallReply.Of(new GetConfigurationResponse(known.Length > 0 ? known : null, unknown.Length > 0 ? unknown : null));

        ConfigurationKey Entry(SettingKey key) => new(key.Name, key.ReadOnly, key.WriteOnly ? null : settings[key.Name]);
    });
}
