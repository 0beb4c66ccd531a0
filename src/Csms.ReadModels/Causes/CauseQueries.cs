using Csms.ReadModels.Rows;
using Npgsql;

namespace Csms.ReadModels.Causes;

/// <summary>Finds events by what set them off.</summary>
public sealed class CauseQueries(NpgsqlDataSource dataSource)
{
    /// <summary>Sequence numbers of the events under a correlation id, in order.</summary>
    public async Task<IReadOnlyList<long>> ListAsync(string correlationId, int limit, CancellationToken cancellationToken) =>
        await new Query($"SELECT sequence FROM {ReadModelSchema.Name}.causes")
            .Where("correlation_id = ?", correlationId)
            .Then("ORDER BY sequence LIMIT ?", limit)
            .ReadAsync(dataSource, r => r.Bigint(), cancellationToken);
}
