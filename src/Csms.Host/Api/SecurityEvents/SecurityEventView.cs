using Csms.ReadModels.SecurityEvents;

namespace Csms.Host.Api.SecurityEvents;

/// <summary>A security event: a charge point's own, or one at our door.</summary>
/// <param name="Source">charge_point (it reported it) or central_system (refused at our door).</param>
/// <param name="ChargePointId">Absent for TLS handshakes, where nobody had said who they were.</param>
/// <param name="Type">As the charge point called it; at our door NoPassword, WrongPassword, WrongProfile, ClientCertificateRefused, OldTlsVersion, NoCommonCipherSuite, HandshakeFailed, TooManyConnections, TooSlow, TooManyAttempts, CertificateRejected or CertificateIssuingFailed.</param>
/// <param name="Times">How often: many refusals of a kind within an hour are one event.</param>
/// <param name="OccurredAt">By the charge point's clock where it reported it.</param>
/// <param name="Alarm">open or acknowledged; absent where none was raised.</param>
/// <param name="Details">techInfo, or from where and why; absent in lists, and when it was erased.</param>
internal sealed record SecurityEventView(
    Guid Id,
    string Source,
    string? ChargePointId,
    string Type,
    bool Critical,
    int Times,
    DateTimeOffset OccurredAt,
    DateTimeOffset RecordedAt,
    string? Node = null,
    string? Alarm = null,
    string? AcknowledgedBy = null,
    DateTimeOffset? AcknowledgedAt = null,
    string? Details = null)
{
    public static SecurityEventView Example { get; } = new(
        new("00000000-0000-8000-8000-00000000032c"),
        "charge_point",
        "CP-0815",
        "TamperDetectionActivated",
        true,
        1,
        new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero),
        new(2026, 1, 31, 12, 0, 1, TimeSpan.Zero),
        Alarm: "open");

    public static SecurityEventView Of(SecurityEventRow row) => new(
        row.Id, row.Source, row.ChargePointId, row.Type, row.Critical, row.Times, row.OccurredAt, row.RecordedAt, row.Node, row.Alarm, row.AcknowledgedBy,
        row.AcknowledgedAt);
}

/// <summary>How often what happened.</summary>
/// <param name="Counts">The most frequent first, at most 1000.</param>
internal sealed record SecurityEventCountsView(IReadOnlyList<SecurityEventCountView> Counts)
{
    public static SecurityEventCountsView Example { get; } = new([SecurityEventCountView.Example]);
}

/// <summary>How often one type came from or to one charge point.</summary>
/// <param name="Times">Each one counted, also where many of a kind are one event.</param>
internal sealed record SecurityEventCountView(string? ChargePointId, string Source, string Type, bool Critical, long Times, DateTimeOffset LastRecordedAt)
{
    public static SecurityEventCountView Example { get; } = new("CP-0815", "central_system", "WrongPassword", true, 1204, new(2026, 1, 31, 12, 0, 1, TimeSpan.Zero));

    public static SecurityEventCountView Of(SecurityEventCount count) =>
        new(count.ChargePointId, count.Source, count.Type, count.Critical, count.Times, count.LastRecordedAt);
}
