namespace Csms.ReadModels.Repairs;

/// <summary>How often messages of a charge point were repaired by one rule on one day.</summary>
/// <param name="Day">In UTC.</param>
/// <param name="Rule">E.g. Q07.</param>
/// <param name="Events">That came of repaired messages.</param>
/// <param name="LastSequence">Sequence number of the last of them.</param>
public sealed record RepairRow(
    string ChargePointId, DateOnly Day, string Rule, long Events, DateTimeOffset FirstAt, DateTimeOffset LastAt, long LastSequence);
