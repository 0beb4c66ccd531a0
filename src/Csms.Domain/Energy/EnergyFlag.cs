using System.Text.Json.Serialization;

namespace Csms.Domain.Energy;

/// <summary>What was noticed on the way from registers to energy. What <see cref="EnergyFlags.Holds"/> is doubtful; the rest is for the record.</summary>
public enum EnergyFlag
{
    /// <summary>A value that is no number, or negative, was left out.</summary>
    [JsonStringEnumMemberName("UNUSABLE_READING_DROPPED")]
    UnusableReadingDropped,

    /// <summary>The register is the sum of three phases.</summary>
    [JsonStringEnumMemberName("PHASES_SUMMED")]
    PhasesSummed,

    /// <summary>Registers of some phases, but not of all, were left out.</summary>
    [JsonStringEnumMemberName("PHASES_INCOMPLETE")]
    PhasesIncomplete,

    /// <summary>The samples were multiplied by what an operator confirmed for this charge point (quirk Q11).</summary>
    [JsonStringEnumMemberName("SCALE_APPLIED")]
    ScaleApplied,

    /// <summary>Samples seem to be kWh although they say Wh (quirk Q11); an operator has to confirm it.</summary>
    [JsonStringEnumMemberName("KWH_LABELLED_WH")]
    KwhLabelledWh,

    /// <summary>Readings of before the start were left out.</summary>
    [JsonStringEnumMemberName("READING_BEFORE_START_IGNORED")]
    ReadingBeforeStartIgnored,

    /// <summary>Readings of after the stop were left out.</summary>
    [JsonStringEnumMemberName("READING_AFTER_STOP_IGNORED")]
    ReadingAfterStopIgnored,

    /// <summary>The register at the start was repeated later with context Transaction.Begin, and left out.</summary>
    [JsonStringEnumMemberName("BEGIN_CONTEXT_ECHO_IGNORED")]
    BeginContextEchoIgnored,

    /// <summary>A single zero between values was left out.</summary>
    [JsonStringEnumMemberName("ZERO_DROPOUT_IGNORED")]
    ZeroDropoutIgnored,

    /// <summary>Several zeros between values were left out.</summary>
    [JsonStringEnumMemberName("ZERO_RUN_IGNORED")]
    ZeroRunIgnored,

    /// <summary>Samples count from the start of the session, the registers at start and stop do not.</summary>
    [JsonStringEnumMemberName("SESSION_RELATIVE_SAMPLES")]
    SessionRelativeSamples,

    /// <summary>The register at the stop counts from the start of the session, the one at the start does not.</summary>
    [JsonStringEnumMemberName("SESSION_RELATIVE_STOP")]
    SessionRelativeStop,

    /// <summary>The register at the start is missing, negative, or a zero that cannot be.</summary>
    [JsonStringEnumMemberName("METERSTART_UNKNOWN")]
    MeterStartUnknown,

    /// <summary>The first reading counts as the register at the start.</summary>
    [JsonStringEnumMemberName("BASELINE_LATCHED")]
    BaselineLatched,

    /// <summary>The register at the stop is missing or cannot be; the last reading counts.</summary>
    [JsonStringEnumMemberName("STOP_VALUE_SUBSTITUTED")]
    StopValueSubstituted,

    /// <summary>No stop was reported; the last reading is provisional.</summary>
    [JsonStringEnumMemberName("STOP_MISSING")]
    StopMissing,

    /// <summary>The register fell: it was reset or replaced. The parts are added up; what flowed in the gap is not billed.</summary>
    [JsonStringEnumMemberName("METER_RESET")]
    MeterReset,

    /// <summary>There was no register; what each interval brought was added up.</summary>
    [JsonStringEnumMemberName("INTERVALS_SUMMED")]
    IntervalsSummed,

    /// <summary>More energy than the charge point can deliver in the time.</summary>
    [JsonStringEnumMemberName("IMPLAUSIBLE_ENERGY")]
    ImplausibleEnergy,

    /// <summary>Nothing says how much it was; zero is not a measurement here.</summary>
    [JsonStringEnumMemberName("ENERGY_UNKNOWN")]
    EnergyUnknown,
}

/// <summary>Which flags keep a session from being billed.</summary>
public static class EnergyFlags
{
    /// <summary>True when an operator has to look first.</summary>
    public static bool Holds(EnergyFlag flag) => flag is
        EnergyFlag.KwhLabelledWh or EnergyFlag.ZeroRunIgnored or EnergyFlag.SessionRelativeStop or EnergyFlag.StopMissing or EnergyFlag.MeterReset
        or EnergyFlag.IntervalsSummed or EnergyFlag.ImplausibleEnergy or EnergyFlag.EnergyUnknown;
}
