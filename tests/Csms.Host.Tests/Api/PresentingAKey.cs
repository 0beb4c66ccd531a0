using System.Net;
using System.Net.Http.Headers;
using Csms.Host.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Csms.Host.Tests.Api;

public class PresentingAKey(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer csms_nonsense")]
    [InlineData("Bearer csms_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("Basic YTpi")]
    public async Task Is_demanded_for_everything_under_v1(string? authorization)
    {
        using var client = new HttpClient { BaseAddress = csms.Http };
        (string, string)[] headers = authorization is null ? [] : [("Authorization", authorization)];

        var refused = await client.SendAsync("GET", "/transactions", null, headers).ShouldBeAsync(HttpStatusCode.Unauthorized, "unauthorized");

        refused.Headers["WWW-Authenticate"].ShouldStartWith("Bearer realm=");
        await client.SendAsync("POST", "/charge-points", "nonsense", headers).ShouldBeAsync(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task Of_an_auditor_reads_and_does_not_write()
    {
        using var reader = await ClientAsync("auditor");

        await reader.ReadAsync("/charge-points").ShouldBeAsync(HttpStatusCode.OK);
        await reader.SendAsync("POST", "/charge-points", """{"id":"CP-READER"}""").ShouldBeAsync(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task Names_the_actor_of_what_it_does()
    {
        using var client = await ClientAsync("operator");

        await client.SendAsync("POST", "/charge-points", """{"id":"CP-ACTOR","securityProfile":0}""").ShouldBeAsync(HttpStatusCode.Created);

        (await csms.EventsOfAsync("charge-point-CP-ACTOR")).ShouldAllBe(e => e.Metadata.Actor == "key:operator-key");
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/api/docs")]
    [InlineData("/api/docs/")]
    [InlineData("/api/docs/swagger-ui.css")]
    [InlineData("/api/v1/openapi.json")]
    public async Task Is_not_demanded_for_documentation_and_health(string path)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CheckCertificateRevocationList = true }) { BaseAddress = csms.Http };

        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<HttpClient> ClientAsync(string role)
    {
        var key = await csms.Services.GetRequiredService<ApiKeys>().IssueAsync($"{role}-key", role, CancellationToken.None);
        var client = new HttpClient { BaseAddress = csms.Http };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }
}
