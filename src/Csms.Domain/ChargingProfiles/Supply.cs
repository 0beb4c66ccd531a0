namespace Csms.Domain.ChargingProfiles;

/// <summary>What has to be known of a charge point's supply to hold amperes against watts.</summary>
/// <param name="Voltage">Between a phase and neutral, V.</param>
/// <param name="Phases">Phases of a limit that names none, 1 to 3 (OCPP 1.6 section 7.14: 3).</param>
/// <param name="DefaultCurrent">A on each phase that a connector gives where no profile limits it; null: not known, which is no limit.</param>
public sealed record Supply(decimal Voltage = 230, int Phases = 3, decimal? DefaultCurrent = null)
{
    /// <summary>Between a phase and neutral, V; above 0.</summary>
    public decimal Voltage { get; } = Voltage > 0 ? Voltage : throw new ArgumentOutOfRangeException(nameof(Voltage));

    /// <summary>Three phases of 230 V, nothing known of the connectors.</summary>
    public static Supply European { get; } = new();
}
