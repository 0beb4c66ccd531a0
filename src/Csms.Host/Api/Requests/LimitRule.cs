using Csms.ReadModels;

namespace Csms.Host.Api.Requests;

/// <summary>A page has 1 to 1000 items; other limits are refused rather than silently changed.</summary>
internal static class LimitRule
{
    public static RouteHandlerBuilder ReturnsPages(this RouteHandlerBuilder builder) => builder.AddEndpointFilterFactory((factory, next) =>
    {
        var place = Array.FindIndex(factory.MethodInfo.GetParameters(), p => p.Name == "limit");
        return context => context.Arguments[place] is int limit and (< 1 or > PageRequest.Most)
            ? new(Problem.OfMember(UnreadableRequest.InvalidParameter, "limit", $"{limit} is not from 1 to {PageRequest.Most}"))
            : next(context);
    });
}
