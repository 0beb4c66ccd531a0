using System.Globalization;
using Csms.ReadModels.Rows;
using Npgsql;

namespace Csms.ReadModels.Repairs;

/// <summary>Which repairs are wanted; null is any.</summary>
/// <param name="From">On this day or later, in UTC.</param>
/// <param name="To">Before this day.</param>
public sealed record RepairFilter(string? ChargePointId = null, string? Rule = null, DateOnly? From = null, DateOnly? To = null);

/// <summary>Reads how often messages had to be repaired.</summary>
public sealed class RepairQueries(NpgsqlDataSource dataSource)
{
    /// <summary>Newest day first, then by charge point and rule.</summary>
    public async Task<Page<RepairRow>> ListAsync(RepairFilter filter, PageRequest request, CancellationToken cancellationToken)
    {
        var cursor = request.Cursor is { } after ? Parse(after) : default;
        var rows = await new Query($"SELECT charge_point_id, day, rule, events, first_at, last_at, last_sequence FROM {ReadModelSchema.Name}.repairs")
            .Where("charge_point_id = ?", filter.ChargePointId)
            .Where("rule = ?", filter.Rule)
            .Where("day >= ?", filter.From)
            .Where("day < ?", filter.To)
            .Where("(day < ? OR (day = ? AND (charge_point_id, rule) > (?, ?)))", cursor.Day, cursor.Day, cursor.ChargePointId, cursor.Rule)
            .Then("ORDER BY day DESC, charge_point_id, rule LIMIT ?", request.Size + 1)
            .ReadAsync(dataSource, r => new RepairRow(r.Text(), r.Date(), r.Text(), r.Bigint(), r.Time(), r.Time(), r.Bigint()), cancellationToken);
        return Page<RepairRow>.Of(rows, request, r => new($"{r.Day.ToString("O", CultureInfo.InvariantCulture)} {r.Rule}", r.ChargePointId));
    }

    private static (DateOnly? Day, string? ChargePointId, string? Rule) Parse(Cursor after) =>
        after.Key.Split(' ') is [var day, var rule] && DateOnly.TryParseExact(day, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed)
            ? (parsed, after.Id, rule)
            : throw new InvalidCursorException();
}
