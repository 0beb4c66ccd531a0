using Csms.Host.Api.Requests;
using Csms.Host.Security;
using Microsoft.AspNetCore.Authorization;

namespace Csms.Host.Api.Security;

/// <summary>Marks an endpoint with the permission it needs; the OpenAPI document and the tests read it.</summary>
internal sealed record NeededPermission(Permission Permission);

/// <summary>One policy for each permission, and nothing for what names none.</summary>
internal static class Policies
{
    private static readonly string[] NamesOfPersons = ["idTag", "parentIdTag"];

    public static TBuilder Needs<TBuilder>(this TBuilder builder, Permission permission)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new NeededPermission(permission)).RequireAuthorization(permission.ToString());

    public static void Add(IServiceCollection services)
    {
        var policies = services.AddAuthorizationBuilder();
        foreach (var permission in Permissions.All)
            policies.AddPolicy(permission.ToString(), policy => policy.RequireClaim(Caller.PermissionClaim, Permissions.NameOf(permission)));
        // An endpoint that says neither what it needs nor that anybody may come is closed. What is no route (no such address, no such method) is told so.
        policies.SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(context => context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint).Build());
    }

    /// <summary>Whoever sees pseudonyms only may not find out by asking whose they are.</summary>
    public static TBuilder AsksForPersonsOnlyIfAllowed<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            return NamesOfPersons.FirstOrDefault(http.Request.Query.ContainsKey) is { } parameter && !http.User.May(Permission.ReadPersons)
                ? Problem.Of(StatusCodes.Status403Forbidden, "forbidden", $"{parameter}: asking by it needs the permission {Permissions.NameOf(Permission.ReadPersons)}.")
                : await next(context);
        });
}
