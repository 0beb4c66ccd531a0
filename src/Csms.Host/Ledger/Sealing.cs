using Csms.EventStore.Ledger;

namespace Csms.Host.Ledger;

/// <summary>Seals the ledger for as long as the host runs; on one node of a database at a time.</summary>
internal sealed class Sealing(Sealer sealer) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => sealer.RunAsync(stoppingToken);
}
