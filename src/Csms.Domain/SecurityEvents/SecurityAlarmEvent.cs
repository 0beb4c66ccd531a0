namespace Csms.Domain.SecurityEvents;

/// <summary>A security event, or another event that concerns security, that somebody must look at. Stream <c>security-alarm-{id of the security event}</c>.</summary>
public abstract record SecurityAlarmEvent
{
    private SecurityAlarmEvent()
    {
    }

    /// <summary>The security event is critical, or something went wrong with a certificate.</summary>
    /// <param name="SecurityEventId">As it is listed; of what is no security event, the name that its place in the feed gives it.</param>
    /// <param name="Type">What it was, e.g. <c>TamperDetectionActivated</c>.</param>
    /// <param name="ChargePointId">Whom it is about; null when nobody had said who they were.</param>
    public sealed record Raised(Guid SecurityEventId, string Type, string? ChargePointId = null) : SecurityAlarmEvent;

    /// <summary>Somebody has looked at it.</summary>
    public sealed record Acknowledged(Guid SecurityEventId, string AcknowledgedBy) : SecurityAlarmEvent;
}
