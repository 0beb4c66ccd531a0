using Csms.Domain.ChargingProfiles;
using Wire = Ocpp.Protocol.V16;

namespace Csms.Host.ChargingProfiles;

/// <summary>Charging profiles as OCPP 1.6 writes them, in the words of the domain.</summary>
internal static class ProfileMapping
{
    public static ChargingProfile ToDomain(this Wire.ChargingProfile profile) => new(
        profile.ChargingProfileId,
        profile.StackLevel,
        ToDomain(profile.ChargingProfilePurpose),
        profile.ChargingProfileKind switch
        {
            Wire.ChargingProfileKind.Recurring => ChargingProfileKind.Recurring,
            Wire.ChargingProfileKind.Relative => ChargingProfileKind.Relative,
            _ => ChargingProfileKind.Absolute,
        },
        ToDomain(profile.ChargingSchedule),
        profile.TransactionId,
        profile.RecurrencyKind switch
        {
            Wire.RecurrencyKind.Daily => RecurrencyKind.Daily,
            Wire.RecurrencyKind.Weekly => RecurrencyKind.Weekly,
            _ => null,
        },
        profile.ValidFrom,
        profile.ValidTo);

    public static ChargingSchedule ToDomain(this Wire.ChargingSchedule schedule) => new(
        schedule.ChargingRateUnit == Wire.ChargingRateUnit.A ? ChargingRateUnit.A : ChargingRateUnit.W,
        [.. schedule.ChargingSchedulePeriod.Select(period => new ChargingSchedulePeriod(period.StartPeriod, period.Limit, period.NumberPhases))],
        schedule.Duration,
        schedule.StartSchedule,
        schedule.MinChargingRate);

    public static ProfileCriteria ToDomain(this Wire.ClearChargingProfileRequest clear) =>
        new(clear.Id, clear.ConnectorId, clear.ChargingProfilePurpose is { } purpose ? ToDomain(purpose) : null, clear.StackLevel);

    private static ChargingProfilePurpose ToDomain(Wire.ChargingProfilePurpose purpose) => purpose switch
    {
        Wire.ChargingProfilePurpose.ChargePointMaxProfile => ChargingProfilePurpose.ChargePointMaxProfile,
        Wire.ChargingProfilePurpose.TxProfile => ChargingProfilePurpose.TxProfile,
        _ => ChargingProfilePurpose.TxDefaultProfile,
    };
}
