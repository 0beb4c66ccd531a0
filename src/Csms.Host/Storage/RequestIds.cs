using Npgsql;

namespace Csms.Host.Storage;

/// <summary>Numbers by which charge points tell GetLog and SignedUpdateFirmware apart. Gaps mean nothing.</summary>
internal sealed class RequestIds(NpgsqlDataSource dataSource)
{
    public async Task<int> NextAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT nextval('csms.job_request_ids')::int");
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
