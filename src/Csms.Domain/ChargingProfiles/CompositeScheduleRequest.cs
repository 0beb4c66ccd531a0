namespace Csms.Domain.ChargingProfiles;

/// <summary>What composite schedule is asked for (OCPP 1.6 section 5.7), and what the answer depends on besides the profiles.</summary>
/// <param name="ConnectorId">0: the grid connection, the sum of all connectors under the charge point's maximum.</param>
/// <param name="Start">The moment the schedule counts from; fractions of a second are dropped.</param>
/// <param name="Duration">Seconds. The work grows with the number of limits in the window: bound it where strangers ask.</param>
/// <param name="Unit">Unit of the answer.</param>
/// <param name="Connectors">The charge point's connectors from 1 on; for connector 0 all of them, else those that charge.</param>
/// <param name="Supply">For conversion and for connectors without a limit.</param>
public sealed record CompositeScheduleRequest(
    int ConnectorId,
    DateTimeOffset Start,
    int Duration,
    ChargingRateUnit Unit,
    IReadOnlyList<ChargingConnector> Connectors,
    Supply Supply);

/// <summary>A connector and the transaction on it.</summary>
/// <param name="ConnectorId">1 or more.</param>
/// <param name="Transaction">Null when none runs: TxProfiles are silent, relative schedules count as if one began with the composite schedule.</param>
public sealed record ChargingConnector(int ConnectorId, ChargingTransaction? Transaction = null);

/// <summary>A transaction that runs.</summary>
/// <param name="TransactionId">OCPP's number.</param>
/// <param name="StartedAt">What relative schedules count from.</param>
public sealed record ChargingTransaction(int TransactionId, DateTimeOffset StartedAt);
