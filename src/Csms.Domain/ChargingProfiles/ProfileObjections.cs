using static Csms.Domain.ChargingProfiles.ChargingProfilePurpose;

namespace Csms.Domain.ChargingProfiles;

/// <summary>Why a charge point will or must refuse a profile. An operator may send it all the same: that is for the caller to decide.</summary>
public static class ProfileObjections
{
    /// <summary>Objections to SetChargingProfile (OCPP 1.6 sections 3.13 and 5.16); none when it is fine.</summary>
    /// <param name="connectorId">The connector it is meant for; 0 is the charge point.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="installed">What the charge point has already.</param>
    /// <param name="capabilities">What it can hold.</param>
    public static IReadOnlyList<Rejection> ToSetting(
        int connectorId, ChargingProfile profile, InstalledProfiles installed, ProfileCapabilities capabilities) =>
    [
        .. When(
            profile.Purpose == ChargePointMaxProfile && connectorId != 0,
            new("profile_needs_connector_0", "A ChargePointMaxProfile is for connector 0 only.")),
        .. When(
            profile.Purpose == ChargePointMaxProfile && profile.Kind == ChargingProfileKind.Relative,
            new("profile_cannot_be_relative", "A ChargePointMaxProfile has no transaction to be relative to.")),
        .. When(
            profile.Purpose == TxProfile && connectorId < 1,
            new("profile_needs_connector", "A TxProfile is for the connector of its transaction.")),
        .. When(
            profile.Purpose == TxProfile && profile.TransactionId is null,
            new("profile_needs_transaction", "A TxProfile names its transaction.")),
        .. When(
            profile.Purpose != TxProfile && profile.TransactionId is not null,
            new("profile_names_transaction", "Only a TxProfile names a transaction.")),
        .. When(
            installed.Install(connectorId, profile).All.Count > capabilities.MaxInstalled,
            new("too_many_profiles", $"The charge point holds {capabilities.MaxInstalled} profiles (MaxChargingProfilesInstalled).")),
        .. ToItself(profile, capabilities),
    ];

    /// <summary>Objections to the profile of RemoteStartTransaction (OCPP 1.6 section 5.11); none when it is fine.</summary>
    public static IReadOnlyList<Rejection> ToRemoteStart(ChargingProfile profile, ProfileCapabilities capabilities) =>
    [
        .. When(profile.Purpose != TxProfile, new("profile_must_be_tx_profile", "A transaction starts with a TxProfile or none.")),
        .. When(profile.TransactionId is not null, new("profile_names_transaction", "The transaction has no number before it starts.")),
        .. ToItself(profile, capabilities),
    ];

    private static IEnumerable<Rejection> ToItself(ChargingProfile profile, ProfileCapabilities capabilities)
    {
        var (schedule, periods) = (profile.Schedule, profile.Schedule.Periods);
        return
        [
            .. When(
                (profile.Kind == ChargingProfileKind.Recurring) != profile.Recurrency is not null,
                new("recurrency_does_not_fit", "A recurring profile, and no other, says how often it recurs.")),
            .. When(
                profile.Kind == ChargingProfileKind.Recurring && schedule.StartSchedule is null,
                new("schedule_needs_start", "A recurring schedule needs a start to recur from.")),
            .. When(profile.ValidTo <= profile.ValidFrom, new("never_valid", "The profile's validity ends before it begins.")),
            .. When(
                periods is not [{ StartPeriod: 0 }, ..] || periods.Zip(periods.Skip(1)).Any(pair => pair.Second.StartPeriod <= pair.First.StartPeriod),
                new("periods_out_of_order", "The first period starts at 0, every other after the one before it.")),
            .. When(
                periods.Any(period => period.Limit < 0 || decimal.Round(period.Limit, 1) != period.Limit),
                new("limit_not_in_tenths", "Limits are not negative and have one decimal place at most.")),
            .. When(periods.Any(period => period.NumberPhases is < 1 or > 3), new("phases_out_of_range", "A limit is for 1, 2 or 3 phases.")),
            .. When(
                profile.StackLevel < 0 || profile.StackLevel > capabilities.MaxStackLevel,
                new("stack_level_out_of_range", $"Stack levels begin at 0 and end at ChargeProfileMaxStackLevel ({capabilities.MaxStackLevel}).")),
            .. When(
                periods.Count > capabilities.MaxPeriods,
                new("too_many_periods", $"A schedule has {capabilities.MaxPeriods} periods at most (ChargingScheduleMaxPeriods).")),
            .. When(
                capabilities.Units is { } units && !units.Contains(schedule.Unit),
                new("unit_not_allowed", $"The charge point takes no limits in {schedule.Unit} (ChargingScheduleAllowedChargingRateUnit).")),
        ];
    }

    private static Rejection[] When(bool applies, Rejection objection) => applies ? [objection] : [];
}
