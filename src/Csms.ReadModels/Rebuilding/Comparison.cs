using System.Data;
using Csms.EventStore;
using Csms.ReadModels.Projecting;
using Npgsql;

namespace Csms.ReadModels.Rebuilding;

/// <summary>Fills read models anew beside the live ones, tells what differs, and throws the new ones away: nothing that anybody reads changes.</summary>
public sealed class Comparison(NpgsqlDataSource dataSource, PostgresEventStore store)
{
    /// <summary>How many rows of a table are shown.</summary>
    public const int MostShown = 20;

    /// <summary>Compares while the live tables go on, each as of one event. Progress may be reported by several threads at once.</summary>
    /// <exception cref="RebuildInProgressException">Another process rebuilds or compares one of them.</exception>
    public async Task<IReadOnlyList<ComparisonReport>> RunAsync(
        IReadOnlyList<ReadModel> models, IProgress<RebuildProgress>? progress, CancellationToken cancellationToken)
    {
        var begun = await NewModel.BeginAsync(dataSource, store, models, progress, cancellationToken);
        try
        {
            await NewModel.LoadAsync(begun, dataSource, cancellationToken);
            var reports = new List<ComparisonReport>();
            foreach (var one in begun)
            {
                await one.FinishAsync(progress, cancellationToken);
                progress?.Report(new(one.Model.Name, RebuildStage.Comparing, 0, 0));
                reports.Add(await CompareAsync(one, cancellationToken));
                progress?.Report(new(one.Model.Name, RebuildStage.Done, one.Loading.Position, one.Loading.Position));
            }
            return reports;
        }
        finally
        {
            foreach (var one in begun)
            {
                // Also when it was cancelled; what a killed process leaves goes with the next rebuild or comparison.
                // Without a database nothing can be dropped, and what was wrong is told already.
                try
                {
                    await one.Tables.DropAsync(one.Connection, CancellationToken.None);
                }
                catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
                {
                }
                finally
                {
                    await one.DisposeAsync();
                }
            }
        }
    }

    /// <summary>In one snapshot: it fixes the live rows and where they stand, and the new ones are brought there within it.</summary>
    private static async Task<ComparisonReport> CompareAsync(NewModel one, CancellationToken cancellationToken)
    {
        await using var snapshot = await one.Connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        if (await Checkpoints.ReadAsync(one.Connection, one.Model, cancellationToken) is not { } position) return new(one.Model.Name, one.Model.Version, null, []);
        await one.Loading.FollowAsync(position, cancellationToken);
        var tables = new List<TableDifference>();
        foreach (var table in one.Model.Tables) tables.Add(await CompareAsync(one.Connection, table, cancellationToken));
        return new(one.Model.Name, one.Model.Version, position, tables);
    }

    private static async Task<TableDifference> CompareAsync(NpgsqlConnection connection, string table, CancellationToken cancellationToken)
    {
        var live = await Fingerprints.TakeBytesAsync(connection, $"{ReadModelSchema.Name}.{table}", cancellationToken);
        if (await Fingerprints.TakeBytesAsync(connection, table, cancellationToken) == live) return new(table, live.Rows, 0, 0, []);
        // Rows in order of their key, which comes first in them: what a row is and what it should be stand together.
        await using var command = new NpgsqlCommand(
            $"""
            WITH live AS (SELECT to_json(t)::text AS shown FROM {ReadModelSchema.Name}.{table} t), rebuilt AS (SELECT to_json(t)::text AS shown FROM {table} t),
                 differences AS (SELECT true AS is_live, l.shown FROM (TABLE live EXCEPT ALL TABLE rebuilt) l
                                 UNION ALL SELECT false, r.shown FROM (TABLE rebuilt EXCEPT ALL TABLE live) r)
            SELECT is_live, shown, count(*) FILTER (WHERE is_live) OVER (), count(*) FILTER (WHERE NOT is_live) OVER ()
            FROM differences ORDER BY shown, is_live DESC LIMIT {MostShown}
            """,
            connection)
        { CommandTimeout = 0 };
        var rows = new List<DifferentRow>();
        var (onlyLive, onlyRebuilt) = (0L, 0L);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new(reader.GetBoolean(0), reader.GetString(1)));
            (onlyLive, onlyRebuilt) = (reader.GetInt64(2), reader.GetInt64(3));
        }
        return new(table, live.Rows, onlyLive, onlyRebuilt, rows);
    }
}

/// <summary>What a comparison found.</summary>
/// <param name="Position">Sequence number of the event as of which both were compared; null: the live tables were never filled in this version.</param>
public sealed record ComparisonReport(string ReadModel, int Version, long? Position, IReadOnlyList<TableDifference> Tables)
{
    public bool Differs => Tables.Any(t => t.Differs);
}

/// <summary>How a live table differs from what its events say.</summary>
/// <param name="Rows">In the live table.</param>
/// <param name="OnlyLive">Rows that are not as they should be, or should not be there.</param>
/// <param name="OnlyRebuilt">Rows as they should be, or that are missing.</param>
/// <param name="Shown">The first of both.</param>
public sealed record TableDifference(string Table, long Rows, long OnlyLive, long OnlyRebuilt, IReadOnlyList<DifferentRow> Shown)
{
    public bool Differs => OnlyLive + OnlyRebuilt > 0;
}

/// <summary>A row of one side, as JSON.</summary>
public sealed record DifferentRow(bool IsLive, string Json);
