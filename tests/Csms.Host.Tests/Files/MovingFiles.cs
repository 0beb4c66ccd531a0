using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Csms.Host.Files;
using Csms.Host.Tests.Api;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Csms.Host.Tests.Files;

/// <summary>What charge points send and fetch over HTTP(S), with an address that was made for it.</summary>
public sealed class MovingFiles(MovingFiles.SmallHost csms) : IClassFixture<MovingFiles.SmallHost>
{
    private const int Largest = 200_000;
    private static readonly HttpClient Device = new(new SocketsHttpHandler
    {
        SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null },
    });

    [Theory]
    [InlineData("PUT", "", false)]
    [InlineData("POST", "/log.zip", false)]
    [InlineData("PUT", "/deep/er/log.zip", true)]
    [InlineData("POST", "/..%2F..%2Fetc%2Fpasswd", true)]
    public async Task Takes_a_file_and_has_its_size_and_its_hash_on_record(string method, string name, bool encrypted)
    {
        var (job, address) = await UploadAddressAsync(encrypted);
        var bytes = RandomNumberGenerator.GetBytes(Largest);

        (await SendAsync(method, address + name, new ByteArrayContent(bytes))).ShouldBe(HttpStatusCode.Created);

        var file = (await csms.Admin.ReadAsync($"/jobs/{job}"))["fileId"];
        var received = (await csms.EventsOfAsync($"file-{file}")).ShouldHaveSingleItem();
        var data = JsonNode.Parse(received.Data.Span)!;
        ((long)data["size"]!, (string?)data["sha256"], (string?)data["callId"]).ShouldBe((Largest, Convert.ToHexStringLower(SHA256.HashData(bytes)), job));
        received.Metadata.Actor.ShouldStartWith("charge-point:");
        (await csms.Admin.GetByteArrayAsync(new Uri($"/api/v1/files/{file}", UriKind.Relative))).ShouldBe(bytes);
        FilesOnDisk().ShouldContain(path => Path.GetFileName(path) == $"{(Guid)file:N}-{data["sha256"]}");
    }

    [Fact]
    public async Task Leaves_room_for_others_on_the_disk()
    {
        var settings = csms.Services.GetRequiredService<IOptions<FileSettings>>().Value;
        var (_, address) = await UploadAddressAsync();
        var before = FilesOnDisk();
        var usual = settings.LeaveFree;
        settings.LeaveFree = long.MaxValue;
        try
        {
            (await SendAsync("PUT", address, new StringContent("a log"))).ShouldBe(HttpStatusCode.InsufficientStorage);
            using var image = new StringContent("an image");
            using var refused = await csms.Admin.PostAsync(new Uri("/api/v1/firmware", UriKind.Relative), image);
            refused.StatusCode.ShouldBe(HttpStatusCode.InsufficientStorage);
            FilesOnDisk().ShouldBe(before, ignoreOrder: true);
        }
        finally
        {
            settings.LeaveFree = usual;
        }

        (await SendAsync("PUT", address, new StringContent("a log"))).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Takes_a_form_with_a_file_in_it()
    {
        var (job, address) = await UploadAddressAsync();
        using var form = new MultipartFormDataContent { { new StringContent("CP-1"), "chargePoint" }, { new ByteArrayContent([1, 2, 3]), "file", "../../log.zip" } };

        (await SendAsync("POST", address, form)).ShouldBe(HttpStatusCode.Created);

        var file = (await csms.Admin.ReadAsync($"/jobs/{job}"))["fileId"];
        (await csms.Admin.GetByteArrayAsync(new Uri($"/api/v1/files/{file}", UriKind.Relative))).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Takes_one_file_and_the_same_again_from_who_did_not_hear_of_it()
    {
        var (job, address) = await UploadAddressAsync();
        (await SendAsync("PUT", address, new StringContent("first"))).ShouldBe(HttpStatusCode.Created);
        (await SendAsync("PUT", address, new StringContent("first"))).ShouldBe(HttpStatusCode.OK);
        (await SendAsync("PUT", address, new StringContent("other"))).ShouldBe(HttpStatusCode.Conflict);

        var file = (await csms.Admin.ReadAsync($"/jobs/{job}"))["fileId"];
        (await csms.Admin.GetStringAsync(new Uri($"/api/v1/files/{file}", UriKind.Relative))).ShouldBe("first");
        FilesOnDisk().Count(path => Path.GetFileName(path).StartsWith($"{(Guid)file:N}", StringComparison.Ordinal)).ShouldBe(1);
        (await csms.EventsOfAsync($"file-{file}")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Keeps_nothing_of_what_comes_again_after_it_was_removed()
    {
        var (job, address) = await UploadAddressAsync();
        (await SendAsync("PUT", address, new StringContent("secret"))).ShouldBe(HttpStatusCode.Created);
        var file = (Guid)(await csms.Admin.ReadAsync($"/jobs/{job}"))["fileId"]!;
        await csms.Admin.SendAsync("DELETE", $"/files/{file}").ShouldBeAsync(HttpStatusCode.NoContent);

        (await SendAsync("PUT", address, new StringContent("secret"))).ShouldBe(HttpStatusCode.Conflict);

        FilesOnDisk().ShouldNotContain(path => Path.GetFileName(path).StartsWith($"{file:N}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Takes_a_log_in_which_nothing_is()
    {
        var (job, address) = await UploadAddressAsync();
        (await SendAsync("PUT", address, new ByteArrayContent([]))).ShouldBe(HttpStatusCode.Created);
        (await csms.Admin.ReadAsync($"/jobs/{job}"))["fileId"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Lets_one_of_many_at_once_win_and_keeps_its_bytes_alone()
    {
        var (job, address) = await UploadAddressAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => SendAsync("PUT", address, new StringContent($"content {n % 2}"))));

        answers.Count(status => status == HttpStatusCode.Created).ShouldBe(1);
        answers.ShouldAllBe(status => status == HttpStatusCode.Created || status == HttpStatusCode.OK || status == HttpStatusCode.Conflict);
        var file = (await csms.Admin.ReadAsync($"/jobs/{job}"))["fileId"];
        var kept = await csms.Admin.GetByteArrayAsync(new Uri($"/api/v1/files/{file}", UriKind.Relative));
        Convert.ToHexStringLower(SHA256.HashData(kept)).ShouldBe((string?)JsonNode.Parse((await csms.EventsOfAsync($"file-{file}")).Single().Data.Span)!["sha256"]);
        FilesOnDisk().Count(path => Path.GetFileName(path).StartsWith($"{(Guid)file:N}", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Takes_nothing_that_is_too_large_or_a_part_and_leaves_nothing_behind()
    {
        var (_, address) = await UploadAddressAsync();
        // Said at once, and found out on the way.
        (await SendAsync("PUT", address, new ByteArrayContent(new byte[Largest + 100_000]))).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await SendAsync("PUT", address, new Chunked(Largest + 1))).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        using (var part = new ByteArrayContent([1]))
        {
            part.Headers.ContentRange = new ContentRangeHeaderValue(0, 0, 10);
            (await SendAsync("PUT", address, part)).ShouldBe(HttpStatusCode.BadRequest);
        }

        (await SendAsync("POST", address, new MultipartFormDataContent { { new StringContent("no file"), "text" } })).ShouldBe(HttpStatusCode.BadRequest);
        FilesOnDisk().ShouldNotContain(path => path.EndsWith(".part", StringComparison.Ordinal));
        // None of these has used it up.
        (await SendAsync("PUT", address, new StringContent("good"))).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Leaves_nothing_of_an_upload_that_breaks_off()
    {
        var (_, address) = await UploadAddressAsync();
        await Should.ThrowAsync<HttpRequestException>(() => SendAsync("PUT", address, new Chunked(1000, breaksOff: true)));

        await Eventually.BecomesAsync(() => Task.FromResult(FilesOnDisk()), files => !files.Any(path => path.EndsWith(".part", StringComparison.Ordinal)));
        (await SendAsync("PUT", address, new StringContent("good"))).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Gives_an_image_as_often_as_it_is_asked_for_and_in_parts()
    {
        var bytes = RandomNumberGenerator.GetBytes(5000);
        var image = await EnterAsync(bytes, "fw 1.bin");
        var address = await DownloadAddressAsync(image);

        address.ShouldEndWith("/fw%201.bin");
        (await Device.GetByteArrayAsync(new Uri(address))).ShouldBe(bytes);
        (await Device.GetByteArrayAsync(new Uri(address[..address.LastIndexOf('/')]))).ShouldBe(bytes);
        using var wanted = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Range = new RangeHeaderValue(1000, 1999) } };
        using var part = await Device.SendAsync(wanted);
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await part.Content.ReadAsByteArrayAsync()).ShouldBe(bytes[1000..2000]);
        using var head = new HttpRequestMessage(HttpMethod.Head, address);
        using var length = await Device.SendAsync(head);
        length.Content.Headers.ContentLength.ShouldBe(5000);
        length.Headers.ETag!.Tag.ShouldBe($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))}\"");

        await csms.Admin.SendAsync("DELETE", $"/firmware/{image}").ShouldBeAsync(HttpStatusCode.NoContent);
        await csms.Admin.SendAsync("DELETE", $"/firmware/{image}").ShouldBeAsync(HttpStatusCode.NoContent);
        using var gone = await Device.GetAsync(new Uri(address));
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        FilesOnDisk().ShouldNotContain(path => Path.GetFileName(path).StartsWith($"{image:N}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Opens_for_nothing_but_a_living_token_in_its_own_direction()
    {
        var (_, upload) = await UploadAddressAsync();
        var download = await DownloadAddressAsync(await EnterAsync([1], "f.bin"));
        download = download[..download.LastIndexOf('/')];
        var start = csms.Http.AbsoluteUri.TrimEnd('/');

        (await SendAsync("PUT", download.Replace("/d/", "/u/", StringComparison.Ordinal), new StringContent("x"))).ShouldBe(HttpStatusCode.NotFound);
        (await SendAsync("GET", upload.Replace("/u/", "/d/", StringComparison.Ordinal))).ShouldBe(HttpStatusCode.NotFound);
        (await SendAsync("GET", upload)).ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await SendAsync("DELETE", download)).ShouldBe(HttpStatusCode.MethodNotAllowed);
        foreach (var path in (string[])["/files", "/files/", "/files/d", "/files/d/", "/files/u/", "/files/d/x", $"/files/d/{new string('A', 43)}", "/files/d/..%2Fcsms.lock"])
            (await SendAsync("GET", start + path)).ShouldBe(HttpStatusCode.NotFound, path);
        // Tokens have case.
        (await SendAsync("GET", start + "/files/d/" + download.Split('/')[^1].ToLowerInvariant() + "x")).ShouldBe(HttpStatusCode.NotFound);

        await using var expire = csms.Database.DataSource.CreateCommand("UPDATE csms.file_links SET expires_at = now() - interval '1 second'");
        await expire.ExecuteNonQueryAsync();
        (await SendAsync("PUT", upload, new StringContent("late"))).ShouldBe(HttpStatusCode.NotFound);
        (await SendAsync("GET", download)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Has_no_token_in_the_database()
    {
        var (job, address) = await UploadAddressAsync();
        var token = address.Split('/')[^1];
        await using var rows = csms.Database.DataSource.CreateCommand("SELECT count(*) FROM csms.file_links l WHERE l::text LIKE '%' || $1 || '%'");
        rows.Parameters.Add(new NpgsqlParameter { Value = token });
        ((long)(await rows.ExecuteScalarAsync())!).ShouldBe(0);
        string.Concat((await csms.EventsOfAsync($"call-{job}")).Select(e => Encoding.UTF8.GetString(e.Data.Span))).ShouldNotContain(token);
    }

    [Fact]
    public async Task Says_what_is_wrong_with_an_image_or_a_job()
    {
        using var nothing = new ByteArrayContent([]);
        using var refused = await csms.Admin.PostAsync(new Uri("/api/v1/firmware", UriKind.Relative), nothing);
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var image = new ByteArrayContent([1]);
        using var misnamed = await csms.Admin.PostAsync(new Uri("/api/v1/firmware?name=..%2Fx", UriKind.Relative), image);
        misnamed.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await csms.RegisterAsync("CP-WRONG");
        foreach (var (body, member) in ((string, string)[])
            [("{}", "imageId"), ("""{"location":"there"}""", "location"), ("""{"location":"ftp://a/b","retries":-1}""", "retries"),
             ("""{"location":"ftp://a/b","signature":"x"}""", "signature"), ("""{"location":"ftp://a/b","installDate":"2026-01-01T00:00:00Z"}""", "installDate")])
        {
            (await csms.Admin.SendAsync("POST", "/charge-points/CP-WRONG/firmware-jobs", body).ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_body"))["errors"][member].ShouldNotBeNull();
        }

        await csms.Admin.SendAsync("POST", "/charge-points/CP-WRONG/firmware-jobs", $$"""{"imageId":"{{Guid.NewGuid()}}"}""").ShouldBeAsync(HttpStatusCode.NotFound, "file_not_found");
        await csms.Admin.SendAsync("POST", "/charge-points/NOBODY/log-jobs", "{}").ShouldBeAsync(HttpStatusCode.NotFound, "charge_point_not_found");
        await csms.Admin.SendAsync("POST", "/charge-points/CP-WRONG/log-jobs", """{"logType":"gossip"}""").ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_body");
        await csms.Admin.ReadAsync($"/files/{Guid.NewGuid()}").ShouldBeAsync(HttpStatusCode.NotFound, "file_not_found");
        await csms.Admin.SendAsync("DELETE", $"/files/{Guid.NewGuid()}").ShouldBeAsync(HttpStatusCode.NotFound, "file_not_found");
        await csms.Admin.ReadAsync($"/jobs/{Guid.NewGuid()}").ShouldBeAsync(HttpStatusCode.NotFound, "job_not_found");
        await csms.Admin.ReadAsync("/jobs?state=done").ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_parameter");
    }

    [Fact]
    public async Task Asks_once_however_often_the_same_is_wanted_under_one_key()
    {
        await csms.RegisterAsync("CP-KEY");
        var image = await EnterAsync([1, 2], "f.bin");
        var body = $$"""{"imageId":"{{image}}","retries":2}""";

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => csms.Admin.SendAsync("POST", "/charge-points/CP-KEY/firmware-jobs", body, ("Idempotency-Key", "update-1"))));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Accepted);
        answers.Select(answer => (string?)answer["id"]).Distinct().Count().ShouldBe(1);
        await csms.Admin.SendAsync("POST", "/charge-points/CP-KEY/firmware-jobs", body.Replace("2}", "3}", StringComparison.Ordinal), ("Idempotency-Key", "update-1"))
            .ShouldBeAsync(HttpStatusCode.Conflict, "call_already_requested");
        (await csms.Admin.ReadAsync("/jobs?chargePointId=CP-KEY")).Items.Count.ShouldBe(1);
    }

    private string[] FilesOnDisk() => Directory.Exists(Path.Combine(csms.DataFolder, "files")) ? Directory.GetFiles(Path.Combine(csms.DataFolder, "files")) : [];

    private static async Task<HttpStatusCode> SendAsync(string method, string address, HttpContent? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = body };
        using var response = await Device.SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>A job for a log of a charge point that is away, and the address that is to go out with it.</summary>
    private async Task<(string Job, string Address)> UploadAddressAsync(bool encrypted = false)
    {
        var id = $"CP-{Guid.NewGuid():N}";
        await csms.RegisterAsync(id);
        var job = (string)(await csms.Admin.SendAsync("POST", $"/charge-points/{id}/log-jobs", "{}").ShouldBeAsync(HttpStatusCode.Accepted))["id"]!;
        return (job, await AddressAsync(id, payload => payload["log"]!["remoteLocation"]!, encrypted));
    }

    private async Task<string> DownloadAddressAsync(Guid image)
    {
        var id = $"CP-{Guid.NewGuid():N}";
        await csms.RegisterAsync(id);
        await csms.Admin.SendAsync("POST", $"/charge-points/{id}/firmware-jobs", $$"""{"imageId":"{{image}}"}""").ShouldBeAsync(HttpStatusCode.Accepted);
        return await AddressAsync(id, payload => payload["location"]!, encrypted: false);
    }

    /// <summary>As the charge point gets it over its socket.</summary>
    private async Task<string> AddressAsync(string id, Func<JsonNode, JsonNode> member, bool encrypted)
    {
        await using var wire = await RawChargePoint.ConnectAsync(csms.Ocpp, id);
        var address = (string)member((await wire.ReceiveCallAsync())[3]!)!;
        return encrypted ? address.Replace(csms.Http.AbsoluteUri, csms.Https.AbsoluteUri, StringComparison.Ordinal) : address;
    }

    private async Task<Guid> EnterAsync(byte[] bytes, string name)
    {
        using var body = new ByteArrayContent(bytes);
        using var response = await csms.Admin.PostAsync(new Uri($"/api/v1/firmware?version=1.0&name={Uri.EscapeDataString(name)}", UriKind.Relative), body);
        var entered = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        response.StatusCode.ShouldBe(HttpStatusCode.Created, entered.ToJsonString());
        ((string?)entered["sha256"]).ShouldBe(Convert.ToHexStringLower(SHA256.HashData(bytes)));
        (await csms.Admin.ReadAsync("/firmware")).Items.ShouldContain(item => (string?)item["id"] == (string?)entered["id"]);
        return (Guid)entered["id"]!;
    }

    /// <summary>A body whose length nobody tells.</summary>
    private sealed class Chunked(int size, bool breaksOff = false) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(new byte[size]);
            await stream.FlushAsync();
            if (breaksOff)
                throw new IOException("The device lost its power.");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    public sealed class SmallHost : CsmsFixture
    {
        protected override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?> { ["Files:LargestUpload"] = $"{Largest}" };
    }
}
