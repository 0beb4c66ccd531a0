using System.Collections.Frozen;
using System.Globalization;
using static Csms.Simulator.Settings.SettingRules;

namespace Csms.Simulator.Settings;

/// <summary>Every key that OCPP 1.6 section 9 and the security whitepaper demand, and the optional ones that this charge point makes use of.</summary>
internal static class StandardSettings
{
    // Few shapes of charge point exist in a fleet, so the tables are shared.
    private static readonly Dictionary<(int, bool), FrozenDictionary<string, SettingKey>> Tables = [];
    private static readonly Lock Gate = new();

    private const string AllProfiles = "Core,FirmwareManagement,LocalAuthListManagement,Reservation,SmartCharging,RemoteTrigger";

    public static SettingStore For(int connectors, bool dc, IReadOnlyDictionary<string, string> overrides)
    {
        FrozenDictionary<string, SettingKey>? table;
        lock (Gate)
        {
            if (!Tables.TryGetValue((connectors, dc), out table))
                Tables[(connectors, dc)] = table = Keys(connectors, dc).ToFrozenDictionary(key => key.Name, StringComparer.OrdinalIgnoreCase);
        }

        var store = new SettingStore(table);
        foreach (var (name, value) in overrides) store.Set(name, value);
        return store;
    }

    private static IEnumerable<SettingKey> Keys(int connectors, bool dc) =>
    [
        new("AdditionalRootCertificateCheck", "false", Boolean) { ReadOnly = true },
        new("AllowOfflineTxForUnknownId", "false", Boolean),
        new("AuthorizationCacheEnabled", "true", Boolean),
        new("AuthorizationKey", "", HexKey) { WriteOnly = true },
        new("AuthorizeRemoteTxRequests", "true", Boolean),
        Fixed("CertificateSignedMaxChainSize", 10_000),
        Fixed("CertificateStoreMaxLength", 8),
        Fixed("ChargeProfileMaxStackLevel", 10),
        new("ChargingScheduleAllowedChargingRateUnit", "Current,Power", UpTo(500)) { ReadOnly = true },
        Fixed("ChargingScheduleMaxPeriods", 48),
        new("ClockAlignedDataInterval", "0", Natural),
        new("ConnectionTimeOut", "60", Natural),
        new("ConnectorPhaseRotation", string.Join(',', Enumerable.Range(0, connectors + 1).Select(id => $"{id}.RST")), PhaseRotations(connectors)),
        new("CpoName", "", UpTo(500)),
        Fixed("GetConfigurationMaxKeys", 50),
        new("HeartbeatInterval", "300", Natural),
        new("LocalAuthListEnabled", "true", Boolean),
        Fixed("LocalAuthListMaxLength", 1000),
        new("LocalAuthorizeOffline", "true", Boolean),
        new("LocalPreAuthorize", "false", Boolean),
        Fixed("MaxChargingProfilesInstalled", 20),
        new("MaxEnergyOnInvalidId", "0", Natural),
        new("MessageTimeout", "30", Positive),
        new("MeterValuesAlignedData", "Energy.Active.Import.Register", Measurands),
        Fixed("MeterValuesAlignedDataMaxLength", MostMeasurands),
        new("MeterValuesSampledData", dc ? $"{Electrical},SoC" : Electrical, Measurands),
        Fixed("MeterValuesSampledDataMaxLength", MostMeasurands),
        new("MeterValueSampleInterval", "60", Natural),
        new("MinimumStatusDuration", "0", Natural),
        Fixed("NumberOfConnectors", connectors),
        new("ReserveConnectorZeroSupported", "true", Boolean) { ReadOnly = true },
        new("ResetRetries", "1", Natural),
        new("SecurityProfile", "0", SecurityProfile),
        Fixed("SendLocalListMaxLength", 100),
        new("StopTransactionOnEVSideDisconnect", "true", Boolean),
        new("StopTransactionOnInvalidId", "true", Boolean),
        Fixed("StopTransactionMaxMeterValues", 100),
        new("StopTxnAlignedData", "", Measurands),
        Fixed("StopTxnAlignedDataMaxLength", MostMeasurands),
        new("StopTxnSampledData", "Energy.Active.Import.Register", Measurands),
        Fixed("StopTxnSampledDataMaxLength", MostMeasurands),
        new("SupportedFeatureProfiles", AllProfiles, UpTo(500)) { ReadOnly = true },
        Fixed("SupportedFeatureProfilesMaxLength", 6),
        new("SupportedFileTransferProtocols", "FTP,FTPS,HTTP,HTTPS", UpTo(500)) { ReadOnly = true },
        new("TransactionMessageAttempts", "3", Natural),
        new("TransactionMessageRetryInterval", "60", Natural),
        new("UnlockConnectorOnEVSideDisconnect", dc ? "false" : "true", Boolean) { ReadOnly = dc },
        // Read when the socket opens, and this device opens it once per boot.
        new("WebSocketPingInterval", "0", Natural) { NeedsReboot = true },
    ];

    private static SettingKey Fixed(string name, int value) => new(name, value.ToString(CultureInfo.InvariantCulture), Natural) { ReadOnly = true };
}
