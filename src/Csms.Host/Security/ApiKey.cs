using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Csms.Domain.Access;

namespace Csms.Host.Security;

/// <summary>A key as the database knows it: everything but the key.</summary>
/// <param name="Scopes">Names of the permissions it is narrowed to; null is all of its role.</param>
internal sealed record ApiKey(
    Guid Id,
    string Name,
    Role Role,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastUsedAt,
    IReadOnlyList<string>? Scopes = null,
    DateTimeOffset? ExpiresAt = null,
    DateTimeOffset? RevokedAt = null)
{
    public const string Prefix = "csms_";
    private const int RandomBytes = 32;
    private const int WrittenLength = 43;

    /// <summary>Prefix (so that scanners for leaked secrets can find it) and 256 random bits in base64url.</summary>
    public static string NewSecret() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>Null for a text that cannot be a key; such a text never reaches the database.</summary>
    public static byte[]? HashOf(string presented) =>
        presented.Length == Prefix.Length + WrittenLength && presented.StartsWith(Prefix, StringComparison.Ordinal)
            ? SHA256.HashData(Encoding.UTF8.GetBytes(presented))
            : null;

    public ApiKeyEvent.Issued ToEvent() => new(Id, Name, Role, Scopes, ExpiresAt);
}
