using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Csms.Host.Api.Requests;
using Csms.ReadModels;
using Microsoft.AspNetCore.Mvc;

namespace Csms.Host.Api.OpenApi;

/// <summary>The example of a body: a static property <c>Example</c> beside it, so that it changes when the body does.</summary>
internal static class TypeExamples
{
    private static readonly JsonNode Refusal = JsonNode.Parse(
        """
        {
          "type": "https://tools.ietf.org/html/rfc9110#section-15.5.1",
          "title": "Bad Request",
          "status": 400,
          "detail": "securityProfile: is not from 0 to 3",
          "code": "invalid_body",
          "errors": { "securityProfile": ["is not from 0 to 3"] }
        }
        """)!;

    public static JsonNode? Of(Type type)
    {
        if (type == typeof(ProblemDetails))
            return Refusal.DeepClone();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Page<>))
            return new JsonObject { ["items"] = new JsonArray(Of(type.GetGenericArguments()[0])), ["next"] = "WyIyMDI2LTAxLTMxVDEyOjAwOjAwWiIsIjQ3MTEiXQ" };
        return type.GetProperty("Example", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) is { } example
            ? JsonSerializer.SerializeToNode(example, type, ApiJson.Options)
            : null;
    }
}
