using Csms.ReadModels.LocalLists;

namespace Csms.Host.Api.LocalLists;

/// <summary>The local authorization list that a charge point holds, as far as it is known.</summary>
/// <param name="Version">Of the last update it accepted, or as it told; absent while nothing is known.</param>
/// <param name="ReportedVersion">Its last answer to GetLocalListVersion; 0 is an empty list, -1 none at all.</param>
/// <param name="Supported">False when it said that it has no local list; absent while nobody asked.</param>
/// <param name="Certain">The entries are what it holds, as far as anybody can tell.</param>
/// <param name="Doubt">Why they may not be: failed, version_mismatch, other_version (one we did not send), conflict (it reported LocalListConflict) or unanswered.</param>
/// <param name="UpdatedAt">When it last accepted an update.</param>
internal sealed record LocalListView(
    int? Version,
    int? ReportedVersion,
    DateTimeOffset? ReportedAt,
    bool? Supported,
    bool Certain,
    string? Doubt,
    DateTimeOffset? DoubtSince,
    DateTimeOffset? UpdatedAt,
    IReadOnlyList<LocalListEntryView> Entries)
{
    public static LocalListView Example { get; } = new(
        7, 7, new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), true, true, null, null, new(2026, 1, 31, 11, 59, 0, TimeSpan.Zero),
        [new(new("7b1c5f0e-52a4-4c6e-9a53-2f0d5e8c1b77"), "04E29A3B", "Accepted", new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero), new("e0a7c3f2-9b1d-4e58-8c47-6d2f1a0b9e35"))]);

    public static LocalListView Of(LocalListRow? row, IReadOnlyList<LocalListEntryRow> entries, IReadOnlyDictionary<Guid, string> idTags) => new(
        row?.Version,
        row?.ReportedVersion,
        row?.ReportedAt,
        row?.Supported,
        row?.IsCertain ?? false,
        row?.Doubt,
        row?.DoubtSince,
        row?.UpdatedAt,
        [.. entries.Select(entry => new LocalListEntryView(entry.TokenId, idTags.GetValueOrDefault(entry.TokenId), entry.Status, entry.ExpiryDate, entry.ParentTokenId))]);
}

/// <summary>An entry, as it was sent.</summary>
/// <param name="IdTag">Absent when it was erased.</param>
/// <param name="Status">As OCPP spells it.</param>
internal sealed record LocalListEntryView(Guid TokenId, string? IdTag, string Status, DateTimeOffset? ExpiryDate, Guid? ParentTokenId);
