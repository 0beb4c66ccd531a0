using Csms.EventStore;
using Csms.Host.Calls;
using Csms.Host.Commands;
using Csms.Host.Connections;
using Csms.Host.Handlers;
using Csms.Host.Handlers.V16;
using Csms.Host.Ledger;
using Csms.Host.Reactions;
using Csms.Host.Storage;
using Csms.ReadModels.Calls;
using Csms.ReadModels.ChargePoints;
using Csms.ReadModels.Connectors;
using Csms.ReadModels.MeterValues;
using Csms.ReadModels.Projecting;
using Csms.ReadModels.Transactions;

namespace Csms.Host;

/// <summary>What the host is made of. Every type stands for itself: nothing is registered only to be replaced.</summary>
internal static class CsmsServices
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<NodeName>();
        services.AddSingleton<PostgresEventStore>();
        services.AddSingleton<CommandRunner>();

        services.AddSingleton<IdTags>();
        services.AddSingleton<TokenDirectory>();
        services.AddSingleton<TransactionIds>();
        services.AddSingleton<Credentials>();
        services.AddSingleton<ConnectionRows>();

        services.AddOptions<OcppOptions>().Bind(configuration.GetSection("Ocpp"));
        services.AddSingleton<Admission>();
        services.AddSingleton<ConnectionRegistry>();
        services.AddSingleton<ChargePointEndpoint>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<MessageHandlers>(provider, HandlerTable.Build(provider)));
        services.AddSingleton<NodeWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<NodeWatch>());
        services.AddHostedService<GoodBye>();

        services.AddSingleton<CallQueries>();
        services.AddSingleton<ChargePointQueries>();
        services.AddSingleton<ConnectorQueries>();
        services.AddSingleton<MeterValueQueries>();
        services.AddSingleton<TransactionQueries>();
        services.AddSingleton<ProjectionPositions>();
        services.AddHostedService<Projecting>();
        services.AddLedger();

        services.AddSingleton<OpenCalls>();
        services.AddSingleton<CallRequests>();
        services.AddSingleton<CallDelivery>();
        services.AddHostedService<CallSweep>();
        services.AddHostedService<FeedWatch>();
        services.AddHostedService<Reacting>();
    }

    public static void Map(WebApplication app)
    {
        app.UseWebSockets();

        // Until there is a console, the documentation is what a person who opens the address wants to see.
        app.MapGet("/", () => TypedResults.Redirect("/api/docs")).ExcludeFromDescription();

        // Not a route: the identity must be read from the address as it came, before routing decodes it.
        app.MapWhen(
            http => http.Request.Path.StartsWithSegments(ChargePointEndpoint.Prefix.TrimEnd('/'), StringComparison.Ordinal),
            ocpp => ocpp.Run(http => http.RequestServices.GetRequiredService<ChargePointEndpoint>().ServeAsync(http)));
    }
}
