using System.Security.Claims;
using Csms.EventStore;
using Csms.Host.Commands;
using Csms.Host.Security;

namespace Csms.Host.Api.Security;

/// <summary>Who sends a request, and what that lets them do.</summary>
internal static class Caller
{
    public const string ActorClaim = "csms:actor";
    public const string PermissionClaim = "csms:permission";
    public const string MustChangePasswordClaim = "csms:must-change-password";

    public static ClaimsPrincipal Of(ApiKey key, string scheme) =>
        Known(key.Id, key.Name, $"key:{key.Name}", Roles.NameOf(key.Role), Permissions.Of(key.Role, key.Scopes), scheme);

    public static ClaimsPrincipal Of(UserAccount user, string scheme)
    {
        var caller = Known(user.Id, user.Name, $"user:{user.Id:D}", Roles.NameOf(user.Role), user.Permissions, scheme);
        if (user.PasswordIsOneTime)
            ((ClaimsIdentity)caller.Identity!).AddClaim(new Claim(MustChangePasswordClaim, "true"));
        return caller;
    }

    /// <summary>As events name them: a program by its key's name, a person by a pseudonym.</summary>
    public static string Actor(this ClaimsPrincipal caller) => caller.FindFirstValue(ActorClaim)!;

    /// <summary>The id of the key, or of the user.</summary>
    public static Guid Id(this ClaimsPrincipal caller) => Guid.Parse(caller.FindFirstValue(ClaimTypes.NameIdentifier)!);

    public static bool May(this ClaimsPrincipal caller, Permission permission) => caller.HasClaim(PermissionClaim, Permissions.NameOf(permission));

    /// <summary>Whether the caller may do all of this too: nobody hands out more than they have.</summary>
    public static bool MayAll(this ClaimsPrincipal caller, IEnumerable<Permission> permissions) => permissions.All(caller.May);

    /// <param name="command">What they asked for, e.g. <c>rest:register_charge_point</c>.</param>
    public static EventMetadata Causes(this ClaimsPrincipal caller, string command, TimeProvider clock) =>
        new(caller.Actor(), clock.GetUtcNow(), CorrelationId: Causality.Current?.CorrelationId, CausationId: command);

    private static ClaimsPrincipal Known(Guid id, string name, string actor, string role, IEnumerable<Permission> permissions, string scheme) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, id.ToString("D")),
            new Claim(ClaimTypes.Name, name),
            new Claim(ClaimTypes.Role, role),
            new Claim(ActorClaim, actor),
            .. permissions.Select(permission => new Claim(PermissionClaim, Permissions.NameOf(permission))),
        ],
        scheme));
}
