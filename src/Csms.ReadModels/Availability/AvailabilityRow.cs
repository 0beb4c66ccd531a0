namespace Csms.ReadModels.Availability;

/// <summary>What was asked of a connector's availability (OCPP 1.6 section 5.2) and what came of it; connector 0 is the charge point as a whole.</summary>
/// <param name="Status">As it last reported itself; null before the first report.</param>
/// <param name="Asked">Operative or Inoperative, as asked last; null when nobody asked.</param>
/// <param name="AskedConnectorId">The connector the question named: 0 covers all.</param>
/// <param name="Answer">Accepted, Scheduled, Rejected, an error code, ConnectionLost, TimedOut, Expired or Cancelled; null while the question is open.</param>
/// <param name="Expected">Operative or Inoperative, as it last agreed to; null when it never did.</param>
/// <param name="EffectiveAt">When its status was first seen to be so; null while the status that must follow has not come.</param>
public sealed record AvailabilityRow(
    string ChargePointId,
    int ConnectorId,
    string? Status = null,
    string? Asked = null,
    int? AskedConnectorId = null,
    Guid? CallId = null,
    DateTimeOffset? AskedAt = null,
    string? Answer = null,
    DateTimeOffset? AnsweredAt = null,
    string? Expected = null,
    DateTimeOffset? ExpectedSince = null,
    DateTimeOffset? EffectiveAt = null,
    DateTimeOffset? NewestDeviceTime = null) : ReadModelRow;
