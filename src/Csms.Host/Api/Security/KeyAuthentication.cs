using System.Text.Encodings.Web;
using Csms.Host.Api.Requests;
using Csms.Host.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Csms.Host.Api.Security;

/// <summary><c>Authorization: Bearer csms_…</c> (RFC 6750), checked against the keys that were issued.</summary>
internal sealed class KeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, ApiKeys keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "Bearer";
    private const string Prefix = SchemeName + " ";

    /// <summary>The key in a request; null when there is none.</summary>
    public static string? PresentedIn(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? header[Prefix.Length..].Trim() : null;
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (PresentedIn(Request) is not { } presented)
            return AuthenticateResult.NoResult();
        return await keys.VerifyAsync(presented, Context.RequestAborted) is { } key
            ? AuthenticateResult.Success(new AuthenticationTicket(Caller.Of(key, Scheme.Name), Scheme.Name))
            : AuthenticateResult.Fail("No such key.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var presented = Request.Headers.ContainsKey(HeaderNames.Authorization);
        Response.Headers.WWWAuthenticate = presented ? """Bearer realm="csms", error="invalid_token" """.TrimEnd() : """Bearer realm="csms" """.TrimEnd();
        var detail = presented ? "This key is not known, has expired, or was revoked." : "Send an API key: Authorization: Bearer <key>; or log in: POST /api/v1/session.";
        return Problem.Of(StatusCodes.Status401Unauthorized, "unauthorized", detail).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Refusal.Of(Context, "The role of this key, or its scopes, do not allow this").ExecuteAsync(Context);
}
