using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Csms.Domain.Access;
using Csms.Host.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Csms.Host.Tests.People;

/// <summary>docs/roles.md is the measure: what it says is tried on every endpoint of the API document.</summary>
public partial class PermittingRoles(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    private static readonly string[] OpenOperations = ["logIn"];

    public static TheoryData<Role> EveryRole => [.. Enum.GetValues<Role>()];

    [Fact]
    public async Task Asks_a_permission_of_every_operation()
    {
        var operations = await OperationsAsync();

        operations.Count.ShouldBeGreaterThan(60);
        foreach (var (method, path, operation) in operations)
        {
            if (OpenOperations.Contains((string)operation["operationId"]!))
                operation["security"]!.AsArray().ShouldBeEmpty();
            else
                ((string?)operation["x-permission"]).ShouldNotBeNull($"{method} {path} says nowhere what it needs: .Needs(Permission.X)");
        }

        operations.Select(o => (string?)o.Operation["x-permission"]).OfType<string>().Distinct()
            .ShouldBe(Permissions.All.Where(p => p is not (Permission.ReadPersons or Permission.LowerSecurity or Permission.ManageExports)).Select(Permissions.NameOf), ignoreOrder: true);
    }

    [Fact]
    public void Leaves_no_route_to_the_policy_that_refuses_everything()
    {
        var routes = csms.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToArray();

        routes.Length.ShouldBeGreaterThan(60);
        foreach (var route in routes)
            (route.Metadata.GetMetadata<IAuthorizeData>() as object ?? route.Metadata.GetMetadata<IAllowAnonymous>()).ShouldNotBeNull(route.DisplayName);
    }

    [Fact]
    public void Is_written_down_as_it_is()
    {
        var documented = Documented();

        documented.Keys.ShouldBe(Permissions.All.Select(Permissions.NameOf));
        foreach (var permission in Permissions.All)
        {
            var (roles, purpose) = documented[Permissions.NameOf(permission)];
            roles.ShouldBe(Enum.GetValues<Role>().Where(role => Permissions.Of(role).Contains(permission)), ignoreOrder: true, Permissions.NameOf(permission));
            purpose.ShouldBe(Permissions.PurposeOf(permission));
        }
    }

    [Theory]
    [MemberData(nameof(EveryRole))]
    public async Task Allows_what_the_table_says_and_nothing_else(Role role)
    {
        var documented = Documented();
        using var client = await csms.WithKeyAsync(Roles.NameOf(role));
        var wrong = new List<string>();
        foreach (var (method, path, operation) in await OperationsAsync())
        {
            if ((string?)operation["x-permission"] is not { } permission)
                continue;
            var status = await TryAsync(client, method, path, operation);
            var allowed = documented[permission].Roles.Contains(role);
            if (status is HttpStatusCode.Unauthorized or HttpStatusCode.InternalServerError || (status == HttpStatusCode.Forbidden) == allowed)
                wrong.Add($"{method} {path} ({permission}): {(int)status}");
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Allows_strangers_nothing()
    {
        using var stranger = new HttpClient { BaseAddress = csms.Http };
        foreach (var (method, path, operation) in (await OperationsAsync()).Where(o => o.Operation["x-permission"] is not null))
            (await TryAsync(stranger, method, path, operation)).ShouldBe(HttpStatusCode.Unauthorized, $"{method} {path}");
    }

    /// <summary>For things that are not there, with a body that is none: what is allowed comes to nothing.</summary>
    private static async Task<HttpStatusCode> TryAsync(HttpClient client, string method, string path, JsonNode operation)
    {
        var address = Placeholder().Replace(path, match => ValueOf(operation, match.Groups[1].Value));
        using var request = new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), address);
        if (operation["requestBody"] is not null)
            request.Content = new StringContent("nonsense", Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return response.StatusCode;
    }

    private static string ValueOf(JsonNode operation, string parameter)
    {
        var schema = operation["parameters"]?.AsArray().Single(p => (string?)p!["name"] == parameter && (string?)p["in"] == "path")!["schema"]!;
        return ((string?)schema["format"], (string?)schema["type"]) switch
        {
            ("uuid", _) => "6f1b0d4e-3f0c-4c5e-9a53-000000000000",
            (_, "integer") => "999999",
            _ => "nobody",
        };
    }

    private async Task<IReadOnlyList<(string Method, string Path, JsonNode Operation)>> OperationsAsync()
    {
        var document = JsonNode.Parse(await csms.Admin.GetStringAsync(new Uri("/api/v1/openapi.json", UriKind.Relative)))!;
        return
        [
            .. from path in document["paths"]!.AsObject()
               from operation in path.Value!.AsObject()
               select (operation.Key, path.Key, operation.Value!),
        ];
    }

    private static Dictionary<string, (Role[] Roles, string Purpose)> Documented() =>
        File.ReadLines(Path.Combine(RepositoryRoot(), "docs", "roles.md"))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length == 8 && cells[1].StartsWith('`'))
            .ToDictionary(
                cells => cells[1].Trim('`'),
                cells => (Enum.GetValues<Role>().Where(role => cells[2 + (int)role] == "yes").ToArray(), cells[6]));

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Csms.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();
}

internal static class Callers
{
    extension(CsmsFixture csms)
    {
        /// <summary>A client with a key of its own.</summary>
        public async Task<HttpClient> WithKeyAsync(string role, string[]? scopes = null, DateTimeOffset? expiresAt = null)
        {
            var keys = csms.Services.GetRequiredService<ApiKeys>();
            var (key, secret) = keys.New($"{role}-{Guid.NewGuid():N}", role, scopes, expiresAt);
            await keys.StoreAsync(key, secret, CancellationToken.None);
            var client = new HttpClient { BaseAddress = csms.Http };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
            return client;
        }
    }
}
