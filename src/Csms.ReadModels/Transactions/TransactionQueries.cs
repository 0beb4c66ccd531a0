using System.Globalization;
using Csms.ReadModels.Rows;
using Npgsql;

namespace Csms.ReadModels.Transactions;

/// <summary>Which transactions are wanted; null is any.</summary>
/// <param name="Status">running, stopped, superseded or closed.</param>
/// <param name="From">Started at or after this by the charge point's clock.</param>
/// <param name="To">Started before this by the charge point's clock.</param>
public sealed record TransactionFilter(
    string? ChargePointId = null,
    int? ConnectorId = null,
    Guid? TokenId = null,
    string? Status = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null);

/// <summary>Reads transactions.</summary>
public sealed class TransactionQueries(NpgsqlDataSource dataSource)
{
    /// <summary>Newest first, by the start the charge point reported.</summary>
    public async Task<Page<TransactionRow>> ListAsync(TransactionFilter filter, PageRequest request, CancellationToken cancellationToken)
    {
        var rows = await new Query(TransactionTable.Rows.SelectLive)
            .Where("charge_point_id = ?", filter.ChargePointId)
            .Where("connector_id = ?", filter.ConnectorId)
            .Where("token_id = ?", filter.TokenId)
            .Where("status = ?", filter.Status)
            .Where("started_at >= ?", filter.From)
            .Where("started_at < ?", filter.To)
            .Where("(started_at, transaction_id) < (?, ?)", request.Cursor?.Time, request.Cursor?.Number)
            .Then("ORDER BY started_at DESC, transaction_id DESC LIMIT ?", request.Size + 1)
            .ReadAsync(dataSource, TransactionTable.Rows.Read, cancellationToken);
        return Page<TransactionRow>.Of(rows, request, r => new(r.StartedAt, r.TransactionId.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>One transaction by OCPP's transactionId, or null.</summary>
    public async Task<TransactionRow?> FindAsync(int transactionId, CancellationToken cancellationToken) =>
        (await new Query(TransactionTable.Rows.SelectLive)
            .Where("transaction_id = ?", transactionId)
            .Then("ORDER BY start_recorded_at LIMIT 1")
            .ReadAsync(dataSource, TransactionTable.Rows.Read, cancellationToken)).SingleOrDefault();

    /// <summary>One transaction by its event stream, or null.</summary>
    public async Task<TransactionRow?> FindStreamAsync(string streamId, CancellationToken cancellationToken) =>
        (await new Query(TransactionTable.Rows.SelectLive)
            .Where("stream_id = ?", streamId)
            .ReadAsync(dataSource, TransactionTable.Rows.Read, cancellationToken)).SingleOrDefault();

    /// <summary>Transactions of a token at a charge point whose start was recorded between these moments, first recorded first.</summary>
    public async Task<IReadOnlyList<TransactionRow>> ListStartedAsync(
        string chargePointId, Guid tokenId, DateTimeOffset since, DateTimeOffset until, CancellationToken cancellationToken) =>
        await new Query(TransactionTable.Rows.SelectLive)
            .Where("token_id = ?", tokenId)
            .Where("charge_point_id = ?", chargePointId)
            .Where("start_recorded_at >= ?", since)
            .Where("start_recorded_at <= ?", until)
            .Then("ORDER BY start_recorded_at, transaction_id")
            .ReadAsync(dataSource, TransactionTable.Rows.Read, cancellationToken);

    /// <summary>Transactions that run on a charge point, by connector.</summary>
    public async Task<IReadOnlyList<TransactionRow>> ListRunningAsync(string chargePointId, CancellationToken cancellationToken) =>
        await new Query(TransactionTable.Rows.SelectLive)
            .Where("status = 'running'")
            .Where("charge_point_id = ?", chargePointId)
            .Then("ORDER BY connector_id, start_recorded_at")
            .ReadAsync(dataSource, TransactionTable.Rows.Read, cancellationToken);

    /// <summary>Streams of transactions that run and may be over: their connector became Available before a moment, their charge point booted before another
    /// and they were not heard of since, or they were not heard of since a third. By stream, those after one.</summary>
    public async Task<IReadOnlyList<string>> ListPerhapsOverAsync(
        DateTimeOffset availableBefore, DateTimeOffset bootedBefore, DateTimeOffset silentSince, string after, int most, CancellationToken cancellationToken) =>
        await new Query($"SELECT t.stream_id FROM {ReadModelSchema.Name}.transactions t JOIN events.mt_streams s ON s.id = t.stream_id")
            .Where("t.status = 'running'")
            .Where("t.stream_id > ?", after)
            .Where(
                $"""
                (s.timestamp < ?
                    OR EXISTS (SELECT FROM {ReadModelSchema.Name}.connectors c WHERE c.charge_point_id = t.charge_point_id AND c.connector_id = t.connector_id
                        AND c.status = 'Available' AND c.since <= ?)
                    OR EXISTS (SELECT FROM {ReadModelSchema.Name}.charge_points p WHERE p.charge_point_id = t.charge_point_id
                        AND p.booted_at > s.timestamp - interval '1 minute' AND p.booted_at <= ?))
                """,
                silentSince,
                availableBefore,
                bootedBefore)
            .Then("ORDER BY t.stream_id LIMIT ?", most)
            .ReadAsync(dataSource, r => r.Text(), cancellationToken);

    /// <summary>How many transactions of a token run.</summary>
    public async Task<int> CountRunningAsync(Guid tokenId, CancellationToken cancellationToken) =>
        (await new Query($"SELECT count(*) FROM {ReadModelSchema.Name}.transactions")
            .Where("status = 'running'")
            .Where("token_id = ?", tokenId)
            .ReadAsync(dataSource, r => (int)r.Bigint(), cancellationToken)).Single();
}
