using System.Net;
using Csms.Host.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Csms.Host.Tests.Telemetry;

public class WithoutADatabase
{
    [Fact]
    public async Task The_host_lives_and_is_not_ready_and_says_so()
    {
        var folder = Directory.CreateTempSubdirectory("csms-test-").FullName;
        try
        {
            await using var app = CsmsApplication.Build(new ServeOptions(folder, HttpPort: 0, HttpsPort: 0), "Host=127.0.0.1;Port=1;Username=x;Timeout=2");
            await app.StartAsync();
            var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(a => a.StartsWith("http:", StringComparison.Ordinal));
            using var client = new HttpClient { BaseAddress = new Uri(address) };

            (await StatusAsync(client, "/health/live")).ShouldBe(HttpStatusCode.OK);
            (await StatusAsync(client, "/health/ready")).ShouldBe(HttpStatusCode.ServiceUnavailable);
            var told = Exposition.Parse(await client.GetStringAsync(new Uri("/metrics", UriKind.Relative)));

            told.Value("csms_database_up").ShouldBe(0);
            told.Samples.ShouldNotContain(sample => sample.Name == "csms_projection_lag_seconds");
            told.Samples.ShouldNotContain(sample => sample.Name == "csms_seal_lag_events");
            await app.StopAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        return response.StatusCode;
    }
}
