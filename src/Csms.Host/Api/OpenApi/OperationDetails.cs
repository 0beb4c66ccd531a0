using System.Text.Json.Nodes;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Security;
using Csms.Host.Security;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Csms.Host.Api.OpenApi;

/// <summary>Adds to every operation what no signature says: examples, the headers of reads and writes, and bodies that handlers read themselves.</summary>
internal sealed class OperationDetails : IOperationFilter
{
    /// <summary>Names the permission an operation needs; one without is open to everybody.</summary>
    public const string PermissionExtension = "x-permission";

    private const string Written = "Sequence of the last event this caused; absent when nothing had to change. Hand it to a read as `minPosition`.";

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<AcceptsAnyPayload>().Any())
            operation.RequestBody = Payload();
        else if (metadata.OfType<AcceptsFile>().Any())
            operation.RequestBody = FileBody();
        else if (context.ApiDescription.ParameterDescriptions.FirstOrDefault(p => p.Source?.Id == "Body") is { } body)
            Illustrate(operation.RequestBody?.Content, body.Type);
        foreach (var supported in context.ApiDescription.SupportedResponseTypes.Where(r => r.Type is not null))
        {
            if (operation.Responses?.TryGetValue(supported.StatusCode.ToString(System.Globalization.CultureInfo.InvariantCulture), out var response) == true)
                Illustrate(response.Content, supported.Type!, supported.StatusCode);
        }

        if (metadata.OfType<AnswersFromReadModels>().Any())
            AddPosition(operation);
        if (context.ApiDescription.HttpMethod is not "GET")
            AddHeader(operation, ProjectionFreshness.EventSequence, Written);
        if (metadata.OfType<NeededPermission>().FirstOrDefault() is { } needed)
            (operation.Extensions ??= new Dictionary<string, IOpenApiExtension>())[PermissionExtension] = new JsonNodeExtension(Permissions.NameOf(needed.Permission));
        else
            operation.Security = [];
        Sort(operation);
    }

    /// <summary>Success first: what a group of endpoints refuses is listed before what each answers.</summary>
    private static void Sort(OpenApiOperation operation)
    {
        var sorted = new OpenApiResponses();
        foreach (var (status, response) in operation.Responses?.OrderBy(r => r.Key, StringComparer.Ordinal).ToArray() ?? [])
            sorted.Add(status, response);
        operation.Responses = sorted;
    }

    private static void Illustrate(IDictionary<string, IOpenApiMediaType>? content, Type type, int status = StatusCodes.Status200OK)
    {
        foreach (var media in content?.Values.OfType<OpenApiMediaType>() ?? [])
        {
            media.Example = TypeExamples.Of(type);
            if (media.Example is JsonObject example && status >= StatusCodes.Status400BadRequest)
                ProblemExamples.Fit(example, status);
        }
    }

    private static void AddPosition(OpenApiOperation operation)
    {
        (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = ProjectionFreshness.MinPosition,
            In = ParameterLocation.Query,
            Description = "Wait (up to 10 seconds) until the answer contains the event with this sequence.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" },
        });
        AddHeader(operation, ProjectionFreshness.Position, "The answer contains every event up to this sequence.");
    }

    private static void AddHeader(OpenApiOperation operation, string name, string description)
    {
        foreach (var response in operation.Responses?.Where(r => r.Key.StartsWith('2')).Select(r => r.Value).OfType<OpenApiResponse>() ?? [])
        {
            (response.Headers ??= new Dictionary<string, IOpenApiHeader>())[name] =
                new OpenApiHeader { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" } };
        }
    }

    private static OpenApiRequestBody Payload() => new()
    {
        Description = "The OCPP payload exactly as it goes on the wire.",
        Required = false,
        Content = new Dictionary<string, IOpenApiMediaType>
        {
            ["application/json"] = new OpenApiMediaType
            {
                Schema = new OpenApiSchema { Type = JsonSchemaType.Object },
                Examples = PayloadExamples.All.ToDictionary(e => e.Key, e => (IOpenApiExample)new OpenApiExample { Value = JsonNode.Parse(e.Value) }),
            },
        },
    };

    private static OpenApiRequestBody FileBody() => new()
    {
        Description = "The file, or a multipart form with one file in it.",
        Required = true,
        Content = new Dictionary<string, IOpenApiMediaType>
        {
            ["application/octet-stream"] = new OpenApiMediaType
            {
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
                Example = "(the bytes)",
            },
        },
    };
}
