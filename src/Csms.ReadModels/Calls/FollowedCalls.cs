using System.Text.Json;
using Csms.Domain.Calls;
using Csms.ReadModels.Rows;
using Npgsql;
using static Csms.ReadModels.Rows.Columns<Csms.ReadModels.Calls.FollowedCall>;

namespace Csms.ReadModels.Calls;

/// <summary>A call whose end a read model waits for, with what it asked.</summary>
internal sealed record FollowedCall(Guid CallId, string ChargePointId, string Action, JsonElement Payload, IReadOnlyList<NamedToken> Tokens) : ReadModelRow;

/// <summary>An event of a page: of a call that is followed together with the call, or another one.</summary>
internal readonly record struct FollowedEvent(FeedEvent Recorded, FollowedCall? Call);

/// <summary>Tells the end of a call what the call was: the read model's own table keeps the calls that have not ended, so that a rebuild needs nobody else.</summary>
/// <param name="table">With the columns of <c>call_id, charge_point_id, action, payload, tokens, last_sequence</c>.</param>
/// <param name="actions">The calls to follow.</param>
internal sealed class FollowedCalls(string table, params string[] actions)
{
    private readonly RowTable<FollowedCall> rows = new(
        table,
        "call_id",
        r => new(r.Uuid(), r.Text(), r.Text(), r.Json(), TokensOf(r.JsonOrNull())),
        Uuid("call_id", r => r.CallId),
        Text("charge_point_id", r => r.ChargePointId),
        Text("action", r => r.Action),
        Json("payload", r => r.Payload),
        Json("tokens", r => JsonOf(r.Tokens)));

    /// <summary>The events of a page that are no call's, and those of the calls that are followed.</summary>
    public async Task<IReadOnlyList<FollowedEvent>> ResolveAsync(NpgsqlConnection connection, IReadOnlyList<FeedEvent> page, CancellationToken cancellationToken)
    {
        var ends = page.Where(e => IsEnd(e.Event)).Select(IdOf).ToHashSet();
        var open = (await ReadAsync(connection, [.. ends], cancellationToken)).ToDictionary(call => call.CallId);
        var (known, followed, began) = (open.Keys.ToArray(), new List<FollowedEvent>(page.Count), new List<FollowedCall>());
        foreach (var recorded in page)
        {
            if (recorded.Event is CallEvent.Requested e && actions.Contains(e.Action))
            {
                var call = new FollowedCall(e.CallId, e.ChargePointId, e.Action, e.Payload, e.Tokens ?? []) { LastSequence = recorded.Sequence };
                open[e.CallId] = call;
                began.Add(call);
                followed.Add(new(recorded, call));
            }
            else if (IsEnd(recorded.Event))
            {
                if (open.TryGetValue(IdOf(recorded), out var call)) followed.Add(new(recorded, call));
            }
            else if (recorded.Event is not CallEvent)
            {
                followed.Add(new(recorded, null));
            }
        }
        await rows.UpsertAsync(connection, [.. began.Where(call => !ends.Contains(call.CallId))], cancellationToken);
        await DeleteAsync(connection, known, cancellationToken);
        return followed;
    }

    private static bool IsEnd(object recorded) =>
        recorded is CallEvent.Answered or CallEvent.Failed or CallEvent.TimedOut or CallEvent.Expired or CallEvent.Cancelled;

    private static Guid IdOf(FeedEvent recorded) => Guid.Parse(recorded.After("call-"));

    private async Task<List<FollowedCall>> ReadAsync(NpgsqlConnection connection, Guid[] callIds, CancellationToken cancellationToken)
    {
        if (callIds.Length == 0) return [];
        await using var command = new NpgsqlCommand($"{rows.Select} WHERE call_id = ANY($1)", connection);
        command.Parameters.Add(new() { Value = callIds });
        return await rows.ReadAsync(command, cancellationToken);
    }

    private async Task DeleteAsync(NpgsqlConnection connection, Guid[] callIds, CancellationToken cancellationToken)
    {
        if (callIds.Length == 0) return;
        await using var command = new NpgsqlCommand($"DELETE FROM {table} WHERE call_id = ANY($1)", connection);
        command.Parameters.Add(new() { Value = callIds });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static JsonElement? JsonOf(IReadOnlyList<NamedToken> tokens) => tokens.Count == 0 ? null : JsonSerializer.SerializeToElement(tokens, JsonSerializerOptions.Web);

    private static NamedToken[] TokensOf(JsonElement? tokens) => tokens is { } list ? list.Deserialize<NamedToken[]>(JsonSerializerOptions.Web)! : [];
}
