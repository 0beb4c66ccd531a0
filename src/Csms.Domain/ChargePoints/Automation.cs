namespace Csms.Domain.ChargePoints;

/// <summary>What the central system does for a charge point without being asked. All of it is off until an operator turns it on.</summary>
public enum Automation
{
    /// <summary>Read the whole configuration after an accepted boot.</summary>
    ReadConfiguration,

    /// <summary>Bring keys to their desired values, after an accepted boot and when the desired values change.</summary>
    ApplyConfiguration,

    /// <summary>Keep the local list equal to the registered tokens, after an accepted boot and when tokens change.</summary>
    PushLocalList,

    /// <summary>Ask for the statuses that did not come after an accepted boot (errata 3.22).</summary>
    TriggerStatuses,

    /// <summary>Ask for a boot when it reconnects without one (quirk Q16).</summary>
    TriggerBoot,

    /// <summary>Ask it to request a new certificate before the one it has expires, and at once when it has none of ours (security profile 3).</summary>
    RenewCertificate,
}
