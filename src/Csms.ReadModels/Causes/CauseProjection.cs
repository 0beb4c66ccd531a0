using Csms.Domain;
using Npgsql;
using NpgsqlTypes;

namespace Csms.ReadModels.Causes;

/// <summary>The way from a correlation id to its events. An event whose correlation and causation are the same came straight from a frame: those are
/// nearly all events, the journal leads to them, and they are left out.</summary>
internal sealed class CauseProjection : Projection
{
    public static ReadModel ReadModel { get; } = new("causes", 1, ["causes"], [.. StoredEvents.All.Select(e => e.ClrType)], _ => new CauseProjection());

    public override async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<FeedEvent> page, CancellationToken cancellationToken)
    {
        var caused = page.Where(e => e.Metadata is { CorrelationId: not null } m && m.CorrelationId != m.CausationId).ToArray();
        if (caused.Length == 0) return;
        await using var command = new NpgsqlCommand(
            "INSERT INTO causes (sequence, correlation_id, causation_id) SELECT * FROM unnest($1, $2, $3) ON CONFLICT DO NOTHING", connection);
        command.Parameters.Add(new() { Value = Array.ConvertAll(caused, e => e.Sequence) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(caused, e => e.Metadata!.CorrelationId!), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = Array.ConvertAll(caused, e => e.Metadata!.CausationId), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
