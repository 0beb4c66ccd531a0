using System.Reflection;
using Csms.Host.Api.Reading;
using Microsoft.AspNetCore.Mvc;

namespace Csms.Host.Api.Requests;

/// <summary>Refuses query parameters an endpoint does not have: a filter with a typing error in it would otherwise select everything.</summary>
internal static class KnownParameters
{
    public static TBuilder RefusesUnknownParameters<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilterFactory((factory, next) =>
        {
            var known = factory.MethodInfo.GetParameters().Select(p => p.GetCustomAttribute<FromQueryAttribute>()?.Name ?? p.Name!).ToHashSet(StringComparer.OrdinalIgnoreCase);
            return context =>
            {
                foreach (var (name, values) in context.HttpContext.Request.Query)
                {
                    if (!known.Contains(name) && !IsMinPosition(name, context.HttpContext))
                        return new(Problem.OfMember(UnreadableRequest.InvalidParameter, name, "is not a parameter of this request"));
                    if (values.Count > 1)
                        return new(Problem.OfMember(UnreadableRequest.InvalidParameter, name, "is there twice"));
                    if (values[0]?.Any(char.IsControl) == true)
                        return new(Problem.OfMember(UnreadableRequest.InvalidParameter, name, "holds a control character"));
                }

                return next(context);
            };
        });

    private static bool IsMinPosition(string name, HttpContext http) =>
        name == ProjectionFreshness.MinPosition && http.GetEndpoint()?.Metadata.GetMetadata<AnswersFromReadModels>() is not null;
}
