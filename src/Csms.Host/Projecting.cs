using Csms.EventStore;
using Csms.ReadModels.Projecting;
using Npgsql;

namespace Csms.Host;

/// <summary>Keeps the read models up to date for as long as the host runs; on one node of a database at a time.</summary>
internal sealed class Projecting(NpgsqlDataSource dataSource, PostgresEventStore store, TimeProvider clock, ILogger<Projector> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => new Projector(dataSource, store, clock, logger).RunAsync(stoppingToken);
}
