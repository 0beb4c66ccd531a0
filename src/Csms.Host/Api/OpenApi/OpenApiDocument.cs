using System.Text.Json;
using System.Text.Json.Nodes;
using Csms.Domain.Anomalies;
using Csms.Domain.ChargePoints;
using Csms.Domain.ChargingProfiles;
using Csms.Domain.Tokens;
using Csms.EventStore.Journal;
using Csms.Host.Api.Analysis;
using Csms.Host.Api.Anomalies;
using Csms.Host.Api.ChargingProfiles;
using Csms.Host.Api.Events;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Reservations;
using Csms.Host.Api.Security;
using Csms.Host.Api.Transactions;
using Csms.ReadModels;
using Csms.ReadModels.Analysis;
using Microsoft.OpenApi;

namespace Csms.Host.Api.OpenApi;

/// <summary>The document at <c>/api/v1/openapi.json</c> and the pages at <c>/api/docs</c>, open to everyone.</summary>
internal static class OpenApiDocument
{
    private const string DocsPath = "/api/docs";

    public static void Add(IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc("v1", new OpenApiInfo { Title = "CSMS", Version = "v1", Description = Introduction });
            options.IncludeXmlComments(typeof(OpenApiDocument).Assembly);
            options.SupportNonNullableReferenceTypes();
            options.NonNullableReferenceTypesAsRequired();
            options.CustomSchemaIds(SchemaName);
            options.MapType<Instant>(() => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" });
            options.MapType<Zone>(() => new OpenApiSchema { Type = JsonSchemaType.String });
            options.MapType<Choice<Bucket>>(OneOf<Bucket>);
            options.MapType<Choice<ReportProfile>>(OneOf<ReportProfile>);
            options.MapType<Choice<RowFormat>>(OneOf<RowFormat>);
            options.MapType<AsOfPoint>(() => new OpenApiSchema { Type = JsonSchemaType.String });
            options.MapType<EventTypes>(() => new OpenApiSchema { Type = JsonSchemaType.String });
            options.MapType<Choice<RegistrationPolicy>>(OneOf<RegistrationPolicy>);
            options.MapType<Choice<TokenStatus>>(OneOf<TokenStatus>);
            options.MapType<Choice<TransactionStatus>>(OneOf<TransactionStatus>);
            options.MapType<Choice<ReservationState>>(OneOf<ReservationState>);
            options.MapType<Choice<ProfileState>>(OneOf<ProfileState>);
            options.MapType<Choice<ChargingProfilePurpose>>(OneOf<ChargingProfilePurpose>);
            options.MapType<Choice<ChargingRateUnit>>(OneOf<ChargingRateUnit>);
            options.MapType<Choice<JournalDirection>>(OneOf<JournalDirection>);
            options.MapType<Choice<JournalOutcome>>(OneOf<JournalOutcome>);
            options.MapType<Choice<AnomalyKind>>(OneOf<AnomalyKind>);
            options.MapType<Choice<AnomalySeverity>>(OneOf<AnomalySeverity>);
            options.MapType<Choice<AnomalyState>>(OneOf<AnomalyState>);
            options.OperationFilter<OperationDetails>();
            options.SchemaFilter<ProblemMembers>();
            options.AddSecurityDefinition(KeyAuthentication.SchemeName, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "An API key. The first one is in `admin.key` in the data folder; `csms keys` makes more.",
            });
            options.AddSecurityDefinition(SessionAuthentication.SchemeName, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = "csms-session",
                Description = "The cookie of a login (`POST /session`); over HTTPS it is called `__Host-csms-session`.",
            });
            options.AddSecurityRequirement(document => new OpenApiSecurityRequirement
            {
                [new OpenApiSecuritySchemeReference(KeyAuthentication.SchemeName, document)] = [],
            });
            options.AddSecurityRequirement(document => new OpenApiSecurityRequirement
            {
                [new OpenApiSecuritySchemeReference(SessionAuthentication.SchemeName, document)] = [],
            });
        });
    }

    public static void Map(WebApplication app)
    {
        app.MapSwagger("/api/{documentName}/openapi.json").AllowAnonymous();
        app.Use((http, next) =>
        {
            // The page itself and not a redirection to it: /api/docs is what people type.
            if (http.Request.Path == DocsPath || http.Request.Path == DocsPath + "/")
                http.Request.Path = DocsPath + "/index.html";
            return next(http);
        });
        app.UseSwaggerUI(options =>
        {
            options.RoutePrefix = DocsPath.TrimStart('/');
            options.DocumentTitle = "CSMS API";
            options.SwaggerEndpoint("/api/v1/openapi.json", "v1");
            var page = options.IndexStream;
            options.IndexStream = () => WithBase(page());
        });
    }

    private static OpenApiSchema OneOf<T>()
        where T : struct, Enum =>
        new() { Type = JsonSchemaType.String, Enum = [.. Enum.GetNames<T>().Select(name => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(name))] };

    private static string SchemaName(Type type)
    {
        var name = type.Name.EndsWith("View", StringComparison.Ordinal) ? type.Name[..^"View".Length] : type.Name;
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Page<>) ? SchemaName(type.GetGenericArguments()[0]) + "Page" : name;
    }

    /// <summary>Its links are relative, and /api/docs has no slash at its end.</summary>
    private static MemoryStream WithBase(Stream page)
    {
        using var reader = new StreamReader(page);
        var html = reader.ReadToEnd().Replace("<head>", $"<head><base href=\"{DocsPath}/\">", StringComparison.Ordinal);
        return new MemoryStream(System.Text.Encoding.UTF8.GetBytes(html));
    }

    private const string Introduction =
        """
        Charge points, what they report, and what is asked of them.

        **Refusals** are ProblemDetails (RFC 9457) with a stable `code`; where a member or a parameter is wrong, `errors` names it.

        **Reading your own writes.** A write answers with `X-Event-Sequence`, the number of the event it became. Lists are answered from read models, which are
        usually milliseconds behind; `X-Projection-Position` says up to which event an answer is complete, and `?minPosition=` waits until it is far enough.
        Reading one thing by its id waits by itself for what was stored when it was asked.

        **Pages**: hand `next` in as `after`. `from` is included, `to` is not. Times are RFC 3339 and answered in UTC. Members without a value are left out.

        **Editing**: `ETag` of a GET, handed in as `If-Match`, refuses a change (412) when somebody else was faster.
        """;
}
