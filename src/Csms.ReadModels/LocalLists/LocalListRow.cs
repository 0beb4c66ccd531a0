namespace Csms.ReadModels.LocalLists;

/// <summary>What is known of the local authorization list that a charge point holds.</summary>
/// <param name="Version">After the last update it accepted, or as it said; null while nothing is known.</param>
/// <param name="ReportedVersion">Its last answer to GetLocalListVersion; 0 is an empty list, -1 none at all.</param>
/// <param name="HighestVersion">The highest version that was ever sent to it or told by it: the next one is above.</param>
/// <param name="Supported">False when it answered that it has no local list; null while nobody asked.</param>
/// <param name="Doubt">Why its list may differ from the entries here: failed, version_mismatch, other_version, conflict or unanswered; null when nothing speaks for it.</param>
/// <param name="DoubtSince">When that was recorded.</param>
/// <param name="UpdatedAt">When it last accepted an update.</param>
public sealed record LocalListRow(
    string ChargePointId,
    int? Version = null,
    int? ReportedVersion = null,
    DateTimeOffset? ReportedAt = null,
    int HighestVersion = 0,
    bool? Supported = null,
    string? Doubt = null,
    DateTimeOffset? DoubtSince = null,
    DateTimeOffset? UpdatedAt = null) : ReadModelRow
{
    /// <summary>The entries are what the charge point holds, as far as anybody can tell.</summary>
    public bool IsCertain => Version is not null && Doubt is null;
}

/// <summary>An entry of a charge point's local list, as it was sent.</summary>
/// <param name="Status">OCPP's AuthorizationStatus.</param>
public sealed record LocalListEntryRow(string ChargePointId, Guid TokenId, string Status, DateTimeOffset? ExpiryDate = null, Guid? ParentTokenId = null) : ReadModelRow;
