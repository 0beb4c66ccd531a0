using Csms.Domain.Files;
using Csms.ReadModels.Rows;
using static Csms.Domain.Files.FileEvent;
using static Csms.ReadModels.Rows.Columns<Csms.ReadModels.Files.FileRow>;

namespace Csms.ReadModels.Files;

internal sealed class FileProjection(FoldMode mode) : RowProjection<Guid, FileRow>(Rows, "file_id", mode)
{
    public static ReadModel ReadModel { get; } = new("files", 1, ["files"], [typeof(Received), typeof(Removed)], mode => new FileProjection(mode));

    public static RowTable<FileRow> Rows { get; } = new(
        "files",
        "file_id",
        r => new(
            r.Uuid(), r.Text(), r.Bigint(), r.Text(), r.TextOrNull(), r.TextOrNull(), r.TextOrNull(), r.UuidOrNull(), r.Time(), r.TimeOrNull()),
        Uuid("file_id", r => r.FileId),
        Text("kind", r => r.Kind),
        Bigint("size", r => r.Size),
        Text("sha256", r => r.Sha256),
        Text("name", r => r.Name),
        Text("version", r => r.Version),
        Text("charge_point_id", r => r.ChargePointId),
        Uuid("call_id", r => r.CallId),
        Time("received_at", r => r.ReceivedAt),
        Time("removed_at", r => r.RemovedAt));

    protected override bool Concerns(object recorded) => recorded is Received or Removed;

    protected override Guid KeyOf(FeedEvent recorded) => Guid.Parse(recorded.After("file-"));

    protected override Guid KeyOf(FileRow row) => row.FileId;

    protected override FileRow? Evolve(FileRow? row, FeedEvent recorded) => (recorded.Event, row) switch
    {
        (Received e, _) => new(KeyOf(recorded), Word(e.Kind), e.Size, e.Sha256, e.Name, e.Version, e.ChargePointId, e.CallId, recorded.RecordedAt),
        (Removed, { } file) => file with { RemovedAt = recorded.RecordedAt },
        _ => row,
    };

    private static string Word(FileKind kind) => kind switch
    {
        FileKind.Firmware => "firmware",
        FileKind.Diagnostics => "diagnostics",
        _ => "log",
    };
}
