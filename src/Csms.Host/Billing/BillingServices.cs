using Csms.Domain.Bills;
using Csms.Host.Reactions;
using Csms.ReadModels.Assignments;
using Csms.ReadModels.Cdrs;
using Csms.ReadModels.Tariffs;
using Microsoft.Extensions.Options;

namespace Csms.Host.Billing;

/// <summary>From sessions to bills.</summary>
internal static class BillingServices
{
    private const string Settled = "billing";
    private const string Departed = "departures";

    public static IServiceCollection AddBilling(this IServiceCollection services, IConfiguration configuration)
    {
        // It is frozen with each session: what began with one that nobody knows could never be priced.
        services.AddOptions<BillingOptions>().Bind(configuration.GetSection("Billing")).ValidateOnStart()
            .Validate(
                billing => TimeZoneInfo.TryFindSystemTimeZoneById(billing.TimeZone, out _),
                "Billing:TimeZone is no time zone that this machine knows, e.g. Europe/Berlin.");
        services.AddSingleton<TariffQueries>();
        services.AddSingleton<AssignmentQueries>();
        services.AddSingleton<CdrQueries>();
        services.AddSingleton<RecordedSessions>();
        services.AddSingleton<TermsOfSessions>();
        services.AddSingleton<BillWork>();
        services.AddSingleton<CdrDocuments>();
        services.AddSingleton<Repricing>();
        services.AddReaction<OpeningBills>();
        services.AddKeyedSingleton<IReaction, KeepingBills>(Settled);
        services.AddKeyedSingleton<IReaction, ReRatingBills>(Settled);
        services.AddKeyedSingleton<IReaction, ClosingDepartures>(Departed);
        services.AddSingleton<IHostedService>(provider => Follower(
            provider, Settled, provider.GetRequiredService<IOptions<BillingOptions>>().Value.SettleWindow, Reacting.BillingLockKey));
        return services.AddSingleton<IHostedService>(
            provider => Follower(provider, Departed, Assessment.LongestDeparture, Reacting.DepartureLockKey));
    }

    private static Reacting Follower(IServiceProvider provider, string key, TimeSpan settles, long lockKey) =>
        ActivatorUtilities.CreateInstance<Reacting>(provider, provider.GetKeyedServices<IReaction>(key), settles, lockKey);
}
