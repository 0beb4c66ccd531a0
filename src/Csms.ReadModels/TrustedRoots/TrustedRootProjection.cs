using Csms.Domain.Calls;
using Csms.ReadModels.Calls;
using Csms.ReadModels.Rows;
using Npgsql;
using static Csms.Domain.ChargePoints.ChargePointEvent;
using static Csms.ReadModels.Rows.Columns<Csms.ReadModels.TrustedRoots.TrustedRootRow>;

namespace Csms.ReadModels.TrustedRoots;

/// <summary>Roots that charge points trust, from what they accepted, listed and deleted.</summary>
internal sealed class TrustedRootProjection : Projection
{
    private static readonly FollowedCalls Calls = new("trusted_root_calls", "InstallCertificate", "GetInstalledCertificateIds", "DeleteCertificate");

    public static ReadModel ReadModel { get; } = new(
        "trusted_roots",
        1,
        ["trusted_roots", "trusted_root_calls"],
        [
            typeof(CallEvent.Requested), typeof(CallEvent.Answered), typeof(CallEvent.Failed), typeof(CallEvent.TimedOut), typeof(CallEvent.Expired),
            typeof(CallEvent.Cancelled), typeof(Removed),
        ],
        _ => new TrustedRootProjection());

    public static RowTable<TrustedRootRow> Rows { get; } = new(
        "trusted_roots",
        "root_id",
        r => new(
            r.Uuid(), r.Text(), r.Text(), r.Text(), r.Text(), r.Text(), r.Text(), r.TextOrNull(), r.TimeOrNull(), r.TextOrNull(), r.TimeOrNull(), r.TimeOrNull()),
        Uuid("root_id", r => r.RootId),
        Text("charge_point_id", r => r.ChargePointId),
        Text("use", r => r.Use),
        Text("hash_algorithm", r => r.HashAlgorithm),
        Text("issuer_name_hash", r => r.IssuerNameHash),
        Text("issuer_key_hash", r => r.IssuerKeyHash),
        Text("serial_number", r => r.SerialNumber),
        Text("subject", r => r.Subject),
        Time("not_after", r => r.NotAfter),
        Text("certificate", r => r.Certificate),
        Time("installed_at", r => r.InstalledAt),
        Time("reported_at", r => r.ReportedAt));

    public override async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<FeedEvent> page, CancellationToken cancellationToken)
    {
        var followed = (await Calls.ResolveAsync(connection, page, cancellationToken)).Where(e => e.Call is not null || e.Recorded.Event is Removed).ToList();
        if (followed.Count == 0) return;
        string[] chargePoints = [.. followed.Select(ChargePointOf).Distinct()];
        var rows = (await ReadAsync(connection, chargePoints, cancellationToken)).ToLookup(row => row.ChargePointId);
        var held = chargePoints.ToDictionary(id => id, id => new HeldRoots(id, rows[id]));
        foreach (var e in followed) held[ChargePointOf(e)].Apply(e);

        var changed = held.Values.Where(roots => roots.Changed).ToArray();
        await DeleteAsync(connection, [.. changed.Select(roots => roots.ChargePointId)], cancellationToken);
        await Rows.UpsertAsync(connection, [.. changed.SelectMany(roots => roots.Rows)], cancellationToken);
    }

    private static string ChargePointOf(FollowedEvent e) => e.Call?.ChargePointId ?? e.Recorded.After("charge-point-");

    private static async Task<List<TrustedRootRow>> ReadAsync(NpgsqlConnection connection, string[] chargePoints, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"{Rows.Select} WHERE charge_point_id = ANY($1)", connection);
        command.Parameters.Add(new() { Value = chargePoints });
        return await Rows.ReadAsync(command, cancellationToken);
    }

    private static async Task DeleteAsync(NpgsqlConnection connection, string[] chargePoints, CancellationToken cancellationToken)
    {
        if (chargePoints.Length == 0) return;
        await using var command = new NpgsqlCommand("DELETE FROM trusted_roots WHERE charge_point_id = ANY($1)", connection);
        command.Parameters.Add(new() { Value = chargePoints });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
