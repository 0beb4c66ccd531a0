using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Csms.Host.Security;
using Csms.Host.Tests.Api;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Csms.Host.Tests.People;

/// <summary>A host that logs everything there is to log, and secrets that pass through it in every way there is.</summary>
public class KeepingSecretsOutOfLogs(KeepingSecretsOutOfLogs.TalkativeHost csms) : IClassFixture<KeepingSecretsOutOfLogs.TalkativeHost>
{
    private const string BasicPassword = "b4s1c-0123456789-secret";
    private const string NewKey = "auth0r1zation-key-0123456";
    private const string WrongPassword = "wr0ng-password-0123456";
    private const string IdTag = "TAG5ECRET0123";
    private const string QueriedTag = "QUERIED5ECRET7";
    private const string UrlPassword = "url-p4ssword-0123456";

    [Fact]
    public async Task Neither_at_trace_nor_in_activities_nor_in_refusals()
    {
        using var activities = new Activities();
        List<string> secrets = [BasicPassword, Convert.ToBase64String(Encoding.UTF8.GetBytes("L-SECRET:" + BasicPassword)), NewKey, WrongPassword, IdTag, QueriedTag, UrlPassword];
        var refusals = new StringBuilder();

        var (browser, id) = await csms.LoggedInAsync("discreet", "administrator");
        using var logged = browser;
        secrets.Add(People.Password);
        secrets.Add(browser.Cookies.GetCookieHeader(csms.Http).Split('=')[1]);
        refusals.Append((await browser.LogInAsync("discreet", WrongPassword)).Body);
        refusals.Append((await browser.LogInAsync(WrongPassword, WrongPassword)).Body);
        refusals.Append((await browser.ChangePasswordAsync(WrongPassword, "three four open the door")).Body);
        secrets.Add((string)(await csms.Admin.SendAsync("POST", $"/users/{id}/reset-password"))["oneTimePassword"]!);
        secrets.Add((string)(await csms.Admin.SendAsync("POST", "/api-keys", """{"name":"k","role":"auditor"}"""))["secret"]!);
        secrets.Add(csms.Admin.DefaultRequestHeaders.Authorization!.Parameter!);
        var unknownKey = ApiKey.NewSecret();
        secrets.Add(unknownKey);
        using (var stranger = new HttpClient { BaseAddress = csms.Http })
        {
            stranger.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", unknownKey);
            refusals.Append((await stranger.ReadAsync("/session").ShouldBeAsync(HttpStatusCode.Unauthorized)).Body);
        }

        await ChargeAsync();
        await csms.Admin.SendAsync("POST", "/tokens", new JsonObject { ["idTag"] = IdTag }.ToJsonString());
        refusals.Append((await csms.Admin.SendAsync("POST", "/tokens", new JsonObject { ["idTag"] = IdTag, ["parentIdTag"] = QueriedTag + "\u0007" }.ToJsonString())).Body);
        foreach (var path in (string[])["/tokens?idTag=", "/transactions?idTag=", "/authorizations?idTag=", "/reservations?idTag="])
            await csms.Admin.ReadAsync(path + QueriedTag).ShouldBeAsync(HttpStatusCode.OK);
        using (var file = await csms.Admin.GetAsync(new Uri("/files/d/" + unknownKey + "/x", UriKind.Relative)))
            file.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        refusals.Append((await csms.Admin.ReadAsync("/journal?chargePointId=L-SECRET")).Body);
        refusals.Append((await csms.Admin.ReadAsync("/events?limit=1000")).Body);

        csms.Log.Lines.Count.ShouldBeGreaterThan(100);
        activities.Seen.ShouldNotBeEmpty();
        foreach (var secret in secrets)
        {
            csms.Log.Lines.Where(line => line.Contains(secret, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty(secret);
            activities.Seen.Where(text => text.Contains(secret, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty(secret);
            refusals.ToString().ShouldNotContain(secret, Case.Insensitive);
        }
    }

    private async Task ChargeAsync()
    {
        await csms.RegisterAsync("L-SECRET", securityProfile: 1, password: BasicPassword);
        await Should.ThrowAsync<Exception>(() => RawChargePoint.ConnectAsync(csms.Ocpp, "L-SECRET", password: WrongPassword));
        await using var wire = await RawChargePoint.ConnectAsync(csms.Ocpp, "L-SECRET", password: BasicPassword);
        await wire.CallAsync("Authorize", $$"""{"idTag":"{{IdTag}}"}""");
        await wire.CallAsync("StartTransaction", $$"""{"connectorId":1,"idTag":"{{IdTag}}","meterStart":0,"timestamp":"2026-01-31T12:00:00Z"}""");
        await wire.SendForFrameAsync($"[2,\"broken\",\"Authorize\",{{\"idTag\":\"{IdTag}\"", "broken");
        var asked = csms.Admin.SendAsync("POST", "/charge-points/L-SECRET/calls/ChangeConfiguration?wait=20", $$"""{"key":"AuthorizationKey","value":"{{NewKey}}"}""");
        await wire.AnswerAsync(await wire.ReceiveCallAsync(), """{"status":"Rejected"}""");
        await asked.ShouldBeAsync(HttpStatusCode.OK);
        asked = csms.Admin.SendAsync("POST", "/charge-points/L-SECRET/calls/RemoteStartTransaction?wait=20", $$"""{"idTag":"{{IdTag}}"}""");
        await wire.AnswerAsync(await wire.ReceiveCallAsync(), """{"status":"Rejected"}""");
        await asked.ShouldBeAsync(HttpStatusCode.OK);
        asked = csms.Admin.SendAsync("POST", "/charge-points/L-SECRET/calls/UpdateFirmware?wait=20", $$"""{"location":"ftp://me:{{UrlPassword}}@example.com/f","retrieveDate":"2026-01-31T12:00:00Z"}""");
        await wire.AnswerAsync(await wire.ReceiveCallAsync(), "{}");
        await asked.ShouldBeAsync(HttpStatusCode.OK);
    }

    public sealed class TalkativeHost : CsmsFixture
    {
        internal EveryLine Log { get; } = new();

        protected override void Add(IServiceCollection services)
        {
            services.AddSingleton<ILoggerProvider>(Log);
            services.Configure<LoggerFilterOptions>(options =>
            {
                options.MinLevel = LogLevel.Trace;
                options.Rules.Clear();
                options.Rules.Add(new LoggerFilterRule("Microsoft.Extensions.Logging.Console.ConsoleLoggerProvider", null, LogLevel.None, null));
            });
        }
    }

    private sealed class Activities : IDisposable
    {
        private readonly ActivityListener listener;

        public Activities()
        {
            listener = new ActivityListener
            {
                // The server's own; the client of this test is another party.
                ShouldListenTo = source => !source.Name.StartsWith("System.Net", StringComparison.Ordinal),
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = activity => Seen.Enqueue($"{activity.Source.Name} {activity.DisplayName} {string.Join(' ', activity.TagObjects)}"),
            };
            ActivitySource.AddActivityListener(listener);
        }

        public ConcurrentQueue<string> Seen { get; } = new();

        public void Dispose() => listener.Dispose();
    }
}
