using Csms.ReadModels.Analysis;

namespace Csms.Host.Api.Analysis;

/// <summary>What became of some of the sessions of a kind of charge point.</summary>
/// <param name="Outcome">succeeded, or what went wrong.</param>
internal sealed record OutcomeCount(string Outcome, long Sessions);

/// <summary>How sessions went at a kind of charge point.</summary>
/// <param name="Model">As it is today; absent: it never said.</param>
/// <param name="SuccessPercent">Ended in an ordinary way, with 1 kWh or two minutes or more.</param>
/// <param name="Outcomes">Most frequent first.</param>
internal sealed record SessionQuality(string? Vendor, string? Model, string? Firmware, long Sessions, decimal SuccessPercent, IReadOnlyList<OutcomeCount> Outcomes)
{
    public static SessionQuality Example { get; } = new("ACME", "Volt 22", "1.4.2", 200, 98.5m, [new("succeeded", 197), new("stop_missing", 2), new("interrupted_powerloss", 1)]);

    public static IEnumerable<SessionQuality> Of(IReadOnlyList<SessionOutcome> rows) =>
        rows.GroupBy(row => (row.Vendor, row.Model, row.Firmware)).Select(kind => new SessionQuality(
            kind.Key.Vendor,
            kind.Key.Model,
            kind.Key.Firmware,
            kind.Sum(row => row.Sessions),
            decimal.Round(100m * kind.Where(row => row.Outcome == "succeeded").Sum(row => row.Sessions) / kind.Sum(row => row.Sessions), 2),
            [.. kind.Select(row => new OutcomeCount(row.Outcome, row.Sessions))]));
}

/// <summary>How often charge points of a kind reported an error.</summary>
/// <param name="Model">As it is today; absent: it never said.</param>
/// <param name="Seconds">How long they lasted together, so far.</param>
internal sealed record ErrorQuality(string? Vendor, string? Model, string? Firmware, string ErrorCode, string? VendorErrorCode, long Times, decimal Seconds)
{
    public static ErrorQuality Example { get; } = new("ACME", "Volt 22", "1.4.2", "GroundFailure", "E17", 3, 5_400);

    public static ErrorQuality Of(ErrorCount row) => new(row.Vendor, row.Model, row.Firmware, row.ErrorCode, row.VendorErrorCode, row.Times, row.Seconds);
}

/// <summary>How long outages of a charge point took.</summary>
/// <param name="Outages">That began and ended in the time.</param>
/// <param name="MeanSecondsToRepair">From beginning to end.</param>
/// <param name="MeanSecondsBetween">Of the time, per outage, that its connectors were not in one.</param>
internal sealed record RepairQuality(string ChargePointId, long Outages, decimal MeanSecondsToRepair, decimal MeanSecondsBetween)
{
    public static RepairQuality Example { get; } = new("CP-0815", 3, 1_800, 862_200);

    public static RepairQuality Of(RepairTimes row) => new(row.ChargePointId, row.Outages, row.MeanSecondsToRepair, row.MeanSecondsBetween);
}

/// <summary>What became of requests to charge points.</summary>
/// <param name="MeanSeconds">From the socket to the answer; absent: none was answered.</param>
internal sealed record CallQuality(string Action, string Status, long Calls, decimal? MeanSeconds)
{
    public static CallQuality Example { get; } = new("RemoteStartTransaction", "answered", 120, 0.412m);

    public static CallQuality Of(CallCount row) => new(row.Action, row.Status, row.Calls, row.MeanSeconds);
}

/// <summary>A time in which nobody could charge at a connector.</summary>
/// <param name="ConnectorId">0: at the charge point as a whole.</param>
/// <param name="To">Absent: it lasts.</param>
/// <param name="Cause">Why the connection ended while offline; else Unavailable or Faulted.</param>
/// <param name="Excluded">Why some of it does not count; absent: all of it does.</param>
internal sealed record OutageView(
    string ChargePointId, int ConnectorId, DateTimeOffset From, DateTimeOffset? To, bool Offline, string Cause, string? ErrorCode, string? VendorErrorCode, string? Excluded)
{
    public static OutageView Example { get; } = new(
        "CP-0815", 1, new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), new(2026, 1, 31, 12, 30, 0, TimeSpan.Zero), false, "Faulted", "GroundFailure", "E17", null);

    public static OutageView Of(Outage row) => new(
        row.ChargePointId, row.ConnectorId, row.From, row.To, row.Offline, row.Cause, row.ErrorCode, row.VendorErrorCode, row.Excluded);
}
