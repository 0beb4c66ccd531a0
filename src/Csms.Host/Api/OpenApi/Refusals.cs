using Microsoft.AspNetCore.Mvc;

namespace Csms.Host.Api.OpenApi;

internal static class Refusals
{
    /// <summary>Lists the ProblemDetails an endpoint answers with, for the OpenAPI document.</summary>
    public static TBuilder Refuses<TBuilder>(this TBuilder builder, params ReadOnlySpan<int> statuses)
        where TBuilder : IEndpointConventionBuilder
    {
        foreach (var status in statuses)
            builder.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ProblemDetails), ["application/problem+json"]));
        return builder;
    }
}
