using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Csms.Host.Api.Events;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace Csms.Host.Api.Requests;

/// <summary>Says which part of a request could not be read, in the client's words and not in those of the deserializer.</summary>
internal static partial class UnreadableRequest
{
    public const string InvalidBody = "invalid_body";
    public const string InvalidParameter = "invalid_parameter";

    public static ProblemHttpResult ToProblem(BadHttpRequestException exception, Endpoint? endpoint) => exception switch
    {
        { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            Problem.Of(exception.StatusCode, "body_too_large", "The body is larger than this server reads."),
        { StatusCode: StatusCodes.Status415UnsupportedMediaType } =>
            Problem.Of(exception.StatusCode, "unsupported_media_type", "The body must be sent as Content-Type: application/json."),
        { InnerException: JsonException json } => OfBody(json, endpoint?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType),
        _ when UnboundParameter().Match(exception.Message) is { Success: true } match =>
            OfParameter(match.Groups["name"].Value, match.Groups["value"].Value, endpoint),
        _ when MissingParameter().Match(exception.Message) is { Success: true } missing =>
            missing.Groups["source"].Value == "body"
                ? Problem.Of(exception.StatusCode, InvalidBody, "The request needs a body: a JSON object.")
                : Problem.OfMember(InvalidParameter, missing.Groups["name"].Value, "is missing"),
        _ => Problem.Of(exception.StatusCode, "bad_request", "The request is not well-formed."),
    };

    private static ProblemHttpResult OfParameter(string name, string value, Endpoint? endpoint)
    {
        var parameter = endpoint?.Metadata.OfType<IParameterBindingMetadata>().FirstOrDefault(p => p.ParameterInfo.Name == name)?.ParameterInfo;
        var type = parameter is null ? null : Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        var shown = parameter?.GetCustomAttribute<FromQueryAttribute>()?.Name ?? name;
        return Problem.OfMember(InvalidParameter, shown, $"\"{value}\" {Expected(type)}");
    }

    private static ProblemHttpResult OfBody(JsonException json, Type? body)
    {
        // The reader's own exception type is not public; a conversion that failed has none of its kind inside.
        if (json.GetType() != typeof(JsonException) || json.InnerException is JsonException)
            return Problem.Of(StatusCodes.Status400BadRequest, "invalid_json", $"The body is not JSON: line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1}.");
        var member = UnknownMember().Match(json.Message) is { Success: true } unknown ? unknown.Groups["name"].Value : MemberOf(json.Path);
        if (json.Message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal))
            return Problem.OfMember(InvalidBody, member, "is not a member of this body");
        if (json.Message.StartsWith("Duplicate property", StringComparison.Ordinal))
            return Problem.OfMember(InvalidBody, member, "is there twice");
        return member.Length == 0
            ? Problem.Of(StatusCodes.Status400BadRequest, InvalidBody, "The body must be a JSON object.")
            : Problem.OfMember(InvalidBody, member, Expected(TypeOf(body, member)));
    }

    private static string MemberOf(string? path) => path is null or "$" ? string.Empty : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path[1..];

    private static Type? TypeOf(Type? body, string member) =>
        body?.GetProperties().FirstOrDefault(p => string.Equals(p.Name, member, StringComparison.OrdinalIgnoreCase))?.PropertyType is { } type
            ? Nullable.GetUnderlyingType(type) ?? type
            : null;

    private static string Expected(Type? type) => type switch
    {
        { IsGenericType: true } => Expected(type.GetGenericArguments()[0]),
        { IsEnum: true } => "is not one of " + string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)),
        _ when type == typeof(int) || type == typeof(long) => "is not an integer that fits",
        _ when type == typeof(bool) => "is not true or false",
        _ when type == typeof(Guid) => "is not a UUID",
        _ when type == typeof(AsOfPoint) => "is neither a sequence number nor a date and time of RFC 3339",
        _ when type == typeof(EventTypes) => "is not a list of names of events",
        _ when type == typeof(DateTimeOffset) || type == typeof(Instant) => "is not a date and time of RFC 3339, e.g. 2026-01-31T12:00:00Z",
        _ when type == typeof(string) => "is not a text",
        _ => "cannot be read",
    };

    [GeneratedRegex("""^Failed to bind parameter "(?<type>\S+) (?<name>\w+)" from "(?<value>.*)"\.$""", RegexOptions.Singleline)]
    private static partial Regex UnboundParameter();

    [GeneratedRegex("""parameter "\S+ (?<name>\w+)" was not provided from (?<source>\w+)|Implicit (?<source>body) inferred""")]
    private static partial Regex MissingParameter();

    [GeneratedRegex("""property '(?<name>[^']*)'""")]
    private static partial Regex UnknownMember();
}
