using System.Net;
using Csms.Host.Api.Requests;
using Microsoft.Extensions.Options;

namespace Csms.Host.Telemetry;

/// <summary>Settings of section <c>Metrics</c>.</summary>
internal sealed class MetricsOptions
{
    /// <summary>Anybody who reaches the port may read <c>/metrics</c>; otherwise this machine, and whoever has an API key.</summary>
    public bool Open { get; set; }
}

/// <summary><c>/metrics</c> for Prometheus.</summary>
internal static class MetricsEndpoint
{
    // Behind a proxy on this machine everybody seems to come from it.
    private static readonly string[] SignsOfAProxy = ["Forwarded", "X-Forwarded-For", "Via"];

    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MetricsOptions>().Bind(configuration.GetSection("Metrics")).ValidateOnStart();
        services.AddSingleton<MessageMetrics>();
        services.AddSingleton<LagReader>();
        services.AddSingleton<HostInstruments>();
        services.AddSingleton<CollectedMetrics>();
        // Listening begins with the host: what was counted before the first question counts too.
        services.AddHostedService<Collecting>();
    }

    public static void Map(WebApplication app) =>
        app.MapGet(
            "/metrics",
            async (HttpContext http, CollectedMetrics metrics, LagReader lags, IOptions<MetricsOptions> options) =>
            {
                if (!options.Value.Open && http.User.Identity?.IsAuthenticated != true && !IsOfThisMachine(http))
                    return Problem.Of(StatusCodes.Status401Unauthorized, "unauthorized", "From elsewhere than this machine metrics need an API key: Authorization: Bearer <key>.");
                await lags.RefreshAsync(http.RequestAborted);
                return Results.Text(metrics.Write(), PrometheusText.ContentType);
            }).AllowAnonymous().ExcludeFromDescription();

    private static bool IsOfThisMachine(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && !SignsOfAProxy.Any(http.Request.Headers.ContainsKey);

    private sealed class Collecting(CollectedMetrics metrics, HostInstruments instruments) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            GC.KeepAlive((metrics, instruments));
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
