using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>Set a configuration key (OCPP 1.6 section 5.3, sent by the central system).</summary>
/// <param name="Value">Text whatever the key's type is; secret for AuthorizationKey.</param>
public sealed record ChangeConfigurationRequest(string Key, string Value);

/// <summary>Answer to <see cref="ChangeConfigurationRequest"/>.</summary>
public sealed record ChangeConfigurationResponse(ConfigurationStatus Status);

/// <summary>What became of a configuration change (OCPP 1.6 section 7.22).</summary>
public enum ConfigurationStatus
{
    /// <summary>Set and in effect.</summary>
    Accepted,

    /// <summary>Known key, value or change refused.</summary>
    Rejected,

    /// <summary>Set, in effect after a reboot.</summary>
    RebootRequired,

    /// <summary>Unknown key.</summary>
    NotSupported,
}

internal sealed class ChangeConfigurationRequestRules : AbstractValidator<ChangeConfigurationRequest>
{
    public ChangeConfigurationRequestRules()
    {
        RuleFor(request => request.Key).NoLongerThan(50);
        RuleFor(request => request.Value).NoLongerThan(500);
    }
}
