using Csms.Host.Rebuilding;
using Csms.ReadModels.Overview;
using Csms.ReadModels.Projecting;
using Csms.ReadModels.Rebuilding;

namespace Csms.Host.Api.Overview;

/// <summary>What is going on now, in numbers, and what is wrong.</summary>
/// <param name="Since">From which moment `sessions.started`, `sessions.energyWh` and `revenue` count.</param>
/// <param name="Faults">What reports Faulted, the newest first; at most 50.</param>
/// <param name="Offline">Charge points that were connected and are not, the newest first; at most 50.</param>
/// <param name="Lag">Events that are recorded but not yet in every read model.</param>
/// <param name="Revenue">What sessions that began since then were billed, by currency; absent for whoever may not read bills.</param>
/// <param name="Anomalies">What waits for somebody; absent for whoever may not read bills.</param>
internal sealed record OverviewView(
    ChargePointCountsView ChargePoints,
    SessionCountsView Sessions,
    DateTimeOffset Since,
    IReadOnlyList<TroubleView> Faults,
    IReadOnlyList<TroubleView> Offline,
    long Lag,
    IReadOnlyList<RevenueView>? Revenue = null,
    AnomalyCountsView? Anomalies = null)
{
    public static OverviewView Example { get; } = new(
        new(60, 58, 1, 2),
        new(14, 96, 812_400, 148_000),
        new(2026, 1, 31, 0, 0, 0, TimeSpan.Zero),
        [TroubleView.Example],
        [new("CP-0042", null, "connection_lost", null, null, new(2026, 1, 31, 11, 2, 0, TimeSpan.Zero))],
        0,
        [new("EUR", 341.20m, 406.03m)],
        new(7, 2));
}

/// <summary>Charge points by their condition.</summary>
/// <param name="Faulted">Any part of it reports Faulted, connected or not.</param>
/// <param name="Waiting">Its registration is pending.</param>
internal sealed record ChargePointCountsView(int All, int Connected, int Faulted, int Waiting)
{
    public static ChargePointCountsView Of(ChargePointCounts counts) => new(counts.All, counts.Connected, counts.Faulted, counts.Waiting);
}

/// <summary>What charged and charges.</summary>
/// <param name="Running">Sessions that run now, whenever they began.</param>
/// <param name="PowerW">Power of those together, by their newest readings of the last 30 minutes; absent when none tells.</param>
internal sealed record SessionCountsView(int Running, int Started, long EnergyWh, decimal? PowerW)
{
    public static SessionCountsView Of(SessionCounts counts, decimal? watts) => new(counts.Running, counts.Started, counts.EnergyWh, watts);
}

/// <summary>What was billed in a currency; what was credited adds up to nothing.</summary>
/// <param name="InclVat">Where VAT does not apply, the same as without it.</param>
internal sealed record RevenueView(string Currency, decimal ExclVat, decimal InclVat)
{
    public static RevenueView Of(Revenue revenue) => new(revenue.Currency, revenue.ExclVat, revenue.InclVat);
}

/// <summary>Open anomalies.</summary>
/// <param name="High">Of which energy is not billed.</param>
internal sealed record AnomalyCountsView(int Open, int High)
{
    public static AnomalyCountsView Of(OpenAnomalies open) => new(open.All, open.High);
}

/// <summary>What cannot be charged at.</summary>
/// <param name="ConnectorId">0 is the charge point as a whole; absent when it is offline.</param>
/// <param name="Code">OCPP's error code, or why the connection ended.</param>
internal sealed record TroubleView(string ChargePointId, int? ConnectorId, string? Code, string? VendorErrorCode, string? Info, DateTimeOffset Since)
{
    public static TroubleView Example { get; } = new("CP-0815", 2, "GroundFailure", "E-17", null, new(2026, 1, 31, 11, 58, 4, TimeSpan.Zero));

    public static TroubleView Of(Trouble trouble) =>
        new(trouble.ChargePointId, trouble.ConnectorId, trouble.Code, trouble.VendorErrorCode, trouble.Info, trouble.Since);
}

/// <summary>The machinery: what is recorded, how far the read models have come, who holds connections.</summary>
/// <param name="Recorded">Sequence of the newest event.</param>
internal sealed record SystemView(long Recorded, IReadOnlyList<ProjectionView> Projections, IReadOnlyList<NodeView> Nodes)
{
    public static SystemView Example { get; } = new(815, [ProjectionView.Example], [new("csms-1", 58)]);
}

/// <summary>How far a read model has come.</summary>
/// <param name="Position">Last event in its tables; absent while they are being filled.</param>
/// <param name="Lag">Events that are recorded and not in its tables yet.</param>
/// <param name="Rebuild">The last one that was asked of the node that answers, since it started.</param>
internal sealed record ProjectionView(string Name, int Version, long? Position, long Lag, RebuildView? Rebuild)
{
    public static ProjectionView Example { get; } = new("charge_points", 1, 815, 0, RebuildView.Example);

    public static ProjectionView Of(ProjectionPosition position, RunningRebuild? rebuild) =>
        new(position.Name, position.Version, position.Position, position.Lag, rebuild is null ? null : RebuildView.Of(rebuild));
}

/// <summary>A read model made anew from the events.</summary>
/// <param name="AskedBy">`key:NAME` or `user:{id}`.</param>
/// <param name="Stage">Absent before it has begun to load.</param>
/// <param name="Done">Event reached in this stage.</param>
/// <param name="Total">Event to reach in it; 0 where a stage has no measure.</param>
/// <param name="EndedAt">Absent while it runs.</param>
/// <param name="Differs">Whether the rows were others than before: they should not be, unless the program changed. Absent when it did not come to the end.</param>
/// <param name="Failure">Why it did not; the rows are those of before then.</param>
internal sealed record RebuildView(string AskedBy, DateTimeOffset AskedAt, RebuildStage? Stage, long Done, long Total, DateTimeOffset? EndedAt, bool? Differs, string? Failure)
{
    public static RebuildView Example { get; } = new("key:ops", new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), RebuildStage.Loading, 400, 815, null, null, null);

    public static RebuildView Of(RunningRebuild rebuild) => new(
        rebuild.AskedBy, rebuild.AskedAt, rebuild.Progress?.Stage, rebuild.Progress?.Done ?? 0, rebuild.Progress?.Total ?? 0, rebuild.EndedAt, rebuild.Differs, rebuild.Failure);
}

/// <summary>A server process and how many charge points it holds.</summary>
internal sealed record NodeView(string Name, int ChargePoints)
{
    public static NodeView Of(NodeConnections node) => new(node.Node, node.ChargePoints);
}
