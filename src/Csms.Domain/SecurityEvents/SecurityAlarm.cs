using System.Diagnostics;
using static Csms.Domain.SecurityEvents.SecurityAlarmCommand;
using static Csms.Domain.SecurityEvents.SecurityAlarmEvent;

namespace Csms.Domain.SecurityEvents;

/// <summary>An alarm: raised once, acknowledged once.</summary>
public sealed record SecurityAlarm
{
    /// <summary>Type of the stream in the store.</summary>
    public const string StreamType = "security-alarm";

    private static readonly Rejection AlarmNotFound = new("security_alarm_not_found", "No alarm was raised for this security event.");

    /// <summary>Before it was raised.</summary>
    public static SecurityAlarm Initial { get; } = new();

    /// <summary>It was raised.</summary>
    public bool IsRaised { get; init; }

    /// <summary>Somebody has looked at it.</summary>
    public bool IsAcknowledged { get; init; }

    /// <summary>The stream of the alarm about a security event.</summary>
    public static string StreamId(Guid securityEventId) => $"{StreamType}-{securityEventId:D}";

    /// <summary>The state after one more event.</summary>
    public SecurityAlarm Evolve(SecurityAlarmEvent e) => e switch
    {
        Raised => this with { IsRaised = true },
        Acknowledged => this with { IsAcknowledged = true },
        _ => throw new UnreachableException($"{e} is no event of an alarm."),
    };

    /// <summary>The events that follow from a command, or why it is refused.</summary>
    public static Decision<SecurityAlarmEvent> Decide(SecurityAlarmCommand command, SecurityAlarm state) => (command, state) switch
    {
        (ReportCritical, { IsRaised: true }) => [],
        (ReportCritical r, _) => [new Raised(r.SecurityEventId, r.Type, r.ChargePointId)],
        (RequestAcknowledgement, { IsRaised: false }) => AlarmNotFound,
        (RequestAcknowledgement, { IsAcknowledged: true }) => [],
        (RequestAcknowledgement r, _) => [new Acknowledged(r.SecurityEventId, r.AcknowledgedBy)],
        _ => throw new UnreachableException($"{command} is no command to an alarm."),
    };
}

/// <summary>What can be wanted of an alarm, and what leads to it.</summary>
public abstract record SecurityAlarmCommand
{
    private SecurityAlarmCommand()
    {
    }

    /// <summary>A security event that raises an alarm was recorded; members as in <see cref="Raised"/>.</summary>
    public sealed record ReportCritical(Guid SecurityEventId, string Type, string? ChargePointId = null) : SecurityAlarmCommand;

    /// <summary>Somebody has looked at it.</summary>
    public sealed record RequestAcknowledgement(Guid SecurityEventId, string AcknowledgedBy) : SecurityAlarmCommand;
}
