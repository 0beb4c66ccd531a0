using Csms.Host.Reactions;
using Csms.ReadModels.Anomalies;

namespace Csms.Host.Reconciling;

/// <summary>From what is doubtful to what was decided.</summary>
internal static class ReconcilingServices
{
    public static IServiceCollection AddReconciling(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OrphanOptions>().Bind(configuration.GetSection("Orphans")).ValidateOnStart();
        services.AddSingleton<AnomalyQueries>();
        services.AddSingleton<RepairSuggestions>();
        services.AddSingleton<RepairWork>();
        services.AddSingleton<OrphanWork>();
        services.AddReaction<FindingAnomalies>();
        services.AddReaction<CarryingOutRepairs>();
        services.AddReaction<BillingOrphans>();
        return services.AddHostedService<ClosingOrphans>();
    }
}
