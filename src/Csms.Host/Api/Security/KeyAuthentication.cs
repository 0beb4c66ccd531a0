using System.Security.Claims;
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

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        if (await keys.VerifyAsync(header[Prefix.Length..].Trim(), Context.RequestAborted) is not { } key)
            return AuthenticateResult.Fail("No such key.");
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, key.Id.ToString()), new Claim(ClaimTypes.Name, key.Name), new Claim(ClaimTypes.Role, key.Role)], Scheme.Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var presented = Request.Headers.ContainsKey(HeaderNames.Authorization);
        Response.Headers.WWWAuthenticate = presented ? """Bearer realm="csms", error="invalid_token" """.TrimEnd() : """Bearer realm="csms" """.TrimEnd();
        var detail = presented ? "This key is not known, or was revoked." : "Send an API key: Authorization: Bearer <key>.";
        return Problem.Of(StatusCodes.Status401Unauthorized, "unauthorized", detail).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problem.Of(StatusCodes.Status403Forbidden, "forbidden", "The role of this key does not allow this.").ExecuteAsync(Context);
}
