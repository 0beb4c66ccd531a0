using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Csms.Domain.Files;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Csms.Host.Files;

/// <summary>What an address is good for.</summary>
internal sealed record FileLink(bool IsUpload, Guid FileId, FileKind Kind, string ChargePointId, Guid CallId, DateTimeOffset ExpiresAt);

/// <summary>Addresses for charge points (table <c>csms.file_links</c>): the token in the path is all that is needed, and all that helps.</summary>
internal sealed class FileLinks(NpgsqlDataSource dataSource, IOptions<FileSettings> settings)
{
    public const string UploadPath = "/files/u/";
    public const string DownloadPath = "/files/d/";
    private const int TokenBytes = 32;
    private static readonly int TokenLength = Base64Url.GetEncodedLength(TokenBytes);

    /// <summary>Makes an address under a base, and forgets those that are long over.</summary>
    /// <param name="fallback">The base where the settings name none.</param>
    /// <param name="fileName">To end with, for who goes by it.</param>
    public async Task<Uri> CreateAsync(FileLink link, Uri fallback, string? fileName, CancellationToken cancellationToken)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        await using var command = dataSource.CreateCommand(
            """
            WITH gone AS (DELETE FROM csms.file_links WHERE expires_at < now() - interval '1 day')
            INSERT INTO csms.file_links (token_hash, direction, file_id, kind, charge_point_id, call_id, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
            """);
        command.Parameters.Add(new() { Value = HashOf(token) });
        command.Parameters.Add(new() { Value = link.IsUpload ? "upload" : "download" });
        command.Parameters.Add(new() { Value = link.FileId });
        command.Parameters.Add(new() { Value = link.Kind.ToString() });
        command.Parameters.Add(new() { Value = link.ChargePointId });
        command.Parameters.Add(new() { Value = link.CallId });
        command.Parameters.Add(new() { Value = link.ExpiresAt.UtcDateTime });
        await command.ExecuteNonQueryAsync(cancellationToken);

        // Many charge points name the file they fetch by the end of the address, and go by its extension.
        var path = (link.IsUpload ? UploadPath : DownloadPath) + token + (fileName is null ? "" : "/" + Uri.EscapeDataString(fileName));
        var start = (settings.Value.PublicUrl ?? fallback).AbsoluteUri.TrimEnd('/');
        return new Uri(start + path);
    }

    /// <summary>What a token is good for; null for one that is unknown, expired, or good for the other direction.</summary>
    public async Task<FileLink?> FindAsync(string token, bool isUpload, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (token.Length != TokenLength)
            return null;
        // Found by its hash: how long the comparison takes tells about the hash, which nobody can aim at.
        await using var command = dataSource.CreateCommand(
            "SELECT file_id, kind, charge_point_id, call_id, expires_at FROM csms.file_links WHERE token_hash = $1 AND direction = $2 AND expires_at > $3");
        command.Parameters.Add(new() { Value = HashOf(token) });
        command.Parameters.Add(new() { Value = isUpload ? "upload" : "download" });
        command.Parameters.Add(new() { Value = now.UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new FileLink(
                isUpload, reader.GetGuid(0), Enum.Parse<FileKind>(reader.GetString(1)), reader.GetString(2), reader.GetGuid(3), reader.GetFieldValue<DateTimeOffset>(4))
            : null;
    }

    /// <summary>The call that was to carry the addresses was not stored.</summary>
    public async Task RemoveAsync(Guid callId, Guid fileId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("DELETE FROM csms.file_links WHERE call_id = $1 AND file_id = $2");
        command.Parameters.Add(new() { Value = callId });
        command.Parameters.Add(new() { Value = fileId });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.ASCII.GetBytes(token));
}
