using Csms.Host.Security;
using Microsoft.AspNetCore.Authentication;

namespace Csms.Host.Api.Security;

/// <summary>How callers are recognised and what each may do: a key where one is sent, else the cookie of a login.</summary>
internal static class Callers
{
    private const string SchemeName = "Caller";

    public static void AddCallers(this IServiceCollection services)
    {
        services.AddAuthentication(SchemeName)
            .AddPolicyScheme(SchemeName, null, options => options.ForwardDefaultSelector = http =>
                http.Request.Headers.ContainsKey("Authorization") || SessionAuthentication.PresentedIn(http.Request) is null
                    ? KeyAuthentication.SchemeName
                    : SessionAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(KeyAuthentication.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, SessionAuthentication>(SessionAuthentication.SchemeName, null);
        Policies.Add(services);
        services.AddHttpContextAccessor();
        services.AddScoped<ShownIdTags>();
        services.AddSingleton<Users>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<LoginLimits>();
        services.AddSingleton<AccessRecord>();
    }
}
