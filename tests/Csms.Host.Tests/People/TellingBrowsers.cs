using System.Net;
using System.Text.RegularExpressions;

namespace Csms.Host.Tests.People;

public partial class TellingBrowsers(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    [Theory]
    [InlineData("/", HttpStatusCode.Redirect)]
    [InlineData("/api/docs", HttpStatusCode.OK)]
    [InlineData("/api/docs/swagger-ui.css", HttpStatusCode.OK)]
    [InlineData("/api/v1/openapi.json", HttpStatusCode.OK)]
    [InlineData("/api/v1/transactions", HttpStatusCode.Unauthorized)]
    [InlineData("/api/v1/nothing-here", HttpStatusCode.NotFound)]
    [InlineData("/health/live", HttpStatusCode.OK)]
    [InlineData("/files/d/nonsense/x", HttpStatusCode.NotFound)]
    [InlineData("/nothing-here", HttpStatusCode.NotFound)]
    public async Task What_they_may_load_and_who_may_frame_it(string path, HttpStatusCode status)
    {
        using var response = await SendAsync(csms.Http, path, host: null);

        response.StatusCode.ShouldBe(status);
        var policy = One(response, "Content-Security-Policy");
        policy.ShouldContain("default-src 'self'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("unsafe-eval");
        if (!path.StartsWith("/api/docs", StringComparison.Ordinal))
            policy.ShouldNotContain("unsafe");
        One(response, "X-Content-Type-Options").ShouldBe("nosniff");
        One(response, "Referrer-Policy").ShouldBe("no-referrer");
        One(response, "Permissions-Policy").ShouldContain("camera=()");
        One(response, "Cross-Origin-Opener-Policy").ShouldBe("same-origin");
        response.Headers.Contains("Strict-Transport-Security").ShouldBeFalse();
        response.Headers.Contains("Server").ShouldBeFalse();
    }

    [Theory]
    [InlineData("csms.example", true)]
    [InlineData("localhost", false)]
    [InlineData("127.0.0.1", false)]
    public async Task To_stay_with_https_unless_it_is_this_machine(string host, bool isTold)
    {
        using var response = await SendAsync(csms.Https, "/health/live", host);

        response.Headers.Contains("Strict-Transport-Security").ShouldBe(isTold);
    }

    [Fact]
    public async Task Nothing_that_the_pages_of_the_documentation_break()
    {
        var page = await csms.Admin.GetStringAsync(new Uri("/api/docs", UriKind.Relative));

        InlineScript().IsMatch(page).ShouldBeFalse(page);
        page.ShouldNotContain("https://");
    }

    private static async Task<HttpResponseMessage> SendAsync(Uri address, string path, string? host)
    {
#pragma warning disable CA5400, CA5399 // A development certificate, made for this test.
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        using var client = new HttpClient(handler) { BaseAddress = address };
#pragma warning restore CA5400, CA5399
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = host;
        return await client.SendAsync(request);
    }

    private static string One(HttpResponseMessage response, string name) => response.Headers.GetValues(name).ShouldHaveSingleItem();

    [GeneratedRegex(@"<script(?![^>]*\bsrc=)[^>]*>\s*\S|\son\w+=", RegexOptions.IgnoreCase)]
    private static partial Regex InlineScript();
}
