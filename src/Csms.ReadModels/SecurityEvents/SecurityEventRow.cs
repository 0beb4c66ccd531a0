namespace Csms.ReadModels.SecurityEvents;

/// <summary>A security event: a charge point's own, or one at our door.</summary>
/// <param name="Id">Named by its place in the feed.</param>
/// <param name="Source">charge_point or central_system.</param>
/// <param name="ChargePointId">Null where nobody had said who they were.</param>
/// <param name="Critical">By the whitepaper's list; at our door, another's certificate or a password that is being guessed.</param>
/// <param name="Times">How often; more than 1 where many of a kind are one event.</param>
/// <param name="OccurredAt">By the charge point's clock where it reported it.</param>
/// <param name="Node">The host process whose door it was.</param>
/// <param name="ContentId">Key of the erasable content with the details.</param>
/// <param name="Alarm">open or acknowledged; null where none was raised.</param>
public sealed record SecurityEventRow(
    Guid Id,
    string Source,
    string? ChargePointId,
    string Type,
    bool Critical,
    int Times,
    DateTimeOffset OccurredAt,
    DateTimeOffset RecordedAt,
    string? Node,
    Guid? ContentId,
    string? Alarm = null,
    string? AcknowledgedBy = null,
    DateTimeOffset? AcknowledgedAt = null) : ReadModelRow;
