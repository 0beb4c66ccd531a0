using System.Net;

namespace Csms.Host.Api.Security;

/// <summary>What browsers are told about every answer but those to charge points. Nothing is loaded from elsewhere, nothing may frame it.</summary>
internal static class SecurityHeaders
{
    private const string Policy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    // Swagger UI sets styles from its script.
    private const string PolicyOfDocs = Policy + "; style-src 'self' 'unsafe-inline'";
    private const string OneYear = "max-age=31536000";

    /// <summary>Set when the answer starts: the exception handler clears what was set before.</summary>
    public static Task AddAsync(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.StartsWithSegments("/ocpp", StringComparison.Ordinal))
        {
            http.Response.OnStarting(() =>
            {
                Set(http);
                return Task.CompletedTask;
            });
        }

        return next(http);
    }

    private static void Set(HttpContext http)
    {
        var headers = http.Response.Headers;
        // The console has brought a stricter one of its own.
        if (headers.ContentSecurityPolicy.Count == 0)
            headers.ContentSecurityPolicy = http.Request.Path.StartsWithSegments("/api/docs", StringComparison.Ordinal) ? PolicyOfDocs : Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // Not for localhost: it would bind every other program on this machine that a browser is used with.
        if (http.Request.IsHttps && !IsThisMachine(http.Request.Host.Host))
            headers.StrictTransportSecurity = OneYear;
    }

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
