using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Csms.Host.Tests.Api;

/// <summary>What the API said.</summary>
internal sealed record RestAnswer(HttpStatusCode Status, JsonNode? Body, IReadOnlyDictionary<string, string> Headers)
{
    public string? Code => (string?)Body?["code"];

    public JsonNode this[string member] => Body?[member] ?? throw new InvalidOperationException($"No {member} in {(int)Status} {Body?.ToJsonString()}");

    /// <summary>The ids of a page's items.</summary>
    public IReadOnlyList<JsonNode> Items => [.. this["items"].AsArray().Select(item => item!)];
}

internal static class Rest
{
    public static async Task<RestAnswer> SendAsync(this HttpClient client, string method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/v1{path}");
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new RestAnswer(
            response.StatusCode,
            text.Length == 0 ? null : JsonNode.Parse(text),
            response.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase));
    }

    public static Task<RestAnswer> ReadAsync(this HttpClient client, string path) => client.SendAsync("GET", path);

    public static async Task<RestAnswer> ShouldBeAsync(this Task<RestAnswer> answering, HttpStatusCode status, string? code = null)
    {
        var answer = await answering;
        answer.Status.ShouldBe(status, answer.Body?.ToJsonString());
        if (code is not null)
            answer.Code.ShouldBe(code, answer.Body?.ToJsonString());
        return answer;
    }
}
