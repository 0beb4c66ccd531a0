using Csms.Simulator.Energy;
using Csms.Simulator.Transactions;
using Ocpp.Protocol.V16;

namespace Csms.Simulator;

/// <summary>One socket or cable of a charge point. Everything here changes under the charge point's lock.</summary>
public sealed class Connector
{
    internal Connector(int id, ChargePointOptions options)
    {
        Id = id;
        Kind = options.Kind;
        MaxWatts = options.ConnectorWatts;
        RegisterWh = options.InitialRegisterWh;
    }

    public int Id { get; }
    public ConnectorKind Kind { get; }
    public double MaxWatts { get; }
    public ChargePointStatus Status { get; internal set; } = ChargePointStatus.Available;
    public ChargePointErrorCode ErrorCode { get; internal set; } = ChargePointErrorCode.NoError;

    /// <summary>False while ChangeAvailability keeps it out of use; kept in flash.</summary>
    public bool Operative { get; internal set; } = true;

    /// <summary>The transaction under way; null when there is none.</summary>
    public SimulatedTransaction? Transaction { get; internal set; }

    public Vehicle? Vehicle { get; internal set; }

    /// <summary>Whom it is kept for; null when it is free to all.</summary>
    public Reservation? Reservation { get; internal set; }

    /// <summary>The meter's register in watt-hours: grows for ever, is never reset (OCPP 1.6 section 3.14).</summary>
    public double RegisterWh { get; internal set; }

    /// <summary>A change of availability that waits for the transaction to end.</summary>
    internal bool? ScheduledOperative { get; set; }

    /// <summary>A remote start was accepted and is being carried out.</summary>
    internal bool Claimed { get; set; }

    /// <summary>The charging profile that came with that remote start.</summary>
    internal ChargingProfile? ProfileOfNext { get; set; }

    /// <summary>What the central system was told last; null when it was told nothing since the device started.</summary>
    internal (ChargePointStatus, ChargePointErrorCode)? Told { get; set; }

    internal long WholeWh => (long)Math.Floor(RegisterWh);

    /// <summary>The status when nothing is under way on it.</summary>
    internal ChargePointStatus IdleStatus =>
        !Operative ? ChargePointStatus.Unavailable
        : Reservation is not null ? ChargePointStatus.Reserved
        : Vehicle is not null ? ChargePointStatus.Preparing
        : ChargePointStatus.Available;

    /// <summary>Waits for whom it is reserved for.</summary>
    internal bool IsKept => Reservation is not null && Transaction is null && !Claimed && Status == ChargePointStatus.Reserved;

    internal bool CanBeReserved => Operative && Reservation is null && Transaction is null && !Claimed && Status == ChargePointStatus.Available;

    internal bool CanStart => Operative && Transaction is null && !Claimed && Status is ChargePointStatus.Available or ChargePointStatus.Preparing;
}
