namespace Csms.Domain.ChargingProfiles;

/// <summary>What profiles a charge point can hold, from its configuration (OCPP 1.6 section 9.4). Null: it did not say.</summary>
/// <param name="MaxStackLevel">ChargeProfileMaxStackLevel.</param>
/// <param name="MaxPeriods">ChargingScheduleMaxPeriods.</param>
/// <param name="MaxInstalled">MaxChargingProfilesInstalled.</param>
/// <param name="Units">ChargingScheduleAllowedChargingRateUnit, of which Current is <see cref="ChargingRateUnit.A"/> and Power is
/// <see cref="ChargingRateUnit.W"/>.</param>
public sealed record ProfileCapabilities(
    int? MaxStackLevel = null,
    int? MaxPeriods = null,
    int? MaxInstalled = null,
    IReadOnlyCollection<ChargingRateUnit>? Units = null)
{
    /// <summary>A charge point that told nothing.</summary>
    public static ProfileCapabilities Unknown { get; } = new();
}
