using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>Read configuration keys (OCPP 1.6 section 5.8, sent by the central system).</summary>
/// <param name="Key">Absent or empty: all keys. Leave it out rather than empty.</param>
public sealed record GetConfigurationRequest(string[]? Key = null);

/// <summary>Answer to <see cref="GetConfigurationRequest"/>.</summary>
/// <param name="UnknownKey">Those asked for that the charge point does not have.</param>
public sealed record GetConfigurationResponse(ConfigurationKey[]? ConfigurationKey = null, string[]? UnknownKey = null);

/// <summary>A configuration key and its value (OCPP 1.6 section 7.29, there named KeyValue).</summary>
/// <param name="Value">Absent: known but not set, or not to be read.</param>
public sealed record ConfigurationKey(string Key, bool Readonly, string? Value = null);

internal sealed class GetConfigurationRequestRules : AbstractValidator<GetConfigurationRequest>
{
    public GetConfigurationRequestRules() => RuleForEach(request => request.Key).NoLongerThan(50);
}

internal sealed class GetConfigurationResponseRules : AbstractValidator<GetConfigurationResponse>
{
    public GetConfigurationResponseRules()
    {
        RuleForEach(response => response.ConfigurationKey).SetValidator(new ConfigurationKeyRules());
        RuleForEach(response => response.UnknownKey).NoLongerThan(50);
    }
}

internal sealed class ConfigurationKeyRules : AbstractValidator<ConfigurationKey>
{
    public ConfigurationKeyRules()
    {
        RuleFor(setting => setting.Key).NoLongerThan(50);
        RuleFor(setting => setting.Value).NoLongerThan(500);
    }
}
