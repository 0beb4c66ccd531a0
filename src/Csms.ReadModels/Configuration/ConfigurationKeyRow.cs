namespace Csms.ReadModels.Configuration;

/// <summary>A configuration key of a charge point: what it reported, what was tried, what is wanted. Secrets have no row.</summary>
/// <param name="KeyId">The key in lower case: keys are equal whatever their case.</param>
/// <param name="Key">As it was spelled last.</param>
/// <param name="State">known, unsupported (the charge point does not know it), gone (missing in a full report) or unknown (never reported).</param>
/// <param name="Value">As reported or accepted; null when it has none.</param>
/// <param name="ReadOnly">Null while it was never reported.</param>
/// <param name="ValueSince">When this value was first known.</param>
/// <param name="ValueCallId">The call that told it; null when a boot did.</param>
/// <param name="ReportedAt">When a GetConfiguration last had it.</param>
/// <param name="PendingValue">Accepted with RebootRequired; its value after the next boot.</param>
/// <param name="TriedValue">Of the last ChangeConfiguration that was sent.</param>
/// <param name="TriedOutcome">Accepted, RebootRequired, Rejected, NotSupported, an error code, ConnectionLost or TimedOut.</param>
/// <param name="DesiredValue">What an operator wants; null is nothing.</param>
public sealed record ConfigurationKeyRow(
    string ChargePointId,
    string KeyId,
    string Key,
    string State,
    string? Value = null,
    bool? ReadOnly = null,
    DateTimeOffset? ValueSince = null,
    Guid? ValueCallId = null,
    DateTimeOffset? ReportedAt = null,
    string? PendingValue = null,
    DateTimeOffset? PendingSince = null,
    string? TriedValue = null,
    string? TriedOutcome = null,
    DateTimeOffset? TriedAt = null,
    Guid? TriedCallId = null,
    string? DesiredValue = null,
    DateTimeOffset? DesiredSince = null) : ReadModelRow
{
    /// <summary>Whether what is wanted differs from what is, and from what will be after the next boot.</summary>
    public bool Drifts => DesiredValue is { } desired && desired != (PendingValue ?? (State == "known" ? Value : null));

    /// <summary>The charge point has turned down this very value since it was wanted.</summary>
    public bool IsTurnedDown => TriedOutcome is "Rejected" or "NotSupported" && TriedValue == DesiredValue && TriedAt >= DesiredSince;
}

/// <summary>Something that happened to a configuration key.</summary>
/// <param name="What">reported, accepted, reboot_required, rebooted, rejected, not_supported, unanswered, unsupported, gone, desired or undesired.</param>
/// <param name="Value">The value that was reported, tried or wanted.</param>
/// <param name="ReadOnly">As reported; null otherwise.</param>
/// <param name="CallId">The call it follows from; null when it follows from none.</param>
public sealed record ConfigurationChangeRow(
    string ChargePointId, string KeyId, string Key, string What, string? Value, bool? ReadOnly, DateTimeOffset At, Guid? CallId) : ReadModelRow;
