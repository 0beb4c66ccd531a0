using Csms.ReadModels.Configuration;
using Ocpp.Protocol.V16;

namespace Csms.Host.Api.Calls;

/// <summary>What the reported configuration says about a request. An operator may know better: it warns and refuses nothing.</summary>
internal sealed class CallWarnings(ConfigurationQueries configuration)
{
    private const string Profiles = "supportedfeatureprofiles";

    public async Task<IReadOnlyList<CallWarning>?> OfAsync(string chargePointId, OcppAction action, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var change = action == OcppActions.ChangeConfiguration ? (ChangeConfigurationRequest)action.ReadRequest(payload.Span).Value! : null;
        var key = change?.Key;
        var known = await configuration.FindAsync(chargePointId, key is null ? [Profiles] : [Profiles, key], cancellationToken);
        var warnings = new List<CallWarning>();
        if (Missing(action.Profile, known.GetValueOrDefault(Profiles)))
            warnings.Add(new("unsupported_profile", $"The charge point's SupportedFeatureProfiles do not have {action.Profile}, which {action.Name} belongs to."));
        if (key is not null && known.GetValueOrDefault(key.ToLowerInvariant()) is { } setting)
            warnings.AddRange(Of(setting));
        if (key?.Equals("SecurityProfile", StringComparison.OrdinalIgnoreCase) == true)
            warnings.AddRange(OfProfile(change!.Value));
        return warnings.Count == 0 ? null : warnings;
    }

    /// <summary>What speaks against setting a key.</summary>
    public static IEnumerable<CallWarning> Of(ConfigurationKeyRow setting)
    {
        if (setting.ReadOnly == true)
            yield return new("read_only_key", $"{setting.Key} is read-only, as the charge point reported.");
        if (setting.State == "unsupported")
            yield return new("unsupported_key", $"{setting.Key} is not known to the charge point, as it reported.");
    }

    /// <summary>What a security profile needs at the charge point (A05.FR.03-04), where nobody here can see it.</summary>
    private static IEnumerable<CallWarning> OfProfile(string value)
    {
        if (value is "2" or "3")
            yield return new("root_certificate_needed", "The charge point must trust the authority of this server's certificate (InstallCertificate CentralSystemRootCertificate), or it cannot come back.");
        if (value is "3")
            yield return new("client_certificate_needed", "The charge point must hold a client certificate (ExtendedTriggerMessage SignChargePointCertificate), or it cannot come back.");
    }

    /// <summary>The list is quoted and spaced by some (quirk Q29). The security extension is not a value of it.</summary>
    private static bool Missing(FeatureProfile profile, ConfigurationKeyRow? supported) =>
        profile is not (FeatureProfile.Core or FeatureProfile.Security) && supported is { State: "known", Value: { Length: > 0 } list }
        && !list.Split(',').Any(name => name.Trim(' ', '\'', '"').Equals(profile.ToString(), StringComparison.OrdinalIgnoreCase));
}
