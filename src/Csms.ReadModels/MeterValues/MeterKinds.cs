using Csms.Domain;
using Npgsql;

namespace Csms.ReadModels.MeterValues;

/// <summary>The combinations of measurand, phase, location and context, numbered in order of first appearance.</summary>
internal sealed class MeterKinds
{
    private readonly Dictionary<Kind, int> ids = [];
    private readonly List<(int Id, Kind Kind)> fresh = [];
    private bool read;

    public int IdOf(Sample sample)
    {
        var kind = new Kind(
            sample.Measurand ?? "Energy.Active.Import.Register", sample.Phase, sample.Location ?? "Outlet", sample.Context ?? "Sample.Periodic");
        if (ids.TryGetValue(kind, out var id)) return id;
        id = ids.Count + 1;
        ids.Add(kind, id);
        fresh.Add((id, kind));
        return id;
    }

    public async Task ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (read) return;
        await using var command = new NpgsqlCommand("SELECT kind_id, measurand, phase, location, context FROM meter_kinds", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            ids.Add(new(reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetString(3), reader.GetString(4)), reader.GetInt32(0));
        read = true;
    }

    public async Task WriteNewAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (fresh.Count == 0) return;
        await using var command = new NpgsqlCommand(
            "INSERT INTO meter_kinds (kind_id, measurand, phase, location, context) SELECT * FROM unnest($1, $2, $3, $4, $5)", connection);
        command.Parameters.Add(new() { Value = fresh.Select(k => k.Id).ToArray() });
        command.Parameters.Add(new() { Value = fresh.Select(k => k.Kind.Measurand).ToArray() });
        command.Parameters.Add(new() { Value = fresh.Select(k => k.Kind.Phase).ToArray() });
        command.Parameters.Add(new() { Value = fresh.Select(k => k.Kind.Location).ToArray() });
        command.Parameters.Add(new() { Value = fresh.Select(k => k.Kind.Context).ToArray() });
        await command.ExecuteNonQueryAsync(cancellationToken);
        fresh.Clear();
    }

    private readonly record struct Kind(string Measurand, string? Phase, string Location, string Context);
}
