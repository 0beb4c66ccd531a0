using Microsoft.Extensions.Primitives;

namespace Csms.Host.ConsoleFiles;

/// <summary>
/// Serves the web console at <c>/</c>. Its pages have addresses of their own, so whatever is neither a file nor somebody else's is answered with the one
/// page, and its router does the rest. Without a build, <c>/</c> leads to the API's documentation.
/// </summary>
internal static partial class ConsolePages
{
    // Styles are set from scripts (Mantine, ECharts); scripts come from files of ours alone.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly string[] NotOurs = ["/api", "/ocpp", "/files", "/health", "/metrics"];

    public static void UseConsole(this WebApplication app)
    {
        var folder = ConsoleFolder.Read(app.Configuration);
        if (folder.Index is null)
            Log.NotBuilt(app.Logger);
        app.Use((http, next) =>
            http.GetEndpoint() is null && IsPage(http.Request) ? AnswerAsync(http, folder) : next(http));
    }

    private static bool IsPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !Array.Exists(NotOurs, prefix => request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase));

    private static Task AnswerAsync(HttpContext http, ConsoleFolder folder)
    {
        var path = http.Request.Path.Value!.TrimStart('/');
        if (folder.Find(path) is { } file)
            return SendAsync(http, file);
        // A name with an extension is a file, and it is not there: the page in its place would be taken for a script.
        if (folder.Index is { } index && !path.StartsWith("assets/", StringComparison.Ordinal))
            return SendAsync(http, index);
        if (path.Length == 0)
            http.Response.Redirect("/api/docs");
        else
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static Task SendAsync(HttpContext http, ConsoleFile file)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.CacheControl = file.HasHashInItsName ? "public, max-age=31536000, immutable" : "no-cache";
        headers.Vary = "Accept-Encoding";
        var (encoding, content) = file.For(http.Request);
        headers.ContentEncoding = encoding ?? StringValues.Empty;
        return TypedResults.Bytes(content, file.ContentType, entityTag: file.ETag).ExecuteAsync(http);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The web console was not built (Node.js 20.19 or newer builds it): / leads to the API's documentation")]
        public static partial void NotBuilt(ILogger logger);
    }
}
