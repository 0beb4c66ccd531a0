using Csms.Domain.Certificates;
using Csms.Domain.ChargePoints;
using Csms.Domain.SecurityEvents;
using Csms.EventStore;
using Csms.Host.Commands;
using Csms.Host.Reactions;
using Csms.ReadModels.Rows;

namespace Csms.Host.Connections;

/// <summary>Raises an alarm for each critical security event, and for a certificate that could not be made or was not taken (A02.FR.12, TC_077): an event of its own, which whoever follows the feed sees, and a line in the log.</summary>
internal sealed partial class SecurityAlarms(CommandRunner runner, TimeProvider clock, ILogger<SecurityAlarms> logger) : IReaction
{
    // What lies further back, at the first start of this rule, is history.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public string Name => "security-alarms";

    public IReadOnlyCollection<string> Types { get; } = ["security_event_reported", "connection_refused", "certificate_rejected", "certificate_issuing_failed"];

    public async Task ReactAsync(RecordedEvent recorded, object domainEvent, CancellationToken cancellationToken)
    {
        var type = domainEvent switch
        {
            ChargePointEvent.SecurityEventReported e when Severity.RaisesAlarm(e.Type) => e.Type,
            ChargePointEvent.ConnectionRefused e when Severity.IsCritical(e.Reason, e.Times) => e.Reason.ToString(),
            CertificateEvent.Rejected => "CertificateRejected",
            CertificateEvent.IssuingFailed => "CertificateIssuingFailed",
            _ => null,
        };
        if (type is null || recorded.Timestamp < clock.GetUtcNow() - Longest)
            return;
        var chargePointId = domainEvent switch
        {
            CertificateEvent.IssuingFailed e => e.ChargePointId,
            CertificateEvent => (await runner.LoadAsync(Streams.Certificates, recorded.StreamId, cancellationToken)).State.Record!.ChargePointId,
            _ => ChargePoint.IdOf(recorded.StreamId),
        };
        var id = FeedName.Of(recorded.Sequence);
        var outcome = await runner.RunAsync(
            Streams.SecurityAlarms,
            SecurityAlarm.StreamId(id),
            new SecurityAlarmCommand.ReportCritical(id, type, chargePointId),
            RowsInTime.Cause(this, recorded, clock),
            cancellationToken);
        if (outcome.Sequence > 0)
            LogRaised(type, chargePointId, id);
    }

    [LoggerMessage(1, LogLevel.Warning, "Security alarm: {Type} at {ChargePoint} (security event {Id})")]
    private partial void LogRaised(string type, string chargePoint, Guid id);
}
