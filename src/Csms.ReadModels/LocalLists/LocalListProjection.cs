using Csms.Domain.Calls;
using Csms.ReadModels.Calls;
using Csms.ReadModels.Rows;
using Npgsql;
using static Csms.Domain.ChargePoints.ChargePointEvent;

namespace Csms.ReadModels.LocalLists;

/// <summary>Local lists from the updates that charge points accepted and the versions they told.</summary>
internal sealed class LocalListProjection : Projection
{
    private static readonly FollowedCalls Calls = new("local_list_calls", "SendLocalList", "GetLocalListVersion");

    public static ReadModel ReadModel { get; } = new(
        "local_lists",
        1,
        ["local_lists", "local_list_entries", "local_list_calls"],
        [
            typeof(CallEvent.Requested), typeof(CallEvent.Answered), typeof(CallEvent.Failed), typeof(CallEvent.TimedOut), typeof(CallEvent.Expired),
            typeof(CallEvent.Cancelled), typeof(ConnectorStatusReported), typeof(Removed),
        ],
        _ => new LocalListProjection());

    public override async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<FeedEvent> page, CancellationToken cancellationToken)
    {
        var followed = (await Calls.ResolveAsync(connection, page, cancellationToken))
            .Where(e => e.Call is not null || e.Recorded.Event is Removed or ConnectorStatusReported { ConnectorId: 0, ErrorCode: "LocalListConflict" }).ToList();
        if (followed.Count == 0) return;
        string[] chargePoints = [.. followed.Select(ChargePointOf).Distinct()];
        var rows = await ReadAsync(connection, LocalListTables.Lists, chargePoints, cancellationToken);
        var entries = (await ReadAsync(connection, LocalListTables.Entries, chargePoints, cancellationToken)).ToLookup(row => row.ChargePointId);
        var lists = chargePoints.ToDictionary(id => id, id => new HeldList(id, rows.Find(row => row.ChargePointId == id), entries[id]));
        foreach (var e in followed) lists[ChargePointOf(e)].Apply(e);

        await DeleteAsync(connection, "local_lists", [.. lists.Values.Where(list => list.WasRemoved)], cancellationToken);
        await DeleteAsync(connection, "local_list_entries", [.. lists.Values.Where(list => list.EntriesChanged)], cancellationToken);
        await LocalListTables.Lists.UpsertAsync(connection, [.. lists.Values.Select(list => list.Row).OfType<LocalListRow>()], cancellationToken);
        await LocalListTables.Entries.UpsertAsync(connection, [.. lists.Values.Where(list => list.EntriesChanged).SelectMany(list => list.Entries)], cancellationToken);
    }

    private static string ChargePointOf(FollowedEvent e) => e.Call?.ChargePointId ?? e.Recorded.After("charge-point-");

    private static async Task<List<TRow>> ReadAsync<TRow>(NpgsqlConnection connection, RowTable<TRow> table, string[] chargePoints, CancellationToken cancellationToken)
        where TRow : ReadModelRow
    {
        await using var command = new NpgsqlCommand($"{table.Select} WHERE charge_point_id = ANY($1)", connection);
        command.Parameters.Add(new() { Value = chargePoints });
        return await table.ReadAsync(command, cancellationToken);
    }

    private static async Task DeleteAsync(NpgsqlConnection connection, string table, HeldList[] lists, CancellationToken cancellationToken)
    {
        if (lists.Length == 0) return;
        await using var command = new NpgsqlCommand($"DELETE FROM {table} WHERE charge_point_id = ANY($1)", connection);
        command.Parameters.Add(new() { Value = lists.Select(list => list.ChargePointId).ToArray() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
