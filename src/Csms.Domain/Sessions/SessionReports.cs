using Csms.Domain.ChargePoints;
using Csms.Domain.Energy;

namespace Csms.Domain.Sessions;

/// <summary>All that a time line follows from.</summary>
/// <param name="Metered">What was said about energy.</param>
/// <param name="Energy">What became of it.</param>
/// <param name="Statuses">Of the transaction's connector, in order of arrival; also those before the start and after the stop.</param>
/// <param name="LeftAt">When the connector was Available again, where parking after the stop is billed; null: the session ends with the stop.</param>
/// <param name="Throttled">When our own limits allowed nothing.</param>
public sealed record SessionReports(
    MeteredTransaction Metered,
    ResolvedEnergy Energy,
    IReadOnlyList<ReportedStatus> Statuses,
    DateTimeOffset? LeftAt = null,
    IReadOnlyList<TimeSpent>? Throttled = null);

/// <summary>StatusNotification (OCPP 1.6 section 4.9).</summary>
/// <param name="At">Its timestamp; its receipt when it had none.</param>
/// <param name="Status">The connector's.</param>
public sealed record ReportedStatus(ReportedTime At, ConnectorStatus Status);

/// <summary>A stretch of time.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
public readonly record struct TimeSpent(DateTimeOffset From, DateTimeOffset To);
