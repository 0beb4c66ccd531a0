using Csms.ReadModels.Rows;
using Npgsql;

namespace Csms.ReadModels.Cdrs;

/// <summary>Which CDRs are wanted; null is any.</summary>
/// <param name="State">held, issued, credited, credit or nothing.</param>
/// <param name="Credit">Only credits, or none of them.</param>
/// <param name="From">Of sessions that began at or after this.</param>
/// <param name="To">Of sessions that began before this.</param>
public sealed record CdrFilter(
    string? ChargePointId = null,
    Guid? TokenId = null,
    string? TariffId = null,
    string? State = null,
    int? TransactionId = null,
    bool? Credit = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null);

/// <summary>Reads CDRs.</summary>
public sealed class CdrQueries(NpgsqlDataSource dataSource)
{
    /// <summary>Newest first, by the beginning of the session.</summary>
    public async Task<Page<CdrRow>> ListAsync(CdrFilter filter, PageRequest request, CancellationToken cancellationToken)
    {
        var rows = await new Query(CdrTable.Rows.SelectLive)
            .Where("charge_point_id = ?", filter.ChargePointId)
            .Where("token_id = ?", filter.TokenId)
            .Where("tariff_id = ?", filter.TariffId)
            .Where("state = ?", filter.State)
            .Where("transaction_id = ?", filter.TransactionId)
            .Where("state = ?", filter.Credit is true ? "credit" : null)
            .Where("state <> ?", filter.Credit is false ? "credit" : null)
            .Where("started_at >= ?", filter.From)
            .Where("started_at < ?", filter.To)
            .Where("(started_at, cdr_id) < (?, ?)", request.Cursor?.Time, request.Cursor?.Id)
            .Then("ORDER BY started_at DESC, cdr_id DESC LIMIT ?", request.Size + 1)
            .ReadAsync(dataSource, CdrTable.Rows.Read, cancellationToken);
        return Page<CdrRow>.Of(rows, request, r => new(r.StartedAt, r.CdrId));
    }

    /// <summary>One CDR, or null.</summary>
    public async Task<CdrRow?> FindAsync(string cdrId, CancellationToken cancellationToken) =>
        (await new Query(CdrTable.Rows.SelectLive).Where("cdr_id = ?", cdrId).ReadAsync(dataSource, CdrTable.Rows.Read, cancellationToken)).SingleOrDefault();

    /// <summary>How many of these were taken back.</summary>
    public async Task<int> CountCreditedAsync(IReadOnlyCollection<string> cdrIds, CancellationToken cancellationToken) =>
        (await new Query($"SELECT count(*) FROM {ReadModelSchema.Name}.cdrs")
            .Where("cdr_id = ANY(?)", (object)cdrIds.ToArray())
            .Where("state = 'credited'")
            .ReadAsync(dataSource, r => (int)r.Bigint(), cancellationToken)).Single();
}
