using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>Limits over time, with a place in the stack of profiles (OCPP 1.6 section 7.8).</summary>
/// <param name="ChargingProfileId">Unique in the charge point; an installed profile with the same id is replaced.</param>
/// <param name="StackLevel">The highest valid level prevails, 0 is the lowest.</param>
/// <param name="TransactionId">The transaction of a TxProfile; absent in RemoteStartTransaction.</param>
/// <param name="RecurrencyKind">Only with <see cref="ChargingProfileKind.Recurring"/> (errata 3.56).</param>
/// <param name="ValidFrom">Absent: at once.</param>
/// <param name="ValidTo">Absent: until replaced.</param>
public sealed record ChargingProfile(
    int ChargingProfileId,
    int StackLevel,
    ChargingProfilePurpose ChargingProfilePurpose,
    ChargingProfileKind ChargingProfileKind,
    ChargingSchedule ChargingSchedule,
    int? TransactionId = null,
    RecurrencyKind? RecurrencyKind = null,
    DateTimeOffset? ValidFrom = null,
    DateTimeOffset? ValidTo = null);

/// <summary>Limits one after another (OCPP 1.6 section 7.13).</summary>
/// <param name="ChargingSchedulePeriod">In order of their starts, the first at 0.</param>
/// <param name="Duration">Seconds; absent: the last period has no end.</param>
/// <param name="StartSchedule">Start of an absolute or recurring schedule.</param>
/// <param name="MinChargingRate">Least useful rate, in steps of 0.1.</param>
public sealed record ChargingSchedule(
    ChargingRateUnit ChargingRateUnit,
    ChargingSchedulePeriod[] ChargingSchedulePeriod,
    int? Duration = null,
    DateTimeOffset? StartSchedule = null,
    decimal? MinChargingRate = null);

/// <summary>A limit from a moment on (OCPP 1.6 section 7.14).</summary>
/// <param name="StartPeriod">Seconds from the start of the schedule.</param>
/// <param name="Limit">In A or W, in steps of 0.1.</param>
/// <param name="NumberPhases">Absent: 3.</param>
public sealed record ChargingSchedulePeriod(int StartPeriod, decimal Limit, int? NumberPhases = null);

/// <summary>What a profile limits (OCPP 1.6 section 7.10).</summary>
public enum ChargingProfilePurpose
{
    /// <summary>The charge point as a whole; only on connector 0.</summary>
    ChargePointMaxProfile,

    /// <summary>Transactions that have no profile of their own.</summary>
    TxDefaultProfile,

    /// <summary>The running transaction.</summary>
    TxProfile,
}

/// <summary>What a schedule's times are relative to (OCPP 1.6 section 7.9).</summary>
public enum ChargingProfileKind
{
    /// <summary>To a date.</summary>
    Absolute,

    /// <summary>To a date, again and again.</summary>
    Recurring,

    /// <summary>To the start of the transaction.</summary>
    Relative,
}

/// <summary>How often a schedule recurs (OCPP 1.6 section 7.37).</summary>
public enum RecurrencyKind
{
    /// <summary>Every 24 hours.</summary>
    Daily,

    /// <summary>Every 7 days.</summary>
    Weekly,
}

/// <summary>Unit of limits (OCPP 1.6 section 7.12).</summary>
public enum ChargingRateUnit
{
    /// <summary>Watts over all phases.</summary>
    W,

    /// <summary>Amperes per phase.</summary>
    A,
}

/// <summary>Purpose, connector and transaction are not held against each other here: to send what a charge point must reject is an operator's
/// right.</summary>
internal sealed class ChargingProfileRules : AbstractValidator<ChargingProfile>
{
    public ChargingProfileRules()
    {
        RuleFor(profile => profile.StackLevel).NotNegative();
        RuleFor(profile => profile.RecurrencyKind)
            .Must((profile, kind) => kind is null || profile.ChargingProfileKind == ChargingProfileKind.Recurring)
            .WithMessage("is only for chargingProfileKind Recurring");
        RuleFor(profile => profile.RecurrencyKind).RequiredUnless(profile => profile.ChargingProfileKind != ChargingProfileKind.Recurring);
        RuleFor(profile => profile.ValidTo).Must((profile, end) => end is null || !(end <= profile.ValidFrom)).WithMessage("is not after validFrom");
        RuleFor(profile => profile.ChargingSchedule).SetValidator(new ChargingScheduleRules());
    }
}

internal sealed class ChargingScheduleRules : AbstractValidator<ChargingSchedule>
{
    public ChargingScheduleRules()
    {
        RuleFor(schedule => schedule.Duration).NotNegative();
        RuleFor(schedule => schedule.MinChargingRate).Limit();
        RuleFor(schedule => schedule.ChargingSchedulePeriod).AtLeastOne();
        RuleFor(schedule => schedule.ChargingSchedulePeriod)
            .Must(periods => periods.Length == 0 || periods[0].StartPeriod == 0).WithMessage("does not begin with startPeriod 0")
            .Must(periods => periods.Zip(periods.Skip(1)).All(pair => pair.First.StartPeriod < pair.Second.StartPeriod))
            .WithMessage("is not in order of startPeriod");
        RuleForEach(schedule => schedule.ChargingSchedulePeriod).SetValidator(new ChargingSchedulePeriodRules());
    }
}

internal sealed class ChargingSchedulePeriodRules : AbstractValidator<ChargingSchedulePeriod>
{
    public ChargingSchedulePeriodRules()
    {
        RuleFor(period => period.StartPeriod).NotNegative();
        RuleFor(period => period.Limit).Limit();
        RuleFor(period => period.NumberPhases).Must(phases => phases is null or (>= 1 and <= 3)).WithMessage("is not 1, 2 or 3");
    }
}
