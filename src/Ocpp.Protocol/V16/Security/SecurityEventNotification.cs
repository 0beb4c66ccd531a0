using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>A security event occurred (Improved security, use case A04; sent by the charge point, queued while it is offline).</summary>
/// <param name="Type">One of the whitepaper's list, or the vendor's own.</param>
/// <param name="Timestamp">When it occurred.</param>
public sealed record SecurityEventNotificationRequest(string Type, DateTimeOffset Timestamp, string? TechInfo = null);

/// <summary>Answer to <see cref="SecurityEventNotificationRequest"/>.</summary>
public sealed record SecurityEventNotificationResponse;

internal sealed class SecurityEventNotificationRequestRules : AbstractValidator<SecurityEventNotificationRequest>
{
    public SecurityEventNotificationRequestRules()
    {
        RuleFor(request => request.Type).NoLongerThan(50);
        RuleFor(request => request.TechInfo).NoLongerThan(255);
    }
}
