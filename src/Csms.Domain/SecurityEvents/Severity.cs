using System.Collections.Frozen;
using Csms.Domain.ChargePoints;

namespace Csms.Domain.SecurityEvents;

/// <summary>Which security events are critical, and which of those somebody must look at.</summary>
public static class Severity
{
    // As often as these, a wrong password is no slip any more.
    private const int Guessing = 10;

    private static readonly FrozenSet<string> Everyday =
        new[] { "FirmwareUpdated", "SettingSystemTime", "StartupOfTheDevice", "ResetOrReboot" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Alarming =
        new[] { "SecurityLogWasCleared", "MemoryExhaustion", "TamperDetectionActivated" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Not critical to the whitepaper, but the next thing that happens may be a charge point that cannot come back.
    private static readonly FrozenSet<string> Troubling =
        new[] { "InvalidChargePointCertificate", "InvalidCentralSystemCertificate" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Critical by the whitepaper's list (appendix 3). The first edition spelled the names with blanks.</summary>
    public static bool IsCritical(string type) => Everyday.Contains(Joined(type)) || Alarming.Contains(Joined(type));

    /// <summary>Critical, as far as a door can tell: another's certificate, or a password that somebody is guessing.</summary>
    public static bool IsCritical(ConnectionRefusal reason, int times) =>
        reason == ConnectionRefusal.ClientCertificateRefused || (reason == ConnectionRefusal.WrongPassword && times >= Guessing);

    /// <summary>Whether an operator is to be told. A start or an update of the firmware is critical to the whitepaper (it must be reported) and everyday
    /// to an operator: an alarm that rings each morning is heard by nobody.</summary>
    public static bool RaisesAlarm(string type) => Alarming.Contains(Joined(type)) || Troubling.Contains(Joined(type));

    private static string Joined(string type) => type.Replace(" ", "", StringComparison.Ordinal);
}
