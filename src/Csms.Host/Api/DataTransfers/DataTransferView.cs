using Csms.ReadModels.DataTransfers;

namespace Csms.Host.Api.DataTransfers;

/// <summary>Vendor data that went from or to a charge point.</summary>
/// <param name="Id">Of the call where it went to the charge point.</param>
/// <param name="Direction">from (the charge point) or to (it).</param>
/// <param name="Status">Accepted, Rejected, UnknownMessageId or UnknownVendorId; else an error code, timed_out, expired or cancelled; absent while it is open.</param>
/// <param name="Data">What was sent, when a single transfer is read; absent when there was none, or when it was erased.</param>
/// <param name="AnswerData">What was answered, likewise.</param>
internal sealed record DataTransferView(
    Guid Id,
    string ChargePointId,
    string Direction,
    string VendorId,
    DateTimeOffset At,
    string? MessageId = null,
    string? Status = null,
    DateTimeOffset? AnsweredAt = null,
    string? Data = null,
    string? AnswerData = null)
{
    public static DataTransferView Example { get; } = new(
        new("019c0a3e-5f1b-7c2d-9e4f-0a1b2c3d4e5f"),
        "CP-0815",
        "to",
        "com.example",
        new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero),
        "setDisplay",
        "Accepted",
        new(2026, 1, 31, 12, 0, 1, TimeSpan.Zero),
        "{\"line\":1,\"text\":\"Welcome\"}");

    public static DataTransferView Of(DataTransferRow row) =>
        new(row.TransferId, row.ChargePointId, row.Direction, row.VendorId, row.At, row.MessageId, row.Status, row.AnsweredAt);
}
