using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Csms.Host.Exporting;
using Csms.Host.Tests.Api;
using Csms.Host.Tests.People;
using Microsoft.Extensions.DependencyInjection;

namespace Csms.Host.Tests.Exporting;

public class ExportingInTheBackground(ExportingHost csms) : IClassFixture<ExportingHost>
{
    [Theory]
    [InlineData("meter-values", "csv", "text/csv")]
    [InlineData("sessions", "ndjson", "application/x-ndjson")]
    [InlineData("energy", "csv", "text/csv")]
    [InlineData("cdrs", "csv", "text/csv")]
    public async Task Writes_what_the_direct_export_streams(string kind, string format, string type)
    {
        await ChargeAsync($"CP-X-{kind}");

        var id = await csms.Admin.ExportAsync($$"""{"kind":"{{kind}}","format":"{{format}}","chargePointId":"CP-X-{{kind}}","from":"2025-10-01T00:00:00Z"}""");
        var done = await csms.Admin.EndsAsAsync(id, "done");

        var direct = await csms.Admin.GetStringAsync(new Uri($"/api/v1/exports/{kind}?format={format}&chargePointId=CP-X-{kind}&from=2025-10-01T00:00:00Z", UriKind.Relative));
        using var file = await csms.Admin.GetAsync(new Uri($"/api/v1/exports/{id}/file", UriKind.Relative));
        (await file.Content.ReadAsStringAsync()).ShouldBe(direct);
        (file.Content.Headers.ContentType!.MediaType, file.Content.Headers.ContentDisposition!.FileName).ShouldBe((type, $"{kind}.{format}"));
        file.Content.Headers.ContentLength.ShouldBe((long?)done["bytes"]);
        ((string?)done["sha256"]).ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(direct))));
        ((long?)done["rows"]).ShouldBe(direct.Count(c => c == '\n') - (format == "csv" ? 1 : 0));
        ((string?)done["askedBy"], (long?)done["position"] > 0).ShouldBe(("key:admin", true));
        ((DateTimeOffset)done["expiresAt"]! - (DateTimeOffset)done["endedAt"]!).ShouldBe(TimeSpan.FromDays(7));
    }

    [Fact]
    public async Task Gives_its_file_in_parts_packed_or_not()
    {
        await ExportActions.AddSessionsAsync(csms.Database.DataSource, "CP-PARTS", 2_000, "2024-02-01T00:00:00Z");
        var id = await csms.Admin.ExportAsync("""{"kind":"sessions","format":"csv","chargePointId":"CP-PARTS"}""");
        await csms.Admin.EndsAsAsync(id, "done");
        var whole = await csms.Admin.FileAsync(id);

        var packed = await FetchAsync(id, "gzip", null);
        var packedBytes = await packed.Content.ReadAsByteArrayAsync();
        using var unpacked = new StreamReader(new GZipStream(new MemoryStream(packedBytes), CompressionMode.Decompress));
        (await unpacked.ReadToEndAsync()).ShouldBe(whole);
        packed.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);

        foreach (var (encoding, bytes) in ((string?, byte[])[])[(null, Encoding.UTF8.GetBytes(whole)), ("gzip", packedBytes)])
        {
            using var part = await FetchAsync(id, encoding, new(5_000, 5_999));
            part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
            part.Content.Headers.ContentRange!.Length.ShouldBe(bytes.Length);
            (await part.Content.ReadAsByteArrayAsync()).ShouldBe(bytes[5_000..6_000]);
            using var rest = await FetchAsync(id, encoding, new(bytes.Length - 100, null), part.Headers.ETag);
            (await rest.Content.ReadAsByteArrayAsync()).ShouldBe(bytes[^100..]);
            using var beyond = await FetchAsync(id, encoding, new(bytes.Length, null));
            beyond.StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
        }

        using var plain = await FetchAsync(id, "gzip;q=0", null);
        plain.Headers.ETag.ShouldNotBe(packed.Headers.ETag);
        using var again = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/exports/{id}/file") { Headers = { IfNoneMatch = { plain.Headers.ETag! } } };
        using var same = await csms.Admin.SendAsync(again);
        same.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        packed.Dispose();
    }

    [Fact]
    public async Task Shows_how_far_it_is_and_stops_when_it_is_cancelled()
    {
        await ChargeAsync("CP-CANCEL");
        await using var held = await ExportActions.HoldAsync(csms.Database.DataSource, "meter_values_2025_11");

        var id = await csms.Admin.ExportAsync("""{"kind":"meter-values","chargePointId":"CP-CANCEL"}""");
        await csms.Admin.BecomesAsync(id, export => (string?)export["state"] == "running" && (long?)export["rows"] == 2);
        await csms.Admin.ReadAsync($"/exports/{id}/file").ShouldBeAsync(HttpStatusCode.Conflict, "export_not_done");
        csms.FilesOnDisk.Count(name => name.EndsWith(".part", StringComparison.Ordinal)).ShouldBe(1);

        await csms.Admin.SendAsync("DELETE", $"/exports/{id}").ShouldBeAsync(HttpStatusCode.NoContent);
        await csms.Admin.EndsAsAsync(id, "cancelled");
        // Nothing stands in the way of the next, and nothing is left; what waited for the table has ended.
        await csms.Admin.EndsAsAsync(await csms.Admin.ExportAsync("""{"kind":"sessions","chargePointId":"CP-CANCEL"}"""), "done");
        csms.FilesOnDisk.ShouldAllBe(name => !name.StartsWith(Guid.Parse(id).ToString("N"), StringComparison.Ordinal));
        await csms.Admin.SendAsync("DELETE", $"/exports/{id}").ShouldBeAsync(HttpStatusCode.NoContent);
        (await csms.Admin.ReadAsync($"/exports/{id}/file").ShouldBeAsync(HttpStatusCode.Conflict, "export_not_done"))["state"].ToString().ShouldBe("cancelled");
    }

    [Fact]
    public async Task Begins_again_on_a_host_that_was_started_again()
    {
        await ChargeAsync("CP-RESTART");
        string id;
        await using (await ExportActions.HoldAsync(csms.Database.DataSource, "meter_values_2025_11"))
        {
            id = await csms.Admin.ExportAsync("""{"kind":"meter-values","format":"csv","chargePointId":"CP-RESTART"}""");
            await csms.Admin.BecomesAsync(id, export => (string?)export["state"] == "running");
            await csms.StopAsync();
            (await StateAsync(id)).ShouldBe("queued");
            csms.FilesOnDisk.ShouldNotContain(name => name.EndsWith(".part", StringComparison.Ordinal));
            await csms.StartAsync();
            await csms.Admin.BecomesAsync(id, export => (string?)export["state"] == "running");
        }

        await csms.Admin.EndsAsAsync(id, "done");
        (await csms.Admin.FileAsync(id)).Split("\r\n").Length.ShouldBe(1 + 4 + 1);
    }

    [Fact]
    public async Task Begins_again_where_the_lock_was_lost()
    {
        await ChargeAsync("CP-LOCK");
        string id;
        await using (await ExportActions.HoldAsync(csms.Database.DataSource, "meter_values_2025_11"))
        {
            id = await csms.Admin.ExportAsync("""{"kind":"meter-values","chargePointId":"CP-LOCK"}""");
            await csms.Admin.BecomesAsync(id, export => (string?)export["state"] == "running");
            await using var cut = csms.Database.DataSource.CreateCommand(
                $"SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND (classid::bigint << 32 | objid::bigint) = {RunningExports.LockKey}");
            ((long)(await cut.ExecuteScalarAsync())!).ShouldBe(1);
            await Eventually.BecomesAsync(() => AttemptAsync(id), attempt => attempt == 2);
        }

        ((long?)(await csms.Admin.EndsAsAsync(id, "done"))["rows"]).ShouldBe(4);
        csms.FilesOnDisk.Where(name => name.StartsWith(Guid.Parse(id).ToString("N"), StringComparison.Ordinal)).ShouldBe([$"{Guid.Parse(id):N}-2.gz"]);
    }

    [Fact]
    public async Task Gives_up_one_that_never_comes_to_its_end()
    {
        var id = await csms.Admin.ExportAsync("""{"kind":"sessions","chargePointId":"CP-NEVER"}""");
        await csms.Admin.EndsAsAsync(id, "done");
        await ExecuteAsync($"UPDATE csms.exports SET state = 'running', attempt = 5 WHERE id = '{id}'");

        ((string?)(await csms.Admin.EndsAsAsync(id, "failed"))["failureCode"]).ShouldBe("interrupted");
    }

    [Fact]
    public async Task Keeps_its_file_for_a_while_and_no_longer()
    {
        await csms.Admin.EndsAsAsync(await csms.Admin.ExportAsync("""{"kind":"cdrs"}"""), "done");
        var id = await csms.Admin.ExportAsync("""{"kind":"cdrs"}""");
        await csms.Admin.EndsAsAsync(id, "done");
        var name = $"{Guid.Parse(id):N}-1.gz";
        csms.FilesOnDisk.ShouldContain(name);
        var before = csms.FilesOnDisk.Length;
        // Of a node that was killed, and of nobody who is known here.
        await File.WriteAllTextAsync(Path.Combine(csms.Folder, $"{Guid.Parse(id):N}-0.part"), "x");
        await File.WriteAllTextAsync(Path.Combine(csms.Folder, $"{Guid.NewGuid():N}-1.gz"), "x");

        await ExecuteAsync($"UPDATE csms.exports SET expires_at = now() - interval '1 second' WHERE id = '{id}'");
        await csms.Admin.ReadAsync($"/exports/{id}/file").ShouldBeAsync(HttpStatusCode.Conflict, "export_not_done");
        await csms.Services.GetRequiredService<ExportUpkeep>().TidyAsync(CancellationToken.None);

        csms.FilesOnDisk.ShouldNotContain(name);
        csms.FilesOnDisk.Length.ShouldBe(before);
        ((string?)(await csms.Admin.ReadAsync($"/exports/{id}"))["state"]).ShouldBe("removed");
        await ExecuteAsync($"UPDATE csms.exports SET expires_at = now() - interval '91 days' WHERE id = '{id}'");
        await csms.Services.GetRequiredService<ExportUpkeep>().TidyAsync(CancellationToken.None);
        await csms.Admin.ReadAsync($"/exports/{id}").ShouldBeAsync(HttpStatusCode.NotFound, "export_not_found");
    }

    [Fact]
    public async Task Deletes_a_file_when_it_is_told_to()
    {
        var id = await csms.Admin.ExportAsync("""{"kind":"energy"}""");
        await csms.Admin.EndsAsAsync(id, "done");

        await csms.Admin.SendAsync("DELETE", $"/exports/{id}").ShouldBeAsync(HttpStatusCode.NoContent);

        csms.FilesOnDisk.ShouldNotContain($"{Guid.Parse(id):N}-1.gz");
        ((string?)(await csms.Admin.ReadAsync($"/exports/{id}"))["state"]).ShouldBe("removed");
        await csms.Admin.ReadAsync($"/exports/{id}/file").ShouldBeAsync(HttpStatusCode.Conflict, "export_not_done");
    }

    [Theory]
    [InlineData("{}", "kind")]
    [InlineData("""{"kind":"tokens"}""", "kind")]
    [InlineData("""{"kind":"sessions","format":"xml"}""", "format")]
    [InlineData("""{"kind":"sessions","from":"2026-01-01T00:00:00"}""", "from")]
    [InlineData("""{"kind":"sessions","from":"2026-01-02T00:00:00Z","to":"2026-01-01T00:00:00Z"}""", "to")]
    [InlineData("""{"kind":"sessions","chargePointId":""}""", "chargePointId")]
    [InlineData("""{"kind":"sessions","chargepoint":"CP-1"}""", "chargepoint")]
    public async Task Says_what_is_wrong_before_there_is_anything(string body, string member)
    {
        using var analyst = await csms.WithKeyAsync("analyst");

        var refused = await analyst.SendAsync("POST", "/exports", body).ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_body");
        refused.Body!.ToJsonString().ShouldContain(member);
        await analyst.SendAsync("POST", "/exports", """{"kind":"sessions"}""", ("Idempotency-Key", new string('k', 201))).ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_parameter");
        (await analyst.ReadAsync("/exports")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Shows_nobody_but_administrators_what_others_asked_for()
    {
        using var one = await csms.WithKeyAsync("analyst");
        using var another = await csms.WithKeyAsync("analyst");
        using var narrow = await csms.WithKeyAsync("analyst", ["read:transactions"]);
        var id = await one.ExportAsync("""{"kind":"cdrs","chargePointId":"CP-NOBODY"}""");
        await one.EndsAsAsync(id, "done");

        (await one.ReadAsync("/exports")).Items.Select(item => (string)item["id"]!).ShouldBe([id]);
        (await another.ReadAsync("/exports")).Items.ShouldBeEmpty();
        await another.ReadAsync($"/exports/{id}").ShouldBeAsync(HttpStatusCode.NotFound, "export_not_found");
        await another.ReadAsync($"/exports/{id}/file").ShouldBeAsync(HttpStatusCode.NotFound, "export_not_found");
        await another.SendAsync("DELETE", $"/exports/{id}").ShouldBeAsync(HttpStatusCode.NotFound, "export_not_found");
        await narrow.SendAsync("POST", "/exports", """{"kind":"cdrs"}""").ShouldBeAsync(HttpStatusCode.Forbidden, "forbidden");
        (await csms.Admin.ReadAsync("/exports")).Items.ShouldContain(item => (string)item["id"]! == id);
        (await csms.Admin.ReadAsync("/exports?mine=true")).Items.ShouldNotContain(item => (string)item["id"]! == id);
        (await csms.Admin.FileAsync(id)).ShouldBeEmpty();
        await csms.Admin.SendAsync("DELETE", $"/exports/{id}").ShouldBeAsync(HttpStatusCode.NoContent);
        ((string?)(await one.ReadAsync($"/exports/{id}"))["state"]).ShouldBe("removed");
    }

    [Fact]
    public async Task Stands_in_line_once_however_often_it_is_asked_for_and_lets_nobody_fill_the_line()
    {
        await ChargeAsync("CP-LINE");
        using var analyst = await csms.WithKeyAsync("analyst");
        await using var held = await ExportActions.HoldAsync(csms.Database.DataSource, "meter_values_2025_11");
        const string body = """{"kind":"meter-values","from":"2025-10-01T00:00:00.1234567Z"}""";

        var first = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => analyst.SendAsync("POST", "/exports", body, ("Idempotency-Key", "k"))));
        first.Select(answer => (string?)answer["id"]).Distinct().ShouldHaveSingleItem();
        await analyst.SendAsync("POST", "/exports", """{"kind":"energy"}""", ("Idempotency-Key", "k")).ShouldBeAsync(HttpStatusCode.Conflict, "export_already_requested");
        var more = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => analyst.SendAsync("POST", "/exports", body)));
        more.Count(answer => answer.Status == HttpStatusCode.Accepted).ShouldBe(4);
        more.Where(answer => answer.Status != HttpStatusCode.Accepted).ShouldAllBe(answer => answer.Status == HttpStatusCode.TooManyRequests && answer.Code == "too_many_exports");
        ((string?)(await analyst.SendAsync("POST", "/exports", body, ("Idempotency-Key", "k")).ShouldBeAsync(HttpStatusCode.Accepted))["id"]).ShouldBe((string?)first[0]["id"]);

        var page = await analyst.ReadAsync("/exports?limit=2");
        var rest = await analyst.ReadAsync($"/exports?limit=1000&after={page["next"]}");
        var ids = page.Items.Concat(rest.Items).Select(item => Guid.Parse((string)item["id"]!)).ToArray();
        (ids.Length, ids.Order(Comparer<Guid>.Create((a, b) => string.CompareOrdinal(b.ToString(), a.ToString()))).SequenceEqual(ids)).ShouldBe((5, true));
        (await analyst.ReadAsync("/exports?state=running")).Items.Count.ShouldBeLessThanOrEqualTo(1);
        foreach (var id in ids)
            await analyst.SendAsync("DELETE", $"/exports/{id}").ShouldBeAsync(HttpStatusCode.NoContent);
    }

    /// <summary>Two meter values in October, two in November, and a bill.</summary>
    private async Task ChargeAsync(string chargePoint)
    {
        await csms.RegisterAsync(chargePoint);
        await csms.RegisterTokenAsync($"T-{chargePoint}");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, chargePoint);
        var second = chargePoint.Sum(c => c) % 60;
        var started = await cp.CallAsync("StartTransaction", $$"""{"connectorId":1,"idTag":"T-{{chargePoint}}","meterStart":0,"timestamp":"2025-10-31T20:00:{{second:D2}}Z"}""");
        var id = (int)started["transactionId"]!;
        foreach (var time in (string[])["2025-10-31T21:00", "2025-10-31T22:00", "2025-11-01T01:00", "2025-11-01T02:00"])
            await cp.CallAsync("MeterValues", $$"""{"connectorId":1,"transactionId":{{id}},"meterValue":[{"timestamp":"{{time}}:{{second:D2}}Z","sampledValue":[{"value":"100"}]}]}""");
        await cp.CallAsync("StopTransaction", $$"""{"transactionId":{{id}},"meterStop":400,"timestamp":"2025-11-01T03:00:{{second:D2}}Z","idTag":"T-{{chargePoint}}","reason":"Local"}""");
        // The bill is the last that follows.
        await Eventually.BecomesAsync(async () => (await csms.Admin.ReadAsync($"/cdrs?chargePointId={chargePoint}")).Items.Count, count => count == 1);
    }

    private async Task<HttpResponseMessage> FetchAsync(string id, string? encoding, RangeItemHeaderValue? range, EntityTagHeaderValue? ifRange = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/exports/{id}/file");
        if (encoding is not null)
            request.Headers.TryAddWithoutValidation("Accept-Encoding", encoding);
        if (range is not null)
            request.Headers.Range = new RangeHeaderValue { Ranges = { range } };
        if (ifRange is not null)
            request.Headers.IfRange = new RangeConditionHeaderValue(ifRange);
        return await csms.Admin.SendAsync(request);
    }

    private async Task<string> StateAsync(string id)
    {
        await using var command = csms.Database.DataSource.CreateCommand($"SELECT state FROM csms.exports WHERE id = '{id}'");
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private async Task<int> AttemptAsync(string id)
    {
        await using var command = csms.Database.DataSource.CreateCommand($"SELECT attempt FROM csms.exports WHERE id = '{id}'");
        return (int)(await command.ExecuteScalarAsync())!;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = csms.Database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
