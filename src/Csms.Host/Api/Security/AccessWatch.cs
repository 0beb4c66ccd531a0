using Csms.Host.Security;
using Microsoft.AspNetCore.Http.Metadata;

namespace Csms.Host.Api.Security;

/// <summary>An answer that goes on for hours (server-sent events) ends when its key is revoked, its session ends, or its user may do less
/// than when it began.</summary>
internal static class AccessWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    public static async Task FollowAsync(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>().Any(m => m.ContentTypes.Contains("text/event-stream")) != true)
        {
            await next(http);
            return;
        }

        var clientGone = http.RequestAborted;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(clientGone);
        http.RequestAborted = ending.Token;
        var watching = WatchAsync(http, ending.CancelAsync, ending.Token);
        try
        {
            await next(http);
        }
        finally
        {
            await ending.CancelAsync();
            await watching;
            // Whoever answers for what was thrown must not take the client for gone.
            http.RequestAborted = clientGone;
        }
    }

    private static async Task WatchAsync(HttpContext http, Func<Task> endAsync, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(Interval, http.RequestServices.GetRequiredService<TimeProvider>());
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                if (await IsKnownAsync(http, ended))
                    continue;
                await endAsync();
                return;
            }
        }
        catch (OperationCanceledException)
        {
            // The answer has ended.
        }
    }

    private static async Task<bool> IsKnownAsync(HttpContext http, CancellationToken cancellationToken)
    {
        try
        {
            if (KeyAuthentication.PresentedIn(http.Request) is { } key)
                return await http.RequestServices.GetRequiredService<ApiKeys>().VerifyAsync(key, cancellationToken) is not null;
            return SessionAuthentication.PresentedIn(http.Request) is { } token
                && await http.RequestServices.GetRequiredService<Sessions>().VerifyAsync(token, cancellationToken) is { } user
                && Caller.Of(user, SessionAuthentication.SchemeName) is var now
                && http.User.FindAll(Caller.PermissionClaim).All(had => now.HasClaim(had.Type, had.Value));
        }
        catch (Exception e) when (e is Npgsql.NpgsqlException or TimeoutException)
        {
            // Nothing new can be read then either: asked again in a moment.
            return true;
        }
    }
}
