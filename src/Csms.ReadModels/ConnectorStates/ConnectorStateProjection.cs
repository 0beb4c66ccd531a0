using Csms.ReadModels.Rows;
using Npgsql;
using static Csms.Domain.ChargePoints.ChargePointEvent;

namespace Csms.ReadModels.ConnectorStates;

/// <summary>States and errors of connectors over time, a charge point at a time.</summary>
internal sealed class ConnectorStateProjection(FoldMode mode) : Projection
{
    // While loading nobody else writes the tables, so what lasts is kept.
    private readonly Dictionary<string, ConnectorCourse> courses = [];

    public static ReadModel ReadModel { get; } = new(
        "connector_state_intervals",
        3,
        ["connector_state_intervals", "errors"],
        [typeof(ConnectorStatusReported), typeof(Connected), typeof(Disconnected), typeof(Booted), typeof(Removed)],
        mode => new ConnectorStateProjection(mode));

    public override async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<FeedEvent> page, CancellationToken cancellationToken)
    {
        var mine = page.Where(e => e.Event is ConnectorStatusReported or Connected or Disconnected or Booted or Removed)
            .Select(e => (ChargePointId: e.After("charge-point-"), Event: e)).ToList();
        if (mine.Count == 0) return;
        var touched = mine.Select(e => e.ChargePointId).Distinct().ToArray();
        if (mode == FoldMode.Following) courses.Clear();
        foreach (var id in touched) courses.TryAdd(id, new(id));
        if (mode == FoldMode.Following) await ReadAsync(connection, touched, cancellationToken);
        foreach (var (chargePointId, recorded) in mine) courses[chargePointId].Apply(recorded);

        if (mode == FoldMode.Loading)
        {
            await LoadAsync(connection, touched.Select(id => courses[id].TakeEnded(alsoLasting: false)), cancellationToken);
            return;
        }
        var changed = touched.Select(id => courses[id].TakeChanged()).ToList();
        await StateInterval.Table.UpsertAsync(connection, [.. changed.SelectMany(c => c.States)], cancellationToken);
        await ErrorRow.Table.UpsertAsync(connection, [.. changed.SelectMany(c => c.Errors)], cancellationToken);
    }

    public override Task FlushAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        LoadAsync(connection, courses.Values.Select(course => course.TakeEnded(alsoLasting: true)), cancellationToken);

    private static async Task LoadAsync(
        NpgsqlConnection connection,
        IEnumerable<(List<StateInterval> New, List<StateInterval> Again, IReadOnlyCollection<ErrorRow> Errors)> changes,
        CancellationToken cancellationToken)
    {
        var changed = changes.ToList();
        await StateInterval.Table.CopyAsync(connection, [.. changed.SelectMany(c => c.New)], cancellationToken);
        await StateInterval.Table.UpsertAsync(connection, [.. changed.SelectMany(c => c.Again)], cancellationToken);
        await ErrorRow.Table.UpsertAsync(connection, [.. changed.SelectMany(c => c.Errors)], cancellationToken);
    }

    private async Task ReadAsync(NpgsqlConnection connection, string[] chargePoints, CancellationToken cancellationToken)
    {
        foreach (var state in await OpenAsync(connection, StateInterval.Table, chargePoints, cancellationToken)) courses[state.ChargePointId].Know(state);
        foreach (var error in await OpenAsync(connection, ErrorRow.Table, chargePoints, cancellationToken)) courses[error.ChargePointId].Know(error);
    }

    private static async Task<List<TRow>> OpenAsync<TRow>(NpgsqlConnection connection, RowTable<TRow> table, string[] chargePoints, CancellationToken cancellationToken)
        where TRow : ReadModelRow
    {
        await using var command = new NpgsqlCommand($"{table.Select} WHERE ended_at IS NULL AND charge_point_id = ANY ($1)", connection);
        command.Parameters.Add(new() { Value = chargePoints });
        return await table.ReadAsync(command, cancellationToken);
    }
}
