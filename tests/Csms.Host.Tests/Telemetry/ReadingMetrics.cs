using System.Diagnostics;
using System.Net;
using Csms.Host.Telemetry;

namespace Csms.Host.Tests.Telemetry;

public class ReadingMetrics(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    [Fact]
    public async Task Tells_what_happened_to_the_messages_of_charge_points()
    {
        await csms.RegisterAsync("CP-METRICS");
        await csms.RegisterTokenAsync("TAG-METRICS");
        await using (var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-METRICS"))
        {
            await cp.CallAsync("BootNotification", """{"chargePointVendor":"Acme","chargePointModel":"One"}""");
            await cp.CallAsync("Heartbeat", "{}");
            await cp.CallAsync("StartTransaction", """{"connectorId":1,"idTag":"TAG-METRICS","meterStart":1000,"timestamp":"2026-03-01T10:00:00Z"}""");
            (await ReadAsync()).Value("csms_connections")!.Value.ShouldBePositive();
        }

        // An answer is counted when it has left, and may have been read before that.
        var told = await Eventually.BecomesAsync(
            ReadAsync,
            m => m.Value("csms_messages_total", ("action", "StartTransaction"), ("outcome", "answered")) == 1
                && m.Value("csms_projection_lag_seconds") == 0 && m.Samples.Any(s => s.Name == "csms_disconnections_total"));

        told.Value("csms_messages_total", ("action", "Heartbeat"), ("outcome", "answered")).ShouldBe(1);
        told.Value("csms_message_duration_seconds_count", ("action", "BootNotification")).ShouldBe(1);
        told.Value("csms_message_duration_seconds_bucket", ("action", "BootNotification"), ("le", "+Inf")).ShouldBe(1);
        told.Value("csms_handshakes_total", ("status", "101"))!.Value.ShouldBePositive();
        told.Value("csms_append_commit_seconds_count")!.Value.ShouldBePositive();
        told.Value("csms_append_batch_appends_count").ShouldBe(told.Value("csms_append_commit_seconds_count"));
        told.Value("csms_events_total")!.Value.ShouldBePositive();
        told.Value("csms_projection_lag_events", ("model", "transactions")).ShouldBe(0);
        told.Value("csms_pool_connections", ("state", "used"))!.Value.ShouldBePositive();
        told.Value("csms_database_up").ShouldBe(1);
        string[] alsoThere =
        [
            "csms_append_waiting", "csms_calls_open", "csms_decisions_waiting", "csms_journal_waiting", "csms_journal_lag_seconds", "csms_journal_lost_total",
            "csms_seal_lag_events", "csms_seal_lag_seconds", "process_cpu_seconds_total", "process_resident_memory_bytes",
        ];
        alsoThere.ShouldBeSubsetOf(told.Samples.Select(s => s.Name));
        told.Samples.SelectMany(s => s.Labels.Values).ShouldNotContain(value => value.Contains("METRICS", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_nothing_after_what_a_charge_point_wrote()
    {
        await csms.RegisterAsync("CP-INVENTIVE");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-INVENTIVE");
        await cp.SendForFrameAsync("""[2,"1","MadeUpByMe",{}]""", "1");

        var told = await Eventually.BecomesAsync(ReadAsync, m => m.Value("csms_messages_total", ("action", "unknown"), ("outcome", "NotImplemented")) == 1);

        told.Samples.SelectMany(s => s.Labels.Values).ShouldNotContain("MadeUpByMe");
    }

    [Fact]
    public async Task Needs_a_key_from_elsewhere_than_this_machine()
    {
        using var stranger = new HttpClient { BaseAddress = csms.Http };
        // Who comes through a proxy on this machine comes from elsewhere.
        stranger.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.1");
        using var refused = await stranger.GetAsync(new Uri("/metrics", UriKind.Relative));
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        stranger.DefaultRequestHeaders.Authorization = csms.Admin.DefaultRequestHeaders.Authorization;
        using var answered = await stranger.GetAsync(new Uri("/metrics", UriKind.Relative));
        answered.StatusCode.ShouldBe(HttpStatusCode.OK);
        answered.Content.Headers.ContentType!.ToString().ShouldBe(PrometheusText.ContentType);
    }

    [SkippableFact]
    public async Task Satisfies_promtool()
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("PROMTOOL") ?? "promtool", ["check", "metrics"]) { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true };
        Process? promtool = null;
        try
        {
            promtool = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Skip.If(true, "There is no promtool (Debian package prometheus); PROMTOOL may name one.");
        }

        using (promtool)
        {
            await promtool!.StandardInput.WriteAsync(await TextAsync());
            promtool.StandardInput.Close();
            var complaints = await promtool.StandardError.ReadToEndAsync();
            await promtool.WaitForExitAsync();
            complaints.ShouldBeEmpty();
            promtool.ExitCode.ShouldBe(0);
        }
    }

    private async Task<string> TextAsync()
    {
        using var anybody = new HttpClient { BaseAddress = csms.Http };
        return await anybody.GetStringAsync(new Uri("/metrics", UriKind.Relative));
    }

    private async Task<Exposition> ReadAsync() => Exposition.Parse(await TextAsync());
}
