namespace Csms.Domain.Sessions;

/// <summary>What idle time costs. OCPI has no word for grace, so it is ours.</summary>
/// <param name="Grace">Free at the beginning of each stretch of idleness.</param>
/// <param name="MaxBillable">No more idle time than this is billed in a session; null: no limit.</param>
/// <param name="SuspendedByChargePointIsTime">Whether time in which the charge point gave nothing of its own accord counts as TIME; otherwise it is
/// free. It is never parking.</param>
/// <param name="Infer">Whether idleness is concluded from readings where the charge point reports none.</param>
public sealed record IdlePolicy(
    TimeSpan Grace = default,
    TimeSpan? MaxBillable = null,
    bool SuspendedByChargePointIsTime = false,
    bool Infer = true)
{
    /// <summary>No grace, no limit, idleness inferred.</summary>
    public static IdlePolicy Default { get; } = new();
}
