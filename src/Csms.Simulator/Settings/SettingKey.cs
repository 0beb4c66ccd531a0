namespace Csms.Simulator.Settings;

/// <summary>A configuration key of OCPP 1.6 section 9 as this charge point has it.</summary>
/// <param name="Accepts">Whether a value is fit; it sees the value trimmed.</param>
public sealed record SettingKey(string Name, string Initial, Func<string, bool> Accepts)
{
    public bool ReadOnly { get; init; }

    /// <summary>Taken over at the next start only; the value reads as the new one at once, as real devices do.</summary>
    public bool NeedsReboot { get; init; }

    /// <summary>May be set and never read (AuthorizationKey, OCPP-J errata 3.10).</summary>
    public bool WriteOnly { get; init; }
}

/// <summary>What became of a wish to change a setting: the four answers of ChangeConfiguration.</summary>
public enum SettingChange
{
    Accepted,
    Rejected,
    RebootRequired,
    NotSupported,
}
