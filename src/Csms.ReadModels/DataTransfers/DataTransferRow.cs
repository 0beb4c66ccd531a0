namespace Csms.ReadModels.DataTransfers;

/// <summary>Vendor data that went from or to a charge point; the data itself lies beside the events.</summary>
/// <param name="TransferId">Of the call where it went to the charge point.</param>
/// <param name="Direction">from (the charge point) or to (it).</param>
/// <param name="Status">Accepted, Rejected, UnknownMessageId or UnknownVendorId; else what became of the call; null while that is open.</param>
/// <param name="ContentId">Key of the erasable content that holds the data, or the whole payload of a call.</param>
/// <param name="AnswerContentId">The same of the answer.</param>
public sealed record DataTransferRow(
    Guid TransferId,
    string ChargePointId,
    string Direction,
    string VendorId,
    string? MessageId,
    string? Status,
    Guid? ContentId,
    Guid? AnswerContentId,
    DateTimeOffset At,
    DateTimeOffset? AnsweredAt) : ReadModelRow;
