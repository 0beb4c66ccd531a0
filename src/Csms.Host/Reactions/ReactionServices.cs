using Csms.Host.Automating;
using Csms.Host.Forgetting;
using Microsoft.Extensions.Options;

namespace Csms.Host.Reactions;

/// <summary>Registers the rules that follow the feed.</summary>
internal static class ReactionServices
{
    public static IServiceCollection AddReaction<TReaction>(this IServiceCollection services)
        where TReaction : class, IReaction =>
        services.AddSingleton<IReaction, TReaction>();

    /// <summary>A rule that is given each event only when the settle window after it is over, so that charge points come to rest first (quirk Q17).</summary>
    public static IServiceCollection AddSettledReaction<TReaction>(this IServiceCollection services)
        where TReaction : class, IReaction =>
        services.AddKeyedSingleton<IReaction, TReaction>(Settled);

    /// <summary>The same for a rule that is more than a reaction.</summary>
    public static IServiceCollection AddSettledReaction(this IServiceCollection services, Func<IServiceProvider, IReaction> reaction) =>
        services.AddKeyedSingleton(Settled, (provider, _) => reaction(provider));

    /// <summary>Follows the feed for the settled reactions.</summary>
    public static IServiceCollection AddSettledReacting(this IServiceCollection services) =>
        services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<Reacting>(
            provider,
            provider.GetKeyedServices<IReaction>(Settled),
            provider.GetRequiredService<IOptions<AutomationOptions>>().Value.SettleWindow,
            Reacting.SettledLockKey));

    /// <summary>Follows the feed for those who erase: looking through a whole journal must hold up no other rule.</summary>
    public static IServiceCollection AddErasing(this IServiceCollection services) =>
        services.AddKeyedSingleton<IReaction, ErasingHolders>(Erasing)
            .AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<Reacting>(
                provider, provider.GetKeyedServices<IReaction>(Erasing), ErasingHolders.BetweenLooks, Reacting.ErasingLockKey));

    private const string Erasing = "erasing";
    private const string Settled = "settled";
}
