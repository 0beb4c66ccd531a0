using System.Net;
using System.Net.Http.Headers;
using Csms.Host.ConsoleFiles;

namespace Csms.Host.Tests.ConsoleFiles;

/// <summary>A host whose console is one page and one script.</summary>
public sealed class BuiltConsole : CsmsFixture
{
    private readonly string folder = Directory.CreateTempSubdirectory("csms-console-").FullName;

    public BuiltConsole()
    {
        Directory.CreateDirectory(Path.Combine(folder, "assets"));
        File.WriteAllText(Path.Combine(folder, "index.html"), "<!doctype html><title>CSMS</title>");
        File.WriteAllText(Path.Combine(folder, "assets", "index-a1b2c3.js"), "export {};");
        File.WriteAllText(Path.Combine(folder, "assets", "index-a1b2c3.js.br"), "compressed");
    }

    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { [ConsoleFolder.Setting] = folder };
}

public class ServingTheConsole(BuiltConsole csms) : IClassFixture<BuiltConsole>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/charge-points/CP-1.2?tab=log")]
    public async Task Answers_every_address_of_its_own_with_the_page(string address)
    {
        using var answer = await GetAsync(address);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        answer.Headers.CacheControl!.NoCache.ShouldBeTrue();
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("script-src 'self';");
    }

    [Fact]
    public async Task Lets_browsers_keep_what_has_a_hash_in_its_name_and_sends_what_the_build_compressed()
    {
        using var plain = await GetAsync("/assets/index-a1b2c3.js");
        using var compressed = await GetAsync("/assets/index-a1b2c3.js", "br");
        using var declined = await GetAsync("/assets/index-a1b2c3.js", "br;q=0");

        plain.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromDays(365));
        plain.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
        (await plain.Content.ReadAsStringAsync()).ShouldBe("export {};");
        compressed.Content.Headers.ContentEncoding.ShouldBe(["br"]);
        (await compressed.Content.ReadAsStringAsync()).ShouldBe("compressed");
        declined.Content.Headers.ContentEncoding.ShouldBeEmpty();
    }

    [Fact]
    public async Task Says_that_nothing_changed_to_whoever_has_the_page()
    {
        using var first = await GetAsync("/");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(csms.Http, "/"));
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var again = await csms.Admin.SendAsync(request);

        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("/assets/gone.js", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/gone", HttpStatusCode.NotFound)]
    [InlineData("/health/live", HttpStatusCode.OK)]
    public async Task Leaves_to_others_what_is_theirs(string address, HttpStatusCode status)
    {
        using var answer = await GetAsync(address);

        answer.StatusCode.ShouldBe(status);
        answer.Content.Headers.ContentType?.MediaType.ShouldNotBe("text/html");
    }

    private async Task<HttpResponseMessage> GetAsync(string address, string? encoding = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(csms.Http, address));
        if (encoding is not null)
            request.Headers.AcceptEncoding.Add(StringWithQualityHeaderValue.Parse(encoding));
        return await csms.Admin.SendAsync(request);
    }
}

public class ServingWithoutAConsole(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    [Fact]
    public async Task Leads_to_the_documentation_of_the_api()
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, CheckCertificateRevocationList = true };
        using var client = new HttpClient(handler);

        using var root = await client.GetAsync(csms.Http);
        using var page = await client.GetAsync(new Uri(csms.Http, "/charge-points"));

        root.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        root.Headers.Location!.ToString().ShouldBe("/api/docs");
        page.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
