using Csms.ReadModels.Rows;

namespace Csms.ReadModels.LocalLists;

internal static class LocalListTables
{
    public static RowTable<LocalListRow> Lists { get; } = new(
        "local_lists",
        "charge_point_id",
        r => new(
            r.Text(), r.IntegerOrNull(), r.IntegerOrNull(), r.TimeOrNull(), r.Integer(), r.BooleanOrNull(), r.TextOrNull(), r.TimeOrNull(), r.TimeOrNull()),
        Columns<LocalListRow>.Text("charge_point_id", r => r.ChargePointId),
        Columns<LocalListRow>.Integer("version", r => r.Version),
        Columns<LocalListRow>.Integer("reported_version", r => r.ReportedVersion),
        Columns<LocalListRow>.Time("reported_at", r => r.ReportedAt),
        Columns<LocalListRow>.Integer("highest_version", r => r.HighestVersion),
        Columns<LocalListRow>.BooleanOrNull("supported", r => r.Supported),
        Columns<LocalListRow>.Text("doubt", r => r.Doubt),
        Columns<LocalListRow>.Time("doubt_since", r => r.DoubtSince),
        Columns<LocalListRow>.Time("updated_at", r => r.UpdatedAt));

    public static RowTable<LocalListEntryRow> Entries { get; } = new(
        "local_list_entries",
        "charge_point_id, token_id",
        r => new(r.Text(), r.Uuid(), r.Text(), r.TimeOrNull(), r.UuidOrNull()),
        Columns<LocalListEntryRow>.Text("charge_point_id", r => r.ChargePointId),
        Columns<LocalListEntryRow>.Uuid("token_id", r => r.TokenId),
        Columns<LocalListEntryRow>.Text("status", r => r.Status),
        Columns<LocalListEntryRow>.Time("expiry_date", r => r.ExpiryDate),
        Columns<LocalListEntryRow>.Uuid("parent_token_id", r => r.ParentTokenId));
}
