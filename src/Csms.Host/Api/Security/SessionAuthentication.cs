using System.Text.Encodings.Web;
using Csms.Host.Api.Requests;
using Csms.Host.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Csms.Host.Api.Security;

/// <summary>The cookie of a login. A request that changes something must come from our own pages.</summary>
internal sealed class SessionAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, Sessions sessions)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "Session";

    // Browsers take __Host- only from https, for this host alone and with Path=/ (RFC 6265bis section 4.1.3.2). A cookie is not bound to a port.
    private const string SecureCookie = "__Host-csms-session";
    private const string PlainCookie = "csms-session";

    private bool isForeign;

    public static string CookieName(HttpRequest request) => request.IsHttps ? SecureCookie : PlainCookie;

    public static string? PresentedIn(HttpRequest request) => request.Cookies[CookieName(request)];

    public static void Give(HttpContext http, string token) => http.Response.Cookies.Append(CookieName(http.Request), token, OptionsFor(http));

    public static void TakeBack(HttpContext http) => http.Response.Cookies.Delete(CookieName(http.Request), OptionsFor(http));

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (PresentedIn(Request) is not { } token)
            return AuthenticateResult.NoResult();
        if (!SameSite.Allows(Request))
        {
            isForeign = true;
            return AuthenticateResult.Fail("From another site.");
        }

        return await sessions.VerifyAsync(token, Context.RequestAborted) is { } user
            ? AuthenticateResult.Success(new AuthenticationTicket(Caller.Of(user, Scheme.Name), Scheme.Name))
            : AuthenticateResult.Fail("No such session.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (isForeign)
            return SameSite.Refusal().ExecuteAsync(Context);
        Response.Headers.WWWAuthenticate = """Bearer realm="csms" """.TrimEnd();
        return Problem.Of(StatusCodes.Status401Unauthorized, "unauthorized", "This session has ended: log in again with POST /api/v1/session.").ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Refusal.Of(Context, "Your role does not allow this").ExecuteAsync(Context);

    // Without an end of its own: it lives as long as the browser, and never longer than the row.
    private static CookieOptions OptionsFor(HttpContext http) => new() { HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Strict, Path = "/" };
}
