using System.Text.Json;
using Csms.Domain;
using Csms.Domain.ChargingProfiles;
using Csms.ReadModels.Rows;
using Npgsql;
using static Csms.Domain.ChargingProfiles.ChargePointProfilesEvent;

namespace Csms.ReadModels.ChargingProfiles;

/// <summary>Profiles, a charge point's at a time: one that is installed takes others' places.</summary>
internal sealed class ChargingProfileProjection : Projection
{
    public static ReadModel ReadModel { get; } = new(
        "charging_profiles", 1, ["charging_profiles"], [typeof(Installed), typeof(Cleared), typeof(Ended)], _ => new ChargingProfileProjection());

    public override async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<FeedEvent> page, CancellationToken cancellationToken)
    {
        var mine = page.Where(e => e.Event is ChargePointProfilesEvent).ToList();
        if (mine.Count == 0) return;
        var rows = await ReadAsync(connection, mine, cancellationToken);
        var touched = new HashSet<Guid>();
        foreach (var recorded in mine)
        {
            foreach (var row in Changed(rows.Values, recorded).ToList())
            {
                row.LastSequence = recorded.Sequence;
                rows[row.CallId] = row;
                touched.Add(row.CallId);
            }
        }
        await ChargingProfileTable.Rows.UpsertAsync(connection, [.. touched.Select(id => rows[id])], cancellationToken);
    }

    /// <summary>The rows that are another after the event; none when it was folded before.</summary>
    private static IEnumerable<ChargingProfileRow> Changed(IReadOnlyCollection<ChargingProfileRow> rows, FeedEvent recorded)
    {
        var chargePointId = recorded.After("charging-profiles-");
        IEnumerable<ChargingProfileRow> Removed(IReadOnlyList<int>? profileIds, string reason, Guid? by) => rows
            .Where(row => row.ChargePointId == chargePointId && row.Status == "installed" && row.LastSequence < recorded.Sequence && profileIds?.Contains(row.ProfileId) == true)
            .Select(row => row with { Status = "removed", RemovedAt = recorded.RecordedAt, RemovalReason = reason, RemovedByCallId = by });
        return recorded.Event switch
        {
            Installed e when rows.Any(row => row.CallId == e.CallId && row.LastSequence >= recorded.Sequence) => [],
            Installed e => [.. Removed(e.Replaces, "replaced", e.CallId), Row(chargePointId, e, recorded.RecordedAt)],
            Cleared e => Removed(e.ProfileIds, "cleared", e.CallId),
            Ended e => Removed(e.ProfileIds, "transaction_ended", null),
            _ => [],
        };
    }

    private static ChargingProfileRow Row(string chargePointId, Installed e, DateTimeOffset at) => new(
        e.CallId,
        chargePointId,
        e.ConnectorId,
        e.Profile.ProfileId,
        e.Profile.Purpose.ToString(),
        e.Profile.StackLevel,
        e.Profile.Kind.ToString(),
        e.Profile.TransactionId,
        e.Profile.ValidFrom.ToStored(),
        e.Profile.ValidTo.ToStored(),
        JsonElement.Parse(StoredEvents.Write(e).Data).GetProperty("profile"),
        "installed",
        at);

    private static async Task<Dictionary<Guid, ChargingProfileRow>> ReadAsync(
        NpgsqlConnection connection, List<FeedEvent> page, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"{ChargingProfileTable.Rows.Select} WHERE (charge_point_id = ANY($1) AND status = 'installed') OR call_id = ANY($2)", connection);
        command.Parameters.Add(new() { Value = page.Select(e => e.After("charging-profiles-")).Distinct().ToArray() });
        command.Parameters.Add(new() { Value = page.Select(e => e.Event).OfType<Installed>().Select(e => e.CallId).ToArray() });
        return (await ChargingProfileTable.Rows.ReadAsync(command, cancellationToken)).ToDictionary(row => row.CallId);
    }
}
