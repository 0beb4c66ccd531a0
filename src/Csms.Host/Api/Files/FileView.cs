using Csms.Domain.Files;
using Csms.ReadModels.Files;

namespace Csms.Host.Api.Files;

/// <summary>A firmware image, or what a charge point uploaded.</summary>
/// <param name="Kind">firmware, diagnostics or log.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Of its bytes, hexadecimal.</param>
/// <param name="Name">What an operator calls it.</param>
/// <param name="Version">Of the firmware in it, as an operator says.</param>
/// <param name="ChargePointId">Who sent it; absent when an operator did.</param>
/// <param name="JobId">The job, and the call, that asked for it.</param>
internal sealed record FileView(
    Guid Id,
    string Kind,
    long Size,
    string Sha256,
    DateTimeOffset ReceivedAt,
    string? Name = null,
    string? Version = null,
    string? ChargePointId = null,
    Guid? JobId = null)
{
    public static FileView Example { get; } = new(
        new("019c0a3e-6a10-7b3c-8d4e-5f60718293a4"),
        "firmware",
        4_194_304,
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero),
        "charger-2.1.0.bin",
        "2.1.0");

    public static FileView Of(FileRow row) =>
        new(row.FileId, row.Kind, row.Size, row.Sha256, row.ReceivedAt, row.Name, row.Version, row.ChargePointId, row.CallId);

    public static FileView Of(FileEvent.Received file, DateTimeOffset receivedAt) =>
        new(file.FileId, "firmware", file.Size, file.Sha256, receivedAt, file.Name, file.Version);
}
