namespace Csms.Simulator.Fleet;

/// <summary>A fleet at one moment.</summary>
/// <param name="Started">StartTransactions acknowledged, repetitions included.</param>
/// <param name="Finished">StopTransactions acknowledged, repetitions included.</param>
/// <param name="Queued">Transaction messages that wait for an answer or a connection.</param>
/// <param name="Abandoned">Transaction messages given up after all attempts.</param>
/// <param name="LastProblem">Why a charge point that is away could not connect.</param>
public sealed record FleetStatus(
    int ChargePoints, int Connected, int Charging, long Started, long MeterValues, long Finished, int Queued, long Abandoned, int Bugs, string? LastProblem);
