using System.Collections.Concurrent;
using Csms.Host.Api.Ledger;
using Npgsql;

namespace Csms.Host.Ledger.Anchors;

/// <summary>How the anchors are doing: what was taken where is in the database, what failed last in this node's memory.</summary>
internal sealed class AnchorStates(NpgsqlDataSource database)
{
    private readonly ConcurrentDictionary<string, string?> failures = new();
    private IReadOnlyList<IAnchor> anchors = [];

    public void Know(IReadOnlyList<IAnchor> configured) => anchors = configured;

    public void Succeeded(string anchor) => failures[anchor] = null;

    public void Failed(string anchor, string why) => failures[anchor] = why;

    public async Task<IReadOnlyList<AnchorView>> ReadAsync(CancellationToken cancellationToken)
    {
        var taken = new Dictionary<string, (long Size, DateTimeOffset At)>();
        // One look for each: a checkpoint a minute is half a million rows a year.
        await using var command = database.CreateCommand("""
            SELECT a.name, l.size, l.anchored_at FROM unnest($1) AS a(name), LATERAL (
                SELECT size, anchored_at FROM events.csms_ledger_anchored WHERE anchor = a.name ORDER BY size DESC LIMIT 1) l
            """);
        command.Parameters.AddWithValue(anchors.Select(anchor => anchor.Name).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            taken[reader.GetString(0)] = (reader.GetInt64(1), reader.GetFieldValue<DateTimeOffset>(2));
        return
        [
            .. anchors.Select(anchor => taken.TryGetValue(anchor.Name, out var last)
                ? new AnchorView(anchor.Name, anchor.Place, anchor.Every, last.Size, last.At, failures.GetValueOrDefault(anchor.Name))
                : new AnchorView(anchor.Name, anchor.Place, anchor.Every, null, null, failures.GetValueOrDefault(anchor.Name))),
        ];
    }
}
