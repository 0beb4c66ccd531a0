using Csms.Host.Api.Calls;
using Csms.Host.Api.Requests;
using Csms.Host.Configuration;
using Csms.ReadModels.Configuration;

namespace Csms.Host.Api.Configuration;

/// <summary>The configuration of a charge point, as far as it is known.</summary>
/// <param name="Drifting">How many keys differ from what is desired.</param>
/// <param name="Keys">In the order of their names. Secrets are not among them.</param>
internal sealed record ConfigurationView(int Drifting, IReadOnlyList<ConfigurationKeyView> Keys)
{
    public static ConfigurationView Example { get; } = new(1, [ConfigurationKeyView.Example]);

    public static ConfigurationView Of(IReadOnlyList<ConfigurationKeyRow> rows) => new(rows.Count(row => row.Drifts), [.. rows.Select(ConfigurationKeyView.Of)]);

    /// <summary>The ETag of what is desired. Keys are equal whatever their case.</summary>
    public static string VersionOf(IEnumerable<KeyValuePair<string, string>> desired) => EditedVersion.Of(
        [.. desired.Select(entry => (Key: entry.Key.ToLowerInvariant(), entry.Value)).OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}\n{entry.Value}")]);
}

/// <summary>A configuration key.</summary>
/// <param name="State">known; unsupported: the charge point does not know it; gone: missing in its last full report; unknown: never reported.</param>
/// <param name="Value">As reported, or as accepted since; absent when it has none.</param>
/// <param name="ReadOnly">As reported.</param>
/// <param name="Since">When this value was first known.</param>
/// <param name="CallId">The call that told the value; absent when a boot put a pending one in force.</param>
/// <param name="ReportedAt">When a GetConfiguration last contained it.</param>
/// <param name="Pending">A value that was answered with RebootRequired: in force after the next boot.</param>
/// <param name="Tried">The last ChangeConfiguration that was sent.</param>
/// <param name="Drifts">The desired value is neither in force nor pending.</param>
internal sealed record ConfigurationKeyView(
    string Key,
    string State,
    string? Value,
    bool? ReadOnly,
    DateTimeOffset? Since,
    Guid? CallId,
    DateTimeOffset? ReportedAt,
    ValueView? Pending,
    TriedView? Tried,
    ValueView? Desired,
    bool Drifts)
{
    public static ConfigurationKeyView Example { get; } = new(
        "HeartbeatInterval", "known", "900", false, new(2026, 1, 31, 11, 59, 0, TimeSpan.Zero), new("019c0a3e-5f1b-7c2d-9e4f-0a1b2c3d4e5f"),
        new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), null, null, new("300", new(2026, 1, 31, 12, 5, 0, TimeSpan.Zero)), Drifts: true);

    public static ConfigurationKeyView Of(ConfigurationKeyRow row) => new(
        row.Key,
        row.State,
        row.Value,
        row.ReadOnly,
        row.ValueSince,
        row.ValueCallId,
        row.ReportedAt,
        row is { PendingValue: { } pending, PendingSince: { } pendingSince } ? new(pending, pendingSince) : null,
        row is { TriedOutcome: { } outcome, TriedAt: { } at, TriedCallId: { } callId } ? new(row.TriedValue, outcome, at, callId) : null,
        row is { DesiredValue: { } desired, DesiredSince: { } since } ? new(desired, since) : null,
        row.Drifts);
}

/// <summary>A value and since when.</summary>
internal sealed record ValueView(string Value, DateTimeOffset Since);

/// <summary>An attempt to set a key.</summary>
/// <param name="Outcome">Accepted, RebootRequired, Rejected, NotSupported, an OCPP error code, InvalidResponse, ConnectionLost or TimedOut.</param>
internal sealed record TriedView(string? Value, string Outcome, DateTimeOffset At, Guid CallId);

/// <summary>Something that happened to a configuration key.</summary>
/// <param name="What">reported, accepted, reboot_required, rebooted, rejected, not_supported, unanswered, unsupported, gone, desired or undesired.</param>
/// <param name="Value">The value that was reported, tried or wanted.</param>
/// <param name="Sequence">Number of the event.</param>
internal sealed record ConfigurationChangeView(string Key, string What, string? Value, bool? ReadOnly, DateTimeOffset At, Guid? CallId, long Sequence)
{
    public static ConfigurationChangeView Example { get; } = new(
        "HeartbeatInterval", "accepted", "300", null, new(2026, 1, 31, 12, 6, 0, TimeSpan.Zero), new("019c0a3e-5f1b-7c2d-9e4f-0a1b2c3d4e5f"), 4711);

    public static ConfigurationChangeView Of(ConfigurationChangeRow row) => new(row.Key, row.What, row.Value, row.ReadOnly, row.At, row.CallId, row.LastSequence);
}

/// <summary>A key that differs from what is desired, and what is done about it.</summary>
/// <param name="CallId">The ChangeConfiguration; absent when none is sent.</param>
/// <param name="Left">Why none is: read_only, unsupported, turned_down, or what speaks against a security profile, e.g. root_certificate_needed.</param>
internal sealed record DriftView(string Key, string Desired, Guid? CallId, string? Left, IReadOnlyList<CallWarning>? Warnings)
{
    public static DriftView Of(DriftingKey drifting) => new(
        drifting.Setting.Key,
        drifting.Setting.DesiredValue!,
        drifting.CallId,
        drifting.Left,
        CallWarnings.Of(drifting.Setting).ToList() is { Count: > 0 } warnings ? warnings : null);
}

/// <summary>What is done about drift.</summary>
internal sealed record AppliedConfiguration(IReadOnlyList<DriftView> Keys)
{
    public static AppliedConfiguration Example { get; } = new([new("HeartbeatInterval", "300", new("019c0a3e-5f1b-7c2d-9e4f-0a1b2c3d4e5f"), null, null)]);
}

/// <summary>The calls that will read the configuration.</summary>
internal sealed record ReadingConfiguration(IReadOnlyList<Guid> CallIds)
{
    public static ReadingConfiguration Example { get; } = new([new("019c0a3e-5f1b-7c2d-9e4f-0a1b2c3d4e5f")]);
}
