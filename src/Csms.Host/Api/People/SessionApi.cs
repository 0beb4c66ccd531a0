using System.Globalization;
using System.Security.Claims;
using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Security;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.People;

/// <summary>A user's name and password.</summary>
internal sealed record Login(string? Name = null, string? Password = null)
{
    public static Login Example { get; } = new("anna", "correct horse battery staple");

    // A record would print its password.
    public override string ToString() => nameof(Login);
}

internal sealed class LoginRules : AbstractValidator<Login>
{
    public LoginRules()
    {
        RuleFor(body => body.Name).NotEmpty().WithMessage("is missing");
        RuleFor(body => body.Password).NotEmpty().WithMessage("is missing");
    }
}

/// <summary><c>/api/v1/session</c>: logging in with a cookie, for people; and who one is, for everybody.</summary>
internal static class SessionApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/session").WithTags("Session");
        group.MapPost("", BeginAsync).WithName("logIn").AllowAnonymous().CheckedBy(new LoginRules()).Refuses(400, 429);
        group.MapGet("", Read).WithName("readSession").Needs(Permission.OwnAccount);
        group.MapDelete("", EndAsync).WithName("logOut").Needs(Permission.OwnAccount);
        group.MapPut("/password", ChangePassword.HandleAsync).WithName("changeOwnPassword").Needs(Permission.OwnAccount).Refuses(400, 409, 429);
    }

    /// <summary>Too many failed: when to try again.</summary>
    public static ProblemHttpResult Wait(HttpContext http, TimeSpan wait)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Problem.Of(StatusCodes.Status429TooManyRequests, "too_many_attempts", $"Too many attempts failed; try again in {seconds} s.");
    }

    /// <summary>Log in</summary>
    /// <remarks>
    /// The answer sets a cookie (HttpOnly, SameSite=Strict). With it, whatever changes something must come from this server's own pages. It ends after 8 hours
    /// without use, after a week, and at once when the user is disabled or the password replaced.
    /// </remarks>
    /// <response code="200">Logged in.</response>
    /// <response code="400">`invalid_json` or `invalid_body`, naming the member.</response>
    /// <response code="401">`wrong_credentials`: name or password is wrong, or the user is disabled.</response>
    /// <response code="403">`cross_site`: sent by another site's page.</response>
    /// <response code="429">`too_many_attempts`; `Retry-After` says how many seconds to wait.</response>
    private static async Task<Results<Ok<SessionView>, ProblemHttpResult>> BeginAsync(
        Login body, Users users, Sessions sessions, LoginLimits limits, HttpContext http, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        if (SameSite.IsForeign(http.Request))
            return SameSite.Refusal();
        var address = http.Connection.RemoteIpAddress;
        if (limits.Begin(body.Name!, address) is { } wait)
            return Wait(http, wait);
        if (await users.VerifyAsync(body.Name!, body.Password!, cancellationToken) is not var (user, hash)
            || await sessions.BeginAsync(user, hash, cancellationToken) is not { } token)
        {
            // Not the name: people type their password there.
            SessionLog.Failed(loggers.CreateLogger(typeof(SessionApi)), address);
            return Problem.Of(StatusCodes.Status401Unauthorized, "wrong_credentials", "Name or password is wrong, or the user is disabled.");
        }

        limits.Succeeded(body.Name!, address);
        SessionAuthentication.Give(http, token);
        SessionLog.Began(loggers.CreateLogger(typeof(SessionApi)), user.Id, address);
        return TypedResults.Ok(SessionView.Of(Caller.Of(user, SessionAuthentication.SchemeName)));
    }

    /// <summary>Who am I, and what may I do</summary>
    /// <response code="200">The caller: a user who is logged in, or a key.</response>
    private static Ok<SessionView> Read(ClaimsPrincipal caller) => TypedResults.Ok(SessionView.Of(caller));

    /// <summary>Log out</summary>
    /// <remarks>Ends this session on every node. A key has nothing to log out of.</remarks>
    /// <response code="204">Logged out.</response>
    private static async Task<NoContent> EndAsync(HttpContext http, Sessions sessions, CancellationToken cancellationToken)
    {
        if (SessionAuthentication.PresentedIn(http.Request) is { } token)
        {
            await sessions.EndAsync(token, cancellationToken);
            SessionAuthentication.TakeBack(http);
        }

        return TypedResults.NoContent();
    }
}

/// <summary>Who one is, and what one may do.</summary>
/// <param name="Kind">user or key.</param>
/// <param name="Role">administrator, operator, analyst or auditor.</param>
/// <param name="Actor">As events name the caller.</param>
/// <param name="MustChangePassword">True when the password is good for choosing another one, and for nothing else.</param>
internal sealed record SessionView(string Kind, Guid Id, string Name, string Role, string Actor, IReadOnlyList<string> Permissions, bool MustChangePassword)
{
    public static SessionView Example { get; } = new(
        "user",
        new("019c0a3e-5f1b-7c2d-9e4f-0a1b2c3d4e5f"),
        "anna",
        "analyst",
        "user:019c0a3e-5f1b-7c2d-9e4f-0a1b2c3d4e5f",
        ["read:charge-points", "read:transactions", "read:tokens", "read:events", "own:account"],
        false);

    public static SessionView Of(ClaimsPrincipal caller) => new(
        caller.Identity!.AuthenticationType == SessionAuthentication.SchemeName ? "user" : "key",
        caller.Id(),
        caller.Identity.Name!,
        caller.FindFirstValue(ClaimTypes.Role)!,
        caller.Actor(),
        [.. caller.FindAll(Caller.PermissionClaim).Select(claim => claim.Value)],
        caller.HasClaim(claim => claim.Type == Caller.MustChangePasswordClaim));
}

internal static partial class SessionLog
{
    [LoggerMessage(1, LogLevel.Warning, "A login from {Address} failed")]
    public static partial void Failed(ILogger logger, System.Net.IPAddress? address);

    [LoggerMessage(2, LogLevel.Information, "User {User} logged in from {Address}")]
    public static partial void Began(ILogger logger, Guid user, System.Net.IPAddress? address);
}
