using Csms.Domain.Access;

namespace Csms.Host.Security;

/// <summary>A user as the database knows one: everything but the password.</summary>
/// <param name="PasswordIsOneTime">Somebody else chose it: until it is replaced, the user may do nothing else.</param>
internal sealed record UserAccount(
    Guid Id,
    string Name,
    string? Mail,
    Role Role,
    bool PasswordIsOneTime,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastLoginAt = null,
    DateTimeOffset? DisabledAt = null)
{
    public const int ShortestPassword = 12;
    public const int LongestPassword = 128;

    private static readonly IReadOnlySet<Permission> OwnAccountOnly = new HashSet<Permission> { Permission.OwnAccount };

    public IReadOnlySet<Permission> Permissions => PasswordIsOneTime ? OwnAccountOnly : Security.Permissions.Of(Role);

    /// <summary>What two names have in common that mean the same user.</summary>
    public static string KeyOf(string name) => name.Trim().Normalize(System.Text.NormalizationForm.FormKC).ToLowerInvariant();

    /// <summary>Why this cannot be the password of this user; null when it can. Length is what counts (NIST SP 800-63B section 5.1.1.2).</summary>
    public static string? ObjectionTo(string? password, string userName) => password switch
    {
        null or { Length: < ShortestPassword } => $"has fewer than {ShortestPassword} characters",
        { Length: > LongestPassword } => $"has more than {LongestPassword} characters",
        _ when password.Contains(userName, StringComparison.OrdinalIgnoreCase) => "contains the user's name",
        _ when password.Distinct().Count() < 5 => "has fewer than 5 different characters",
        _ => null,
    };
}
