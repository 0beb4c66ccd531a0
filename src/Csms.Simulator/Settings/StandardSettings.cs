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
        new("AllowOfflineTxForUnknownId", "false", Boolean),
        new("AuthorizationCacheEnabled", "true", Boolean),
        new("AuthorizationKey", "", HexKey) { WriteOnly = true },
        new("AuthorizeRemoteTxRequests", "true", Boolean),
        new("ClockAlignedDataInterval", "0", Natural),
        new("ConnectionTimeOut", "60", Natural),
        new("ConnectorPhaseRotation", string.Join(',', Enumerable.Range(0, connectors + 1).Select(id => $"{id}.RST")), PhaseRotations(connectors)),
        new("CpoName", "", UpTo(500)),
        Fixed("GetConfigurationMaxKeys", 50),
        new("HeartbeatInterval", "300", Natural),
        new("LocalAuthorizeOffline", "true", Boolean),
        new("LocalPreAuthorize", "false", Boolean),
        new("MaxEnergyOnInvalidId", "0", Natural),
        new("MessageTimeout", "30", Positive),
        new("MeterValuesAlignedData", "Energy.Active.Import.Register", Measurands),
        Fixed("MeterValuesAlignedDataMaxLength", MostMeasurands),
        new("MeterValuesSampledData", dc ? $"{Electrical},SoC" : Electrical, Measurands),
        Fixed("MeterValuesSampledDataMaxLength", MostMeasurands),
        new("MeterValueSampleInterval", "60", Natural),
        new("MinimumStatusDuration", "0", Natural),
        Fixed("NumberOfConnectors", connectors),
        new("ResetRetries", "1", Natural),
        new("SecurityProfile", "0", SecurityProfile),
        new("StopTransactionOnEVSideDisconnect", "true", Boolean),
        new("StopTransactionOnInvalidId", "true", Boolean),
        Fixed("StopTransactionMaxMeterValues", 100),
        new("StopTxnAlignedData", "", Measurands),
        Fixed("StopTxnAlignedDataMaxLength", MostMeasurands),
        new("StopTxnSampledData", "Energy.Active.Import.Register", Measurands),
        Fixed("StopTxnSampledDataMaxLength", MostMeasurands),
        new("SupportedFeatureProfiles", "Core,RemoteTrigger", UpTo(500)) { ReadOnly = true },
        Fixed("SupportedFeatureProfilesMaxLength", 6),
        new("TransactionMessageAttempts", "3", Natural),
        new("TransactionMessageRetryInterval", "60", Natural),
        new("UnlockConnectorOnEVSideDisconnect", dc ? "false" : "true", Boolean) { ReadOnly = dc },
        // Read when the socket opens, and this device opens it once per boot.
        new("WebSocketPingInterval", "0", Natural) { NeedsReboot = true },
    ];

    private static SettingKey Fixed(string name, int value) => new(name, value.ToString(CultureInfo.InvariantCulture), Natural) { ReadOnly = true };
}
