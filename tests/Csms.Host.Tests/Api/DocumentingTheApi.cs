using System.Text.Json;
using System.Text.Json.Nodes;
using Csms.Testing;

namespace Csms.Host.Tests.Api;

public class DocumentingTheApi(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    [Fact]
    public async Task Is_done_by_this_document() => Snapshot.Match(this, (await DocumentAsync()).ToJsonString(new JsonSerializerOptions { WriteIndented = true }));

    [Fact]
    public async Task Shows_an_example_of_every_body_and_every_answer()
    {
        foreach (var (name, operation) in Operations(await DocumentAsync()))
        {
            ((string?)operation["summary"]).ShouldNotBeNullOrEmpty(name);
            foreach (var body in operation["responses"]!.AsObject().Select(response => response.Value!).Append(operation["requestBody"]))
            {
                foreach (var media in body?["content"]?.AsObject() ?? [])
                    (media.Value!["example"] ?? media.Value["examples"]).ShouldNotBeNull($"{name} {body!["description"]} {media.Key}");
            }
        }
    }

    [Fact]
    public async Task Describes_every_parameter()
    {
        foreach (var (name, operation) in Operations(await DocumentAsync()))
        {
            foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
                ((string?)parameter!["description"]).ShouldNotBeNullOrEmpty($"{name} {parameter["name"]}");
        }
    }

    [Fact]
    public async Task Says_that_a_key_is_needed_and_how_requests_are_refused()
    {
        var document = await DocumentAsync();

        ((string?)document["components"]!["securitySchemes"]!["Bearer"]!["scheme"]).ShouldBe("bearer");
        document["security"].ShouldNotBeNull();
        foreach (var (name, operation) in Operations(document))
            operation["responses"]!["401"]!["content"]!["application/problem+json"].ShouldNotBeNull(name);
    }

    private async Task<JsonNode> DocumentAsync() => JsonNode.Parse(await csms.Admin.GetStringAsync(new Uri("/api/v1/openapi.json", UriKind.Relative)))!;

    private static IEnumerable<(string Name, JsonNode Operation)> Operations(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select ($"{operation.Key} {path.Key}", operation.Value!);
}
