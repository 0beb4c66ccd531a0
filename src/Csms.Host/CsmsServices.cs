using Csms.EventStore;
using Csms.EventStore.Journal;
using Csms.Host.Analysts;
using Csms.Host.Authorizations;
using Csms.Host.Automating;
using Csms.Host.Billing;
using Csms.Host.Calls;
using Csms.Host.Certificates;
using Csms.Host.ChargingProfiles;
using Csms.Host.Commands;
using Csms.Host.Configuration;
using Csms.Host.Connections;
using Csms.Host.DataTransfers;
using Csms.Host.Exporting;
using Csms.Host.Files;
using Csms.Host.Forgetting;
using Csms.Host.Handlers;
using Csms.Host.Handlers.V16;
using Csms.Host.Hosting;
using Csms.Host.Journal;
using Csms.Host.Ledger;
using Csms.Host.Limits;
using Csms.Host.LocalLists;
using Csms.Host.Passwords;
using Csms.Host.Reactions;
using Csms.Host.Rebuilding;
using Csms.Host.Reconciling;
using Csms.Host.Reservations;
using Csms.Host.Storage;
using Csms.Host.Telemetry;
using Csms.ReadModels.Analysis;
using Csms.ReadModels.Authorizations;
using Csms.ReadModels.Availability;
using Csms.ReadModels.Calls;
using Csms.ReadModels.Causes;
using Csms.ReadModels.Certificates;
using Csms.ReadModels.ChargePoints;
using Csms.ReadModels.ChargingProfiles;
using Csms.ReadModels.Configuration;
using Csms.ReadModels.Connectors;
using Csms.ReadModels.DataTransfers;
using Csms.ReadModels.Files;
using Csms.ReadModels.Jobs;
using Csms.ReadModels.LocalLists;
using Csms.ReadModels.MeterValues;
using Csms.ReadModels.Projecting;
using Csms.ReadModels.Repairs;
using Csms.ReadModels.Reservations;
using Csms.ReadModels.SecurityEvents;
using Csms.ReadModels.Transactions;
using Csms.ReadModels.TrustedRoots;

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

        // First, so that it stops last: connections leave frames to their end.
        services.AddOptions<JournalOptions>().Bind(configuration.GetSection("Journal")).ValidateOnStart();
        services.AddSingleton<WireJournal>();
        services.AddSingleton<JournalTable>();
        services.AddSingleton<JournalQueries>();
        services.AddSingleton<JournalErasure>();
        services.AddHostedService<JournalWriter>();
        services.AddSingleton<JournalUpkeep>();
        services.AddHostedService(provider => provider.GetRequiredService<JournalUpkeep>());

        services.AddSingleton<IdTags>();
        services.AddSingleton<TokenDirectory>();
        services.AddSingleton<TransactionIds>();
        services.AddSingleton<TransactionsOfChargePoint>();
        services.AddSingleton<Credentials>();
        services.AddSingleton<ConnectionRows>();

        services.AddOptions<LimitOptions>().Bind(configuration.GetSection("Limits")).ValidateOnStart();
        services.AddSingleton<ConnectionLimits>();
        services.AddSingleton<KnockLimits>();
        services.AddSingleton<HandshakeTurns>();
        services.AddSingleton<BootPace>();
        services.AddOptions<OcppOptions>().Bind(configuration.GetSection("Ocpp")).ValidateOnStart();
        services.AddSingleton<Admission>();
        services.AddOptions<ProxyOptions>().Bind(configuration.GetSection("Proxy")).ValidateOnStart();
        services.AddSingleton<ClientCertificates>();
        services.AddSingleton<PasswordRotation>();
        services.AddSingleton<SecuritySettings>();
        services.AddReaction<SecuritySettingAnswers>();
        services.AddReaction<SecurityAlarms>();
        services.AddSingleton<Refusals>();
        services.AddHostedService(provider => provider.GetRequiredService<Refusals>());
        services.AddSingleton<ConnectionRegistry>();
        services.AddSingleton<ChargePointEndpoint>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<MessageHandlers>(provider, HandlerTable.Build(provider)));
        services.AddSingleton<RepairCounter>();
        services.AddSingleton<NodeWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<NodeWatch>());
        services.AddHostedService<Pings>();
        services.AddHostedService<GoodBye>();

        services.AddSingleton<DecisionRecorder>();
        services.AddHostedService(provider => provider.GetRequiredService<DecisionRecorder>());
        services.AddSingleton<ConcurrencyLimit>();
        services.AddSingleton<VendorMessages>();

        services.AddOptions<FileSettings>().Bind(configuration.GetSection("Files")).ValidateOnStart();
        services.AddSingleton<FileFolder>();
        services.AddSingleton<FileLinks>();
        services.AddSingleton<FileRecords>();
        services.AddSingleton<FileDoor>();
        services.AddSingleton<RequestIds>();

        services.AddSingleton<AuthorizationQueries>();
        services.AddSingleton<CallQueries>();
        services.AddSingleton<AvailabilityQueries>();
        services.AddSingleton<CauseQueries>();
        services.AddSingleton<ChargePointQueries>();
        services.AddSingleton<ConfigurationQueries>();
        services.AddSingleton<LocalListQueries>();
        services.AddSingleton<ConnectorQueries>();
        services.AddSingleton<DataTransferQueries>();
        services.AddSingleton<FileQueries>();
        services.AddSingleton<JobQueries>();
        services.AddSingleton<MeterValueQueries>();
        services.AddSingleton<RepairQueries>();
        services.AddSingleton<SecurityEventQueries>();
        services.AddSingleton<TransactionQueries>();
        services.AddSingleton<EnergyQueries>();
        services.AddSingleton<UptimeQueries>();
        services.AddSingleton<QualityQueries>();
        services.AddSingleton<RowExport>();
        services.AddOptions<ExportSettings>().Bind(configuration.GetSection("Exports")).ValidateOnStart();
        services.AddSingleton<ExportTable>();
        services.AddSingleton<ExportFolder>();
        services.AddSingleton<RunningExports>();
        services.AddHostedService(provider => provider.GetRequiredService<RunningExports>());
        services.AddSingleton<ExportUpkeep>();
        services.AddHostedService(provider => provider.GetRequiredService<ExportUpkeep>());
        services.AddHostedService<AnalystTimeLimit>();
        services.AddSingleton<ProjectionPositions>();
        services.AddHostedService<Projecting>();
        services.AddSingleton<RunningRebuilds>();
        services.AddHostedService(provider => provider.GetRequiredService<RunningRebuilds>());
        services.AddLedger();

        services.AddSingleton<OpenCalls>();
        services.AddSingleton<CallRequests>();
        services.AddSingleton<FollowingCalls>();
        services.AddSingleton<CallsUnderWay>();
        services.AddSingleton<TriggeredMessages>();
        services.AddSingleton<CallDelivery>();
        services.AddHostedService<CallSweep>();
        services.AddSingleton<CallPayloads>();
        services.AddSingleton<RowsInTime>();

        services.AddSingleton<EffectsOfCalls>();
        services.AddReaction<CallEffectFacts>();
        services.AddReaction<ErasingWhatCallsNeeded>();
        services.AddHostedService<CallEffectSweep>();

        services.AddSingleton<ReservationQueries>();
        services.AddReaction<ReservationFacts>();
        services.AddHostedService<ReservationSweep>();

        services.AddSingleton<ChargingProfileQueries>();
        services.AddReaction<ChargingProfileFacts>();

        services.AddOptions<CertificateOptions>().Bind(configuration.GetSection("Certificates")).ValidateOnStart();
        services.AddSingleton<CertificateQueries>();
        services.AddSingleton<TrustedRootQueries>();
        services.AddSingleton<CertificateAuthority>();
        services.AddSingleton<ManufacturerRoots>();
        services.AddSingleton<SigningRules>();
        services.AddSingleton<RevocationLists>();
        services.AddSingleton<RevokedCertificates>();
        services.AddReaction<CertificateIssuing>();
        services.AddReaction<CertificateAnswers>();

        services.AddSingleton<ErasableContents>();
        services.AddSingleton<ForgottenTokens>();
        services.AddErasing();

        services.AddBilling(configuration);
        services.AddReconciling(configuration);

        services.AddHostedService<FeedWatch>();
        services.AddHostedService<Reacting>();

        services.AddOptions<AutomationOptions>().Bind(configuration.GetSection("Automation")).ValidateOnStart();
        services.AddSingleton<ConfigurationOrders>();
        services.AddSingleton<ListedTokens>();
        services.AddSingleton<LocalListSending>();
        services.AddSingleton<Automated>();
        services.AddSettledReaction<AfterBoot>();
        services.AddSettledReaction<AfterConnection>();
        services.AddSettledReaction<KeepingConfiguration>();
        services.AddSettledReaction<KeepingLocalLists>();
        services.AddSingleton<RenewingCertificates>();
        services.AddHostedService(provider => provider.GetRequiredService<RenewingCertificates>());
        services.AddSettledReaction(provider => provider.GetRequiredService<RenewingCertificates>());
        services.AddSettledReacting();

        MetricsEndpoint.Add(services, configuration);
        services.AddHostedService<TraceExport>();
    }

    public static void Map(WebApplication app)
    {
        TrustedProxy.Use(app);
        FileDoor.Map(app);
        RevocationLists.Map(app);

        // Not a route: the identity must be read from the address as it came, before routing decodes it.
        app.MapWhen(
            http => http.Request.Path.StartsWithSegments(ChargePointEndpoint.Prefix.TrimEnd('/'), StringComparison.Ordinal),
            ocpp =>
            {
                ocpp.Use(UpgradedStream.Feature.PutIn);
                ocpp.UseWebSockets();
                ocpp.Run(http => http.RequestServices.GetRequiredService<ChargePointEndpoint>().ServeAsync(http));
            });
    }
}
