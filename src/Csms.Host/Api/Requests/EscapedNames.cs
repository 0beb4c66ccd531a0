using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Csms.Host.Api.Requests;

/// <summary>
/// A charge point may have a slash in its identity, and so may a tariff or a group. Routing gets the address with <c>%2F</c> left as it is
/// and everything else decoded, which is no longer unambiguous: names are taken from the address as it came, and decoded once.
/// </summary>
internal static class EscapedNames
{
    public static void Restore(HttpContext http)
    {
        if (http.GetEndpoint() is not RouteEndpoint { RoutePattern.PathSegments: var pattern }
            || !http.Request.Path.StartsWithSegments("/api/v1", StringComparison.Ordinal))
        {
            return;
        }

        for (var place = 0; place < pattern.Count; place++)
        {
            if (pattern[place].Parts is [RoutePatternParameterPart { IsCatchAll: false, Name: var name }]
                && http.Request.RouteValues[name] is string text && text.Contains('%', StringComparison.Ordinal)
                // The address begins with a slash.
                && http.Features.Get<IHttpRequestFeature>()?.RawTarget.Split('?')[0].Split('/') is { } segments
                && segments.Length > place + 1)
            {
                http.Request.RouteValues[name] = Uri.UnescapeDataString(segments[place + 1]);
            }
        }
    }
}
