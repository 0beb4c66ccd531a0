namespace Csms.Domain.ChargePoints;

/// <summary>What is common to all configuration keys (OCPP 1.6 section 9).</summary>
public static class ConfigurationKey
{
    /// <summary>Keys are CiString50Type: equal whatever their case.</summary>
    public static StringComparer Comparer => StringComparer.OrdinalIgnoreCase;

    /// <summary>Whether its value must never be stored or shown: AuthorizationKey (Improved security, use case A01), and what vendors call a password.</summary>
    public static bool IsSecret(string key) =>
        Comparer.Equals(key, "AuthorizationKey") || key.Contains("password", StringComparison.OrdinalIgnoreCase);
}
