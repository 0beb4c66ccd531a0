namespace Csms.Host.Reactions;

/// <summary>Registers the rules that follow the feed.</summary>
internal static class ReactionServices
{
    public static IServiceCollection AddReaction<TReaction>(this IServiceCollection services)
        where TReaction : class, IReaction =>
        services.AddSingleton<IReaction, TReaction>();
}
