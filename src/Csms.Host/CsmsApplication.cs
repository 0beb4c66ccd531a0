using Csms.Host.Api;
using Csms.Host.Api.Security;
using Csms.Host.Billing;
using Csms.Host.Connections;
using Csms.Host.ConsoleFiles;
using Csms.Host.Demo;
using Csms.Host.Hosting;
using Csms.Host.Limits;
using Csms.Host.Security;
using Csms.Host.Storage;
using Csms.Host.Telemetry;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Npgsql;

namespace Csms.Host;

/// <summary>The composition root: what the host is made of and what it answers to.</summary>
internal static class CsmsApplication
{
    public const string PoolName = "csms";
    private static readonly TimeSpan ShutdownLimit = TimeSpan.FromSeconds(8);

    /// <param name="configure">Changes what would be built, for tests that need another clock or setting.</param>
    public static WebApplication Build(ServeOptions options, string connectionString, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        ConsoleLog.Configure(builder.Logging);
        DiscreetLog.Configure(builder.Services);
        // A fleet that comes back at once: whoever does not fit into the queue of the kernel is silently left to try again.
        builder.WebHost.UseSockets(sockets => sockets.Backlog = 8192);
        builder.WebHost.ConfigureKestrel(kestrel => Listening.Configure(kestrel, options));
        // Addresses are the command line's business; an ASPNETCORE_URLS in the environment would only add a warning.
        builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, null);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownLimit);
        builder.Services.Configure<ConsoleLifetimeOptions>(lifetime => lifetime.SuppressStatusMessages = true);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(services => new NpgsqlDataSourceBuilder(PoolSettings.Of(DeadConnections.AreFound(connectionString))) { Name = PoolName }.UseLoggerFactory(services.GetRequiredService<ILoggerFactory>()).Build());
        builder.Services.AddSingleton<ApiKeys>();
        CsmsServices.Add(builder.Services, builder.Configuration);
        builder.Services.AddApi();
        if (options.Demo)
            builder.Services.AddHostedService<DemoFleet>().PostConfigure<BillingOptions>(DemoSites.LimitParking);
        builder.Services.AddSingleton(services => new DevelopmentCertificates(
            options.DataFolder, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<DevelopmentCertificates>>()));
        builder.Services.AddSingleton<ServerCertificates>();
        builder.Services.AddSingleton<HandshakeWatch>();
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database");

        configure?.Invoke(builder);

        var app = builder.Build();
        app.Use(async (http, next) =>
        {
            var newcomer = http.Features.Get<Newcomer>();
            newcomer?.Asks();
            try
            {
                await next(http);
            }
            finally
            {
                newcomer?.IsAnswered();
            }
        });
        app.Use(SecurityHeaders.AddAsync);
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready").AllowAnonymous();
        MetricsEndpoint.Map(app);
        CsmsServices.Map(app);
        app.UseConsole();
        app.MapApi();
        return app;
    }
}
