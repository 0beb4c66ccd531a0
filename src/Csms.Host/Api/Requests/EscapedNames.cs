using Microsoft.AspNetCore.Http.Features;

namespace Csms.Host.Api.Requests;

/// <summary>
/// A charge point may have a slash in its identity. Routing gets the address with <c>%2F</c> left as it is and everything else decoded, which is no longer
/// unambiguous: the name is taken from the address as it came, and decoded once.
/// </summary>
internal static class EscapedNames
{
    /// <summary>Place of the name in <c>/api/v1/{resource}/{id}</c>.</summary>
    private const int Place = 4;

    public static void Restore(HttpContext http)
    {
        if (http.Request.RouteValues.TryGetValue("id", out var routed) && routed is string text && text.Contains('%', StringComparison.Ordinal)
            && http.Features.Get<IHttpRequestFeature>()?.RawTarget.Split('?')[0].Split('/') is { Length: > Place } segments)
        {
            http.Request.RouteValues["id"] = Uri.UnescapeDataString(segments[Place]);
        }
    }
}
