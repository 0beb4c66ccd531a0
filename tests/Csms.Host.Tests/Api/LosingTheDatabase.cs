using System.Net;
using System.Net.Http.Headers;
using Csms.Host.Hosting;
using Csms.Host.Security;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Csms.Host.Tests.Api;

public class LosingTheDatabase
{
    private const string NobodyListens = "Host=127.0.0.1;Port=1;Username=x;Timeout=2";

    [Theory]
    [InlineData("GET", "/transactions", null)]
    [InlineData("POST", "/charge-points", """{"id":"X"}""")]
    public async Task Is_told_to_come_back_later(string method, string path, string? body)
    {
        var folder = Directory.CreateTempSubdirectory("csms-test-").FullName;
        try
        {
            await using var app = CsmsApplication.Build(new ServeOptions(folder, HttpPort: 0, HttpsPort: 0), NobodyListens);
            await app.StartAsync();
            var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(a => a.StartsWith("http:", StringComparison.Ordinal));
            using var client = new HttpClient { BaseAddress = new Uri(address) };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey.NewSecret());

            var refused = await client.SendAsync(method, path, body).ShouldBeAsync(HttpStatusCode.ServiceUnavailable, "unavailable");

            refused.Headers.Keys.ShouldContain("Retry-After");
            await app.StopAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
