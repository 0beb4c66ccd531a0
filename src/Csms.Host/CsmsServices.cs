using Csms.EventStore;
using Csms.Host.Calls;
using Csms.Host.Commands;
using Csms.Host.Connections;
using Csms.Host.Handlers;
using Csms.Host.Handlers.V16;
using Csms.Host.Storage;
using Npgsql;

namespace Csms.Host;

/// <summary>What the host is made of. Every type stands for itself: nothing is registered only to be replaced.</summary>
internal static class CsmsServices
{
    public static void Add(IServiceCollection services, IConfiguration configuration, NpgsqlDataSource dataSource)
    {
        services.AddSingleton(dataSource);
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
        services.AddHostedService<NodeWatch>();

        services.AddSingleton<OpenCalls>();
        services.AddSingleton<CallRequests>();
        services.AddSingleton<CallDelivery>();
        services.AddHostedService<CallSweep>();
        services.AddHostedService<FeedWatch>();
    }
}
