using Csms.Host.Api.Requests;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.Security;

/// <summary>
/// Whether a request that carries a cookie comes from our own pages. The cookie is SameSite=Strict already; but another port of this machine is the same site.
/// Browsers say where a request comes from and let no page change it (Fetch Metadata; Origin, RFC 6454 section 7.3); who says nothing is refused.
/// </summary>
internal static class SameSite
{
    public static bool Allows(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
            return true;
        return request.Headers["Sec-Fetch-Site"].ToString() switch
        {
            "same-origin" => true,
            "" => request.Headers.Origin.ToString() is { Length: > 0 } origin && IsOwn(origin, request),
            _ => false,
        };
    }

    /// <summary>For what needs no cookie: only who says that it comes from elsewhere is refused.</summary>
    public static bool IsForeign(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site"
        || (request.Headers.Origin.ToString() is { Length: > 0 } origin && !request.Headers.ContainsKey("Sec-Fetch-Site") && !IsOwn(origin, request));

    public static ProblemHttpResult Refusal() =>
        Problem.Of(StatusCodes.Status403Forbidden, "cross_site", "With a session's cookie, what changes something must come from this server's own pages (Origin or Sec-Fetch-Site). Programs use an API key.");

    // The scheme may differ behind a proxy that ends TLS; host and port are what was asked for.
    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var from)
        && string.Equals(from.IsDefaultPort ? from.Host : $"{from.Host}:{from.Port}", WithoutDefaultPort(request.Host), StringComparison.OrdinalIgnoreCase);

    private static string WithoutDefaultPort(HostString host) => host.Port is 80 or 443 ? host.Host : host.Value ?? "";
}
