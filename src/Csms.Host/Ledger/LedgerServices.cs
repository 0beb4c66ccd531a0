using Csms.EventStore.Ledger;
using Csms.Host.Hosting;
using Csms.Host.Ledger.Anchors;

namespace Csms.Host.Ledger;

/// <summary>What seals, proves and anchors.</summary>
internal static class LedgerServices
{
    public static void AddLedger(this IServiceCollection services)
    {
        // Read when first needed: tests set their configuration late.
        services.AddSingleton(provider => LedgerOptions.Read(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton(provider => provider.GetRequiredService<LedgerOptions>().LoadKey(provider.GetRequiredService<ServeOptions>().DataFolder));
        services.AddSingleton(provider => provider.GetRequiredService<LedgerOptions>().Settings);
        services.AddSingleton<Sealer>();
        services.AddSingleton<EventLedger>();
        services.AddSingleton<AnchorStates>();
        services.AddHostedService<Sealing>();
        services.AddHostedService<Anchoring>();
    }
}
