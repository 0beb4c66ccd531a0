namespace Ocpp.Protocol.V16;

/// <summary>Feature profiles (OCPP 1.6 section 3.3), as in the configuration key SupportedFeatureProfiles, and the security extension.</summary>
public enum FeatureProfile
{
    /// <summary>What every charge point has.</summary>
    Core,

    /// <summary>Firmware updates and diagnostics files.</summary>
    FirmwareManagement,

    /// <summary>Lists of tokens kept in the charge point.</summary>
    LocalAuthListManagement,

    /// <summary>Reservation of connectors.</summary>
    Reservation,

    /// <summary>Charging profiles.</summary>
    SmartCharging,

    /// <summary>Asking for a message of the charge point.</summary>
    RemoteTrigger,

    /// <summary>"Improved security for OCPP 1.6-J", edition 3. No value of SupportedFeatureProfiles.</summary>
    Security,
}
