using System.Globalization;
using Csms.ReadModels.Rows;
using Npgsql;

namespace Csms.ReadModels.Configuration;

/// <summary>Reads what is known of charge points' configurations.</summary>
public sealed class ConfigurationQueries(NpgsqlDataSource dataSource)
{
    /// <summary>A charge point's keys in the order of their names.</summary>
    public async Task<IReadOnlyList<ConfigurationKeyRow>> ListAsync(string chargePointId, CancellationToken cancellationToken) =>
        await new Query(ConfigurationTables.Keys.SelectLive)
            .Where("charge_point_id = ?", chargePointId)
            .Then("ORDER BY key_id")
            .ReadAsync(dataSource, ConfigurationTables.Keys.Read, cancellationToken);

    /// <summary>Some of a charge point's keys, by key in lower case.</summary>
    public async Task<IReadOnlyDictionary<string, ConfigurationKeyRow>> FindAsync(string chargePointId, IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        (await new Query(ConfigurationTables.Keys.SelectLive)
            .Where("charge_point_id = ?", chargePointId)
            .Where("key_id = ANY(?)", (object)keys.Select(key => key.ToLowerInvariant()).ToArray())
            .ReadAsync(dataSource, ConfigurationTables.Keys.Read, cancellationToken)).ToDictionary(row => row.KeyId);

    /// <summary>A number that the charge point reported for a key, or null.</summary>
    public async Task<int?> NumberAsync(string chargePointId, string key, CancellationToken cancellationToken) =>
        (await FindAsync(chargePointId, [key], cancellationToken)).Values.FirstOrDefault() is { State: "known", Value: { } text }
        && int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : null;

    /// <summary>What happened, newest first.</summary>
    /// <param name="key">Of this key alone; null is all.</param>
    public async Task<Page<ConfigurationChangeRow>> HistoryAsync(string chargePointId, string? key, PageRequest request, CancellationToken cancellationToken)
    {
        var rows = await new Query(ConfigurationTables.Changes.SelectLive)
            .Where("charge_point_id = ?", chargePointId)
            .Where("key_id = ?", key?.ToLowerInvariant())
            .Where("(last_sequence, key_id) < (?, ?)", request.Cursor?.Sequence, request.Cursor?.Id)
            .Then("ORDER BY last_sequence DESC, key_id DESC LIMIT ?", request.Size + 1)
            .ReadAsync(dataSource, ConfigurationTables.Changes.Read, cancellationToken);
        return Page<ConfigurationChangeRow>.Of(rows, request, r => new(r.LastSequence.ToString(CultureInfo.InvariantCulture), r.KeyId));
    }
}
