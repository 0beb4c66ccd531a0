namespace Csms.ReadModels.Files;

/// <summary>A file that came; its bytes lie in the files folder.</summary>
/// <param name="Kind">firmware, diagnostics or log.</param>
/// <param name="Sha256">64 hexadecimal digits in lower case.</param>
/// <param name="ChargePointId">Who sent it; null when an operator did.</param>
/// <param name="CallId">The call that asked for it.</param>
/// <param name="RemovedAt">Null while its bytes are there.</param>
public sealed record FileRow(
    Guid FileId,
    string Kind,
    long Size,
    string Sha256,
    string? Name,
    string? Version,
    string? ChargePointId,
    Guid? CallId,
    DateTimeOffset ReceivedAt,
    DateTimeOffset? RemovedAt = null) : ReadModelRow;
