using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Csms.EventStore.Ledger;
using Csms.EventStore.Ledger.Exports;
using Csms.Host.Evidence;
using Csms.Host.Forgetting;
using Csms.Host.Hosting;
using Csms.Host.Storage;
using Csms.Host.Tests.Api;
using Csms.Host.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Csms.Host.Tests.Evidence;

public class HandingOverEvidence(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    private string Key => csms.Services.GetRequiredService<LedgerKey>().PublicPem();

    [Fact]
    public async Task Proves_a_session_with_signed_readings_and_all_that_bears_on_it()
    {
        var meter = new SigningMeter();
        var id = await ChargeAsync("CP-EV1", "EVIDENT-1", meter, remote: true);

        var bundle = await BundleAsync(id, "CP-EV1");

        (await bundle.ShouldBeFoundAsync(VerdictKind.Sound)).ShouldContain($"evidence for transaction {id} of CP-EV1");
        bundle.Paths.ShouldBe(
        [
            "events.ndjson", "frames.ndjson", "signed-readings/001.txt", "signed-readings/002.txt", "signed-readings/verification.json", "signed-readings/transparency.xml",
            "energy.json", "timeline.json", "bill-inputs.json", "README.txt", "manifest.json",
        ]);
        var types = bundle["events.ndjson"].Split('\n').Where(line => line.Contains("\"specversion\"", StringComparison.Ordinal)).Select(line => (string)JsonNode.Parse(line)!["type"]!).ToArray();
        foreach (var type in new[] { "charge_point_registered", "charge_point_booted", "charge_point_connected", "token_registered", "authorization_decided", "call_requested", "call_sent", "call_answered", "connector_status_reported", "transaction_started", "transaction_meter_values_reported", "transaction_stopped" })
            types.ShouldContain(type);
        bundle["events.ndjson"].ShouldNotContain("EVIDENT-1");

        var frames = bundle["frames.ndjson"].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToArray();
        var actions = frames.Select(f => (string?)f["frame"]?["action"]).ToArray();
        foreach (var action in new[] { "BootNotification", "StartTransaction", "MeterValues", "StopTransaction", "RemoteStopTransaction" })
            actions.ShouldContain(action);
        frames[^1]["missing"]!.AsArray().ShouldBeEmpty(frames[^1].ToJsonString());
        bundle["frames.ndjson"].ShouldNotContain("EVIDENT-1");

        var verification = bundle.Json("signed-readings/verification.json");
        ((string?)verification["summary"]!["state"]).ShouldBe("valid");
        ((decimal?)verification["summary"]!["wh"]).ShouldBe(4000m);
        ((bool?)verification["summary"]!["agreesWithReported"]).ShouldBe(true);
        ((bool?)verification["summary"]!["keyIsPinned"]).ShouldBe(false);
        var key = verification["records"]![0]!["found"]![0]!["key"]!;
        ((string?)key["source"]).ShouldBe("record");
        ((string?)key["spki"]).ShouldBe(meter.PublicKey);
        ((string?)verification["records"]![1]!["found"]![0]!["ocmf"]!["pagination"]).ShouldBe("T2");
        bundle["signed-readings/transparency.xml"].ShouldContain("<signedData format=\"OCMF\"");
        ((long?)bundle.Json("energy.json")["result"]!["wh"]).ShouldBe(4000);
        ((bool?)bundle.Json("energy.json")["result"]!["billable"]).ShouldBe(true);
        bundle.Json("timeline.json")["periods"]!.AsArray().Count.ShouldBeGreaterThan(0);
        bundle["README.txt"].ShouldContain("Taken together they are: Valid, 4000");
    }

    [Fact]
    public async Task Gives_the_same_bytes_twice()
    {
        var id = await ChargeAsync("CP-EV2", "EVIDENT-2", new SigningMeter());
        await BundleAsync(id, "CP-EV2");
        var (first, second) = (await DownloadAsync(id), await DownloadAsync(id));
        // The same checkpoint: what is still being recorded elsewhere may be sealed between the two.
        for (var again = 0; again < 5 && second.Name != first.Name; again++)
            (first, second) = (second, await DownloadAsync(id));

        second.Name.ShouldBe(first.Name);
        first.Name.ShouldStartWith($"evidence-{id}-at-");
        second.Zip.ShouldBe(first.Zip);
    }

    [Fact]
    public async Task Sums_up_the_readings_that_are_billed_whatever_connector_they_name()
    {
        await csms.RegisterAsync("CP-EV20");
        await csms.RegisterTokenAsync("EVIDENT-20");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-EV20");
        var id = (int)(await cp.CallAsync("StartTransaction", """{"connectorId":1,"idTag":"EVIDENT-20","meterStart":1000,"timestamp":"2026-03-01T10:00:00Z"}"""))["transactionId"]!;
        foreach (var (connector, time, wh) in new[] { (1, "10:10", 2000), (2, "10:20", 3000), (0, "10:25", 90_000) })
            await cp.CallAsync("MeterValues", $$"""{"connectorId":{{connector}},"transactionId":{{id}},"meterValue":[{"timestamp":"2026-03-01T{{time}}:00Z","sampledValue":[{"value":"{{wh}}"}]}]}""");
        await cp.CallAsync("StopTransaction", $$"""{"transactionId":{{id}},"meterStop":5000,"timestamp":"2026-03-01T10:30:00Z"}""");

        var energy = (await BundleAsync(id, "CP-EV20")).Json("energy.json");
        energy["inputs"]!["readings"]!.AsArray().Select(reading => (string?)reading!["samples"]![0]!["value"]).ShouldBe(["2000", "3000"]);
        ((long?)energy["result"]!["wh"]).ShouldBe(4000);
        ((bool?)energy["result"]!["billable"]).ShouldBe(true);
    }

    [Fact]
    public async Task Names_the_file_that_was_tampered_with()
    {
        var id = await ChargeAsync("CP-EV3", "EVIDENT-3", new SigningMeter());
        var bundle = await BundleAsync(id, "CP-EV3");

        foreach (var path in bundle.Paths.Where(path => path != EvidenceFiles.Manifest))
        {
            await bundle.Changed(path, text => text + " ").ShouldBeFoundAsync(VerdictKind.Tampered, path);
            await bundle.Without(path).ShouldBeFoundAsync(VerdictKind.Incomplete, $"{path} is missing");
        }

        await bundle.Without(EvidenceFiles.Manifest).ShouldBeFoundAsync(VerdictKind.Incomplete, "manifest.json is missing");
        await bundle.Changed(EvidenceFiles.Manifest, _ => "no JSON").ShouldBeFoundAsync(VerdictKind.Unreadable, "manifest.json");
        await bundle.Changed(EvidenceFiles.Manifest, _ => "{}").ShouldBeFoundAsync(VerdictKind.Unreadable, "This is no bundle");
        await bundle.Changed(EvidenceFiles.Manifest, text => text.Replace($"\"transactionId\": {id}", $"\"transactionId\": {id + 1}", StringComparison.Ordinal)).ShouldBeFoundAsync(VerdictKind.Tampered, "manifest.json");
        await bundle.With("more.txt", "x").ShouldBeFoundAsync(VerdictKind.Tampered, "manifest.json");
        var zip = bundle.Packed();
        (await Bundle.VerifyAsync(zip[..(zip.Length / 2)], Key)).Kind.ShouldBe(VerdictKind.Incomplete);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        (await Bundle.VerifyAsync(zip, other.ExportSubjectPublicKeyInfoPem())).Kind.ShouldBe(VerdictKind.Tampered);
    }

    [Fact]
    public async Task Names_the_file_even_when_its_checksum_was_forged()
    {
        var id = await ChargeAsync("CP-EV4", "EVIDENT-4", new SigningMeter());
        var bundle = await BundleAsync(id, "CP-EV4");

        await bundle.Forged("events.ndjson", text => text.Replace("\"meterStop\": 5000", "\"meterStop\": 9000", StringComparison.Ordinal)).ShouldBeFoundAsync(VerdictKind.Tampered, "events.ndjson: Event");
        await bundle.Forged("frames.ndjson", text => Lines(text, 1)).ShouldBeFoundAsync(VerdictKind.Tampered, "frames.ndjson");
        await bundle.Forged("frames.ndjson", text => text.Replace("\\\"StopTransaction\\\"", "\\\"Heartbeat\\\"", StringComparison.Ordinal)).ShouldBeFoundAsync(VerdictKind.Tampered, "frames.ndjson");
        await bundle.Forged("signed-readings/001.txt", text => text.Replace("1.000", "0.500", StringComparison.Ordinal)).ShouldBeFoundAsync(VerdictKind.Tampered, "signed-readings/001.txt");
        foreach (var (path, from, to) in new[]
        {
            ("signed-readings/verification.json", "\"valid\"", "\"invalid\""), ("signed-readings/transparency.xml", "</values>", "<value/></values>"),
            ("energy.json", "4000", "9000"), ("timeline.json", "\"charging\"", "\"parked\""), ("bill-inputs.json", "4000", "9000"), ("README.txt", "4000 Wh", "9000 Wh"),
        })
        {
            await bundle.Forged(path, text => text.Replace(from, to, StringComparison.Ordinal)).ShouldBeFoundAsync(VerdictKind.Tampered, $"{path}:");
        }
    }

    [Fact]
    public async Task Works_without_signed_readings_and_while_the_session_runs()
    {
        await csms.RegisterAsync("CP-EV5");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-EV5");
        var id = (int)(await cp.CallAsync("StartTransaction", """{"connectorId":1,"idTag":"EVIDENT-5","meterStart":1000,"timestamp":"2026-03-01T10:00:00Z"}"""))["transactionId"]!;
        await cp.CallAsync("MeterValues", $$"""{"connectorId":1,"transactionId":{{id}},"meterValue":[{"timestamp":"2026-03-01T10:15:00Z","sampledValue":[{"value":"3500"}]}]}""");

        var bundle = await BundleAsync(id, "CP-EV5");

        await bundle.ShouldBeFoundAsync(VerdictKind.Sound);
        bundle.Paths.ShouldNotContain(path => path.StartsWith("signed-readings", StringComparison.Ordinal));
        bundle["README.txt"].ShouldContain("not stopped so far");
        bundle["README.txt"].ShouldContain("The meter sent no signed readings.");
        bundle.Json("energy.json")["result"]!["flags"]!.ToJsonString().ShouldContain("STOP_MISSING");
    }

    [Fact]
    public async Task Is_refused_for_what_nobody_reported()
    {
        await csms.Admin.ReadAsync("/transactions/2000000000/evidence").ShouldBeAsync(HttpStatusCode.NotFound, "transaction_not_found");
        await csms.Admin.ReadAsync("/transactions/1/evidence?wrong=1").ShouldBeAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Shows_of_a_forgotten_person_only_the_pseudonym_and_which_records_were_erased()
    {
        const string tag = "EVIDENT-GONE";
        var id = await ChargeAsync("CP-EV6", tag, new SigningMeter());
        (await BundleAsync(id, "CP-EV6"))["signed-readings/001.txt"].ShouldContain(tag);
        var tokenId = (await csms.Services.GetRequiredService<IdTags>().FindAsync(tag, CancellationToken.None)).ShouldNotBeNull();
        await csms.Admin.SendAsync("POST", $"/tokens/{tokenId}/forget").ShouldBeAsync(HttpStatusCode.Accepted);
        await Eventually.BecomesAsync(() => csms.Services.GetRequiredService<ForgottenTokens>().ListErasedAsync(CancellationToken.None), erased => erased.ContainsKey(tokenId));

        var bundle = await Eventually.BecomesAsync(() => BundleAsync(id, "CP-EV6"), b => b["events.ndjson"].Contains("token_forgotten", StringComparison.Ordinal));

        await bundle.ShouldBeFoundAsync(VerdictKind.Sound, "2 erased");
        foreach (var path in bundle.Paths)
            bundle[path].ShouldNotContain(tag, Case.Insensitive);
        bundle["README.txt"].ShouldContain($"only the pseudonym {tokenId} is left");
        bundle.Json("signed-readings/verification.json")["records"]!.AsArray().ShouldAllBe(record => (bool)record!["erased"]!);
    }

    [Fact]
    public async Task Says_which_frames_the_journal_has_no_more()
    {
        var id = await ChargeAsync("CP-EV7", "EVIDENT-7", new SigningMeter());
        await BundleAsync(id, "CP-EV7");
        await using (var command = csms.Database.DataSource.CreateCommand("""
            WITH gone AS (DELETE FROM events.csms_journal WHERE action = 'StopTransaction' AND charge_point_id = 'CP-EV7' RETURNING answer_at)
            SELECT count(*) + count(answer_at) FROM gone
            """))
            (await command.ExecuteScalarAsync()).ShouldBe(2L);

        var bundle = await BundleAsync(id, "CP-EV7", complete: false);

        await bundle.ShouldBeFoundAsync(VerdictKind.Sound);
        bundle["frames.ndjson"].ShouldContain("The journal no longer has these messages");
        bundle["README.txt"].ShouldContain("1 of them are no longer kept");
    }

    [SkippableTheory]
    [MemberData(nameof(PublishedRecords.Names), MemberType = typeof(PublishedRecords))]
    public async Task Says_of_published_records_what_was_published(string name)
    {
        var (sample, record, key) = PublishedRecords.Read(name);
        await csms.RegisterAsync($"CP-{name}");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, $"CP-{name}");
        var id = (int)(await cp.CallAsync("StartTransaction", """{"connectorId":1,"idTag":"X","meterStart":0,"timestamp":"2026-03-01T10:00:00Z"}"""))["transactionId"]!;
        var packed = JsonSerializer.Serialize(new { encodingMethod = "OCMF", signedMeterData = record, publicKey = key });
        await cp.CallAsync("MeterValues", $$"""{"connectorId":1,"transactionId":{{id}},"meterValue":[{{Reading(packed, "10:15:00")}}]}""");

        var bundle = await BundleAsync(id, $"CP-{name}");

        await bundle.ShouldBeFoundAsync(VerdictKind.Sound);
        bundle["signed-readings/001.txt"].ShouldBe(packed);
        var found = bundle.Json("signed-readings/verification.json")["records"]![0]!["found"]![0]!;
        ((string?)found["state"]).ShouldBe((bool)sample["signatureValid"]! ? "valid" : "invalid");
        ((string?)found["key"]!["curve"]).ShouldBe((string?)sample["keyCurve"]);
        ((string?)found["ocmf"]!["pagination"]).ShouldBe((string?)sample["pagination"]);
    }

    [Fact]
    public async Task Is_written_and_checked_by_the_command_line()
    {
        var id = await ChargeAsync("CP-EV9", "EVIDENT-9", new SigningMeter());
        await BundleAsync(id, "CP-EV9");
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Data);
        File.Copy(Path.Combine(csms.DataFolder, "ledger.key"), Path.Combine(folder.Data, "ledger.key"));
        var (file, key) = (Path.Combine(folder.Path, "evidence.zip"), Path.Combine(folder.Path, "key.pem"));
        await File.WriteAllTextAsync(key, Key);

        await RunAsync(ExitCode.Success, "export", "evidence", $"{id}", "--output", file);
        (await RunAsync((int)VerdictKind.Sound, "verify", file, "--key", key)).ShouldContain($"Sound: evidence for transaction {id} of CP-EV9");
        await File.WriteAllBytesAsync(file, new Bundle(await File.ReadAllBytesAsync(file), Key).Changed("energy.json", text => text + " ").Packed());
        (await RunAsync((int)VerdictKind.Tampered, "verify", file, "--key", key)).ShouldContain("Tampered: energy.json");
        (await RunAsync(ExitCode.Unexpected, "export", "evidence", "2000000000", "--output", file)).ShouldContain("there is no transaction 2000000000");
        await RunAsync(ExitCode.WrongUsage, "export", "evidence", $"{id}");

        async Task<string> RunAsync(int exitCode, params string[] arguments)
        {
            await using var process = HostProcess.StartOn(csms.Database.ConnectionString, folder.Data, arguments);
            var said = await process.EndAsync();
            var text = string.Join('\n', [.. process.Output, .. process.Errors]);
            said.ShouldBe(exitCode, text);
            return text;
        }
    }

    [SkippableFact]
    public async Task Is_checked_by_the_documented_script_as_well()
    {
        Skip.IfNot(NodeScript.IsThere, "Node.js is missing");
        var id = await ChargeAsync("CP-EV8", "EVIDENT-8", new SigningMeter());
        var bundle = await BundleAsync(id, "CP-EV8");

        (await NodeScript.RunAsync(bundle, Key)).ShouldBe(VerdictKind.Sound);
        (await NodeScript.RunAsync(bundle.Changed("energy.json", text => text + " "), Key)).ShouldBe(VerdictKind.Tampered);
        (await NodeScript.RunAsync(bundle.Without("timeline.json"), Key)).ShouldBe(VerdictKind.Incomplete);
        (await NodeScript.RunAsync(bundle.With("more.txt", "x"), Key)).ShouldBe(VerdictKind.Tampered);
        (await NodeScript.RunAsync(bundle.Forged("events.ndjson", text => text.Replace("\"meterStop\": 5000", "\"meterStop\": 9000", StringComparison.Ordinal)), Key)).ShouldBe(VerdictKind.Tampered);
        (await NodeScript.RunAsync(bundle.Forged("signed-readings/001.txt", text => text.Replace("1.000", "0.500", StringComparison.Ordinal)), Key)).ShouldBe(VerdictKind.Sound);
    }

    private static string Lines(string text, int without) => string.Join('\n', text.Split('\n').Skip(without));

    private async Task<int> ChargeAsync(string chargePoint, string idTag, SigningMeter meter, bool remote = false)
    {
        await csms.RegisterAsync(chargePoint);
        await csms.RegisterTokenAsync(idTag);
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, chargePoint);
        await cp.CallAsync("BootNotification", """{"chargePointVendor":"Acme","chargePointModel":"One"}""");
        await StatusAsync(cp, "Available", "09:00:00");
        await cp.CallAsync("Authorize", $$"""{"idTag":"{{idTag}}"}""");
        await StatusAsync(cp, "Preparing", "09:59:00");
        var id = (int)(await cp.CallAsync("StartTransaction", $$"""{"connectorId":1,"idTag":"{{idTag}}","meterStart":1000,"timestamp":"2026-03-01T10:00:00Z"}"""))["transactionId"]!;
        await StatusAsync(cp, "Charging", "10:00:01");
        if (remote)
        {
            var asked = csms.Admin.SendAsync("POST", $"/charge-points/{chargePoint}/calls/RemoteStopTransaction?wait=20", $$"""{"transactionId":{{id}}}""");
            await cp.AnswerAsync(await cp.ReceiveCallAsync(), """{"status":"Accepted"}""");
            await asked.ShouldBeAsync(HttpStatusCode.OK);
        }

        var (begin, end) = (meter.Signs(idTag, 1, "B", "10:00:00", "1.000"), meter.Signs(idTag, 2, "E", "10:30:00", "5.000"));
        await cp.CallAsync("MeterValues", $$"""{"connectorId":1,"transactionId":{{id}},"meterValue":[{{Reading(begin, "10:00:00")}}]}""");
        await cp.CallAsync("StopTransaction", $$"""{"transactionId":{{id}},"idTag":"{{idTag}}","meterStop":5000,"timestamp":"2026-03-01T10:30:00Z","transactionData":[{{Reading(begin, "10:00:00")}},{{Reading(end, "10:30:00")}}]}""");
        await StatusAsync(cp, "Available", "10:31:00");
        return id;
    }

    private static Task StatusAsync(RawChargePoint cp, string status, string time) =>
        cp.CallAsync("StatusNotification", $$"""{"connectorId":1,"errorCode":"NoError","status":"{{status}}","timestamp":"2026-03-01T{{time}}Z"}""");

    private static string Reading(string record, string time) =>
        $$"""{"timestamp":"2026-03-01T{{time}}Z","sampledValue":[{"value":{{JsonSerializer.Serialize(record)}},"format":"SignedData"}]}""";

    /// <summary>Once all is sealed and in the journal that the charge point said.</summary>
    private async Task<Bundle> BundleAsync(int id, string chargePoint, bool complete = true)
    {
        var said = (await csms.EventsOfAsync($"charge-point-{chargePoint}")).Concat(await csms.EventsOfTransactionAsync(id)).ToArray();
        var last = said.Max(e => e.Sequence);
        return await Eventually.BecomesAsync(
            async () => (await TryDownloadAsync(id)) is { } zip ? new Bundle(zip, Key) : null!,
            bundle => bundle is not null && (long)bundle.Json("manifest.json")["size"]! >= last
                && (!complete || bundle["frames.ndjson"].Contains("\"missing\":[]", StringComparison.Ordinal)));
    }

    private async Task<byte[]?> TryDownloadAsync(int id)
    {
        using var answer = await csms.Admin.GetAsync(new Uri($"/api/v1/transactions/{id}/evidence", UriKind.Relative));
        return answer.StatusCode == HttpStatusCode.Conflict ? null : await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
    }

    private async Task<(string Name, byte[] Zip)> DownloadAsync(int id)
    {
        using var answer = await csms.Admin.GetAsync(new Uri($"/api/v1/transactions/{id}/evidence", UriKind.Relative));
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/zip");
        return (answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'), await answer.Content.ReadAsByteArrayAsync());
    }
}
