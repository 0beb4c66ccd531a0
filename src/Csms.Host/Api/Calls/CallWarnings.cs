using Csms.ReadModels.Configuration;
using Ocpp.Protocol.V16;

namespace Csms.Host.Api.Calls;

/// <summary>What the reported configuration says about a request. An operator may know better: it warns and refuses nothing.</summary>
internal sealed class CallWarnings(ConfigurationQueries configuration)
{
    private const string Profiles = "supportedfeatureprofiles";

    /// <param name="further">What is known to speak against it already.</param>
    public async Task<IReadOnlyList<CallWarning>?> OfAsync(
        string chargePointId, OcppAction action, ReadOnlyMemory<byte> payload, IReadOnlyList<CallWarning> further, CancellationToken cancellationToken)
    {
        var key = action == OcppActions.ChangeConfiguration ? ((ChangeConfigurationRequest)action.ReadRequest(payload.Span).Value!).Key : null;
        var known = await configuration.FindAsync(chargePointId, key is null ? [Profiles] : [Profiles, key], cancellationToken);
        var warnings = new List<CallWarning>(further);
        if (Missing(action.Profile, known.GetValueOrDefault(Profiles)))
            warnings.Add(new("unsupported_profile", $"The charge point's SupportedFeatureProfiles do not have {action.Profile}, which {action.Name} belongs to."));
        if (key is not null && known.GetValueOrDefault(key.ToLowerInvariant()) is { } setting)
            warnings.AddRange(Of(setting));
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

    /// <summary>The list is quoted and spaced by some (quirk Q29). The security extension is not a value of it.</summary>
    private static bool Missing(FeatureProfile profile, ConfigurationKeyRow? supported) =>
        profile is not (FeatureProfile.Core or FeatureProfile.Security) && supported is { State: "known", Value: { Length: > 0 } list }
        && !list.Split(',').Any(name => name.Trim(' ', '\'', '"').Equals(profile.ToString(), StringComparison.OrdinalIgnoreCase));
}
