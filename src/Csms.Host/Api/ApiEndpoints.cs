using Csms.Host.Api.Analysis;
using Csms.Host.Api.Anomalies;
using Csms.Host.Api.Assignments;
using Csms.Host.Api.Authorizations;
using Csms.Host.Api.Availability;
using Csms.Host.Api.Calls;
using Csms.Host.Api.Cdrs;
using Csms.Host.Api.Certificates;
using Csms.Host.Api.Chains;
using Csms.Host.Api.ChargePoints;
using Csms.Host.Api.ChargingProfiles;
using Csms.Host.Api.Configuration;
using Csms.Host.Api.DataTransfers;
using Csms.Host.Api.Events;
using Csms.Host.Api.Evidence;
using Csms.Host.Api.Exports;
using Csms.Host.Api.Files;
using Csms.Host.Api.Jobs;
using Csms.Host.Api.Journal;
using Csms.Host.Api.Ledger;
using Csms.Host.Api.LocalLists;
using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Overview;
using Csms.Host.Api.People;
using Csms.Host.Api.Places;
using Csms.Host.Api.Projections;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Repairs;
using Csms.Host.Api.Requests;
using Csms.Host.Api.ReRatings;
using Csms.Host.Api.Reservations;
using Csms.Host.Api.Security;
using Csms.Host.Api.SecurityEvents;
using Csms.Host.Api.Tariffs;
using Csms.Host.Api.Tokens;
using Csms.Host.Api.Transactions;
using Csms.Host.Api.TrustedRoots;
using Csms.Host.Evidence;
using Csms.Host.Limits;
using Csms.Host.Replaying;
using Csms.ReadModels.Overview;
using Csms.ReadModels.Tokens;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Csms.Host.Api;

/// <summary>The REST API: <c>/api/v1</c> behind a key or a login, its documentation open.</summary>
internal static class ApiEndpoints
{
    private const int LargestBody = 1 << 20;

    public static void AddApi(this IServiceCollection services)
    {
        services.AddCallers();
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
            context.ProblemDetails.Extensions.TryAdd("code", Problem.CodeOf(context.ProblemDetails.Status)));
        services.AddExceptionHandler<ApiExceptions>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(options => ApiJson.Configured(options.SerializerOptions));
        OpenApiDocument.Add(services);

        services.AddSingleton<Readers>();
        services.AddSingleton<TokenQueries>();
        services.AddSingleton<OverviewQueries>();
        services.AddSingleton<ProjectionFreshness>();
        services.AddSingleton<ChargePointPasswords>();
        services.AddSingleton<LastSeen>();
        services.AddSingleton<CallReader>();
        services.AddSingleton<CallOrders>();
        services.AddSingleton<JobRequests>();
        services.AddSingleton<CallWarnings>();
        services.AddSingleton<ProfileNeeds>();
        services.AddScoped<TokenReader>();
        services.AddSingleton<ReservationIds>();
        services.AddSingleton<ProfilePlans>();
        services.AddSingleton<StreamStates>();
        services.AddSingleton<PointsInTime>();
        services.AddSingleton<Replay>();
        services.AddSingleton<LiveEvents>();
        services.AddSingleton<LiveJournal>();
        services.AddSingleton<ChainReader>();
        services.AddSingleton<RelatedEvents>();
        services.AddSingleton<EvidenceBundle>();
    }

    public static void MapApi(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages(AnswerAsync);
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use((http, next) =>
        {
            if (http.User.Identity?.IsAuthenticated == true)
                http.Features.Get<Newcomer>()?.IsKnown();
            return next(http);
        });
        app.Use(AccessWatch.FollowAsync);
        app.Use(app.Services.GetRequiredService<Readers>().TakeTurnAsync);
        app.Use(RequestCorrelation.BeginAsync);
        app.Use((http, next) =>
        {
            EscapedNames.Restore(http);
            return next(http);
        });
        OpenApiDocument.Map(app);

        var api = app.MapGroup("/api/v1").RefusesUnknownParameters().AsksForPersonsOnlyIfAllowed().Refuses(401, 403, 503)
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody));
        api.AddEndpointFilter((context, next) =>
        {
            context.HttpContext.Response.Headers.CacheControl = "no-store";
            return next(context);
        });
        ChargePointsApi.Map(api);
        CallsApi.Map(api);
        ConfigurationApi.Map(api);
        LocalListsApi.Map(api);
        AvailabilityApi.Map(api);
        TokensApi.Map(api);
        TransactionsApi.Map(api);
        ReservationsApi.Map(api);
        ChargingProfilesApi.Map(api);
        RepairsApi.Map(api);
        StreamsApi.Map(api);
        EventsApi.Map(api);
        JobsApi.Map(api);
        FilesApi.Map(api);
        DataTransfersApi.Map(api);
        AuthorizationsApi.Map(api);
        JournalApi.Map(api);
        ChainsApi.Map(api);
        LedgerApi.Map(api);
        OverviewApi.Map(api);
        EvidenceApi.Map(api);
        SessionApi.Map(api);
        UsersApi.Map(api);
        ApiKeysApi.Map(api);
        CertificatesApi.Map(api);
        TrustedRootsApi.Map(api);
        SecurityEventsApi.Map(api);
        TariffsApi.Map(api);
        AssignmentsApi.Map(api);
        PlacesApi.Map(api);
        CdrsApi.Map(api);
        ReRatingsApi.Map(api);
        EnergyApi.Map(api);
        UptimeApi.Map(api);
        QualityApi.Map(api);
        ExportsApi.Map(api);
        ExportsInBackground.Map(api);
        ProjectionsApi.Map(api);
        SettingsApi.Map(api);
        AnomaliesApi.Map(api);
    }

    /// <summary>What the framework refuses without a word (no such method, no such media type) is a problem like all others.</summary>
    private static Task AnswerAsync(StatusCodeContext context)
    {
        var http = context.HttpContext;
        var status = http.Response.StatusCode;
        var detail = status switch
        {
            StatusCodes.Status404NotFound => "There is nothing at this address; /api/docs lists what there is.",
            StatusCodes.Status415UnsupportedMediaType => "The body must be sent as Content-Type: application/json.",
            _ => ReasonPhrases.GetReasonPhrase(status) + ".",
        };
        return http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            ? Problem.Of(status, Problem.CodeOf(status), detail).ExecuteAsync(http)
            : Task.CompletedTask;
    }
}
