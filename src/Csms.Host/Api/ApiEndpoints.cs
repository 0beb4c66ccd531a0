using Csms.Host.Api.Calls;
using Csms.Host.Api.ChargePoints;
using Csms.Host.Api.Events;
using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Api.Tokens;
using Csms.Host.Api.Transactions;
using Csms.ReadModels.Tokens;
using Microsoft.AspNetCore.Authentication;

namespace Csms.Host.Api;

/// <summary>The REST API: <c>/api/v1</c> behind a key, its documentation open.</summary>
internal static class ApiEndpoints
{
    public static void AddApi(this IServiceCollection services)
    {
        services.AddAuthentication(KeyAuthentication.SchemeName).AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(KeyAuthentication.SchemeName, null);
        services.AddAuthorizationBuilder().AddPolicy(Caller.MayWrite, policy => policy.RequireRole(Caller.Writers));
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
            context.ProblemDetails.Extensions.TryAdd("code", Problem.CodeOf(context.ProblemDetails.Status)));
        services.AddExceptionHandler<ApiExceptions>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(options => ApiJson.Configured(options.SerializerOptions));
        OpenApiDocument.Add(services);

        services.AddSingleton<TokenQueries>();
        services.AddSingleton<ProjectionFreshness>();
        services.AddSingleton<ChargePointPasswords>();
        services.AddSingleton<LastSeen>();
        services.AddSingleton<CallReader>();
        services.AddSingleton<TokenReader>();
        services.AddSingleton<StreamStates>();
        services.AddSingleton<LiveEvents>();
    }

    public static void MapApi(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages(AnswerAsync);
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use((http, next) =>
        {
            EscapedNames.Restore(http);
            return next(http);
        });
        OpenApiDocument.Map(app);

        var api = app.MapGroup("/api/v1").RequireAuthorization().RefusesUnknownParameters().Refuses(401, 403, 503);
        api.AddEndpointFilter((context, next) =>
        {
            context.HttpContext.Response.Headers.CacheControl = "no-store";
            return next(context);
        });
        ChargePointsApi.Map(api);
        CallsApi.Map(api);
        TokensApi.Map(api);
        TransactionsApi.Map(api);
        StreamsApi.Map(api);
        EventsApi.Map(api);
        app.MapFallback("/api/{**rest}", () => Problem.Of(StatusCodes.Status404NotFound, "not_found", "There is nothing at this address; /api/docs lists what there is."))
            .ExcludeFromDescription();
    }

    /// <summary>What the framework refuses without a word (no such method, no such media type) is a problem like all others.</summary>
    private static Task AnswerAsync(Microsoft.AspNetCore.Diagnostics.StatusCodeContext context)
    {
        var http = context.HttpContext;
        return http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            ? Problem.Of(http.Response.StatusCode, Problem.CodeOf(http.Response.StatusCode), Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(http.Response.StatusCode)).ExecuteAsync(http)
            : Task.CompletedTask;
    }
}
