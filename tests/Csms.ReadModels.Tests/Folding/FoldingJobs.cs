using System.Text.Json;
using Csms.Domain.Calls;
using Csms.Domain.ChargePoints;
using Csms.Domain.Files;
using Csms.Testing;
using static Csms.Domain.ChargePoints.ChargePointEvent;

namespace Csms.ReadModels.Tests.Folding;

public sealed class FoldingJobs : ReadModelTest
{
    private static readonly CallEvent.Sent Sent = new(1, "node-1");

    [Fact]
    public async Task Each_kind_shows_what_was_asked_and_told_and_came()
    {
        await FoldAsync(Feed("charge-point-CP1", new Booted("V", "M", RegistrationPolicy.Accepted, FirmwareVersion: "1.0")));
        await FoldAsync(Call(1, "UpdateFirmware", """{"location":"ftp://a/f.bin","retrieveDate":"2025-11-21T00:00:00Z"}""", Sent, Answered("{}")));
        await FoldAsync(Feed("charge-point-CP1", new FirmwareStatusReported(FirmwareStatus.DownloadScheduled)));
        await FoldAsync(Feed(
            "charge-point-CP1",
            new FirmwareStatusReported(FirmwareStatus.Installing),
            new Booted("V", "M", RegistrationPolicy.Accepted, FirmwareVersion: "2.0"),
            new FirmwareStatusReported(FirmwareStatus.Installed)));
        await FoldAsync(Call(
            2,
            "SignedUpdateFirmware",
            """{"requestId":5,"firmware":{"location":"https://a/f.bin","retrieveDateTime":"2025-11-21T00:00:00Z","installDateTime":"2025-11-22T00:00:00Z","signature":"x","signingCertificate":"y"}}""",
            Sent,
            Answered("""{"status":"InvalidCertificate"}""")));
        await FoldAsync(Call(3, "GetDiagnostics", """{"location":"https://a/files/u/withheld"}""", Sent, Answered("""{"fileName":"d.zip"}""")));
        await FoldAsync(Feed("file-00000000-0000-0000-0000-00000000000a", new FileEvent.Received(
            new("00000000-0000-0000-0000-00000000000a"), FileKind.Diagnostics, 3, new string('a', 64), ChargePointId: "CP1", CallId: CallId(3))));
        await FoldAsync(Call(4, "GetDiagnostics", """{"location":"ftp://a"}""", Sent, Answered("{}")));
        await FoldAsync(Call(5, "GetLog", """{"logType":"SecurityLog","requestId":6,"log":{"remoteLocation":"ftp://a"}}""", Sent, Answered("""{"status":"Accepted"}""")));
        await FoldAsync(Call(6, "GetLog", """{"logType":"SecurityLog","requestId":7,"log":{"remoteLocation":"ftp://a"}}""", Sent, Answered("""{"status":"AcceptedCanceled"}""")));
        await FoldAsync(Feed("charge-point-CP1", new LogStatusReported(LogStatus.Uploading, 7), new LogStatusReported(LogStatus.UploadFailure, 6), new LogStatusReported(LogStatus.Uploading, 99)));
        Snapshot.Match(this, await RowsAsync("v1_jobs", "last_sequence, job_id"));
    }

    [Fact]
    public async Task Each_fate_of_the_call_is_one_of_the_job()
    {
        const string payload = """{"location":"ftp://a","retrieveDate":"2025-11-21T00:00:00Z"}""";
        await FoldAsync(Call(1, "UpdateFirmware", payload));
        await FoldAsync(Call(2, "UpdateFirmware", payload, Sent));
        await FoldAsync(Call(3, "UpdateFirmware", payload, Sent, new CallEvent.TimedOut()));
        await FoldAsync(Call(4, "UpdateFirmware", payload, Sent, new CallEvent.Failed(CallFailure.ConnectionLost, "ConnectionLost", "gone")));
        await FoldAsync(Call(5, "UpdateFirmware", payload, Sent, new CallEvent.Failed(CallFailure.CallError, "NotSupported", "no")));
        await FoldAsync(Call(6, "UpdateFirmware", payload, new CallEvent.Expired()));
        await FoldAsync(Call(7, "UpdateFirmware", payload, new CallEvent.Cancelled("key:admin")));
        await FoldAsync(Call(8, "Reset", """{"type":"Soft"}""", Sent, Answered("""{"status":"Accepted"}""")));
        (await StatesAsync()).ShouldBe("requested sent unknown unknown refused not_sent not_sent");
    }

    [Fact]
    public async Task What_is_told_before_the_answer_is_not_undone_by_it()
    {
        await FoldAsync(Call(1, "GetDiagnostics", """{"location":"ftp://a"}""", Sent));
        await FoldAsync(Feed("charge-point-CP1", new DiagnosticsStatusReported(DiagnosticsStatus.Uploading), new DiagnosticsStatusReported(DiagnosticsStatus.Uploaded)));
        await FoldAsync(Feed($"call-{CallId(1)}", Answered("{}")));
        (await StatesAsync()).ShouldBe("succeeded");
    }

    [Fact]
    public async Task A_page_that_comes_again_changes_nothing()
    {
        FeedEvent[] page =
        [
            .. Call(1, "GetLog", """{"logType":"SecurityLog","requestId":6,"log":{"remoteLocation":"ftp://a"}}""", Sent, Answered("""{"status":"Accepted"}""")),
            .. Feed("charge-point-CP1", new LogStatusReported(LogStatus.Uploading), new LogStatusReported(LogStatus.Uploaded, 6), new LogStatusReported(LogStatus.Uploading, 8)),
        ];
        await FoldAsync(page);
        var rows = await RowsAsync("v1_jobs", "job_id");
        await FoldAsync(page);
        (await RowsAsync("v1_jobs", "job_id")).ShouldBe(rows);
    }

    [Fact]
    public async Task Pages_of_any_size_give_the_same_rows()
    {
        FeedEvent[] history =
        [
            .. Call(1, "UpdateFirmware", """{"location":"ftp://a","retrieveDate":"2025-11-21T00:00:00Z"}""", Sent, Answered("{}")),
            .. Feed("charge-point-CP1", new FirmwareStatusReported(FirmwareStatus.Downloading), new FirmwareStatusReported(FirmwareStatus.DownloadFailed)),
            .. Call(2, "UpdateFirmware", """{"location":"ftp://b","retrieveDate":"2025-11-21T00:00:00Z"}""", Sent, Answered("{}")),
            .. Feed(
                "charge-point-CP1", new FirmwareStatusReported(FirmwareStatus.Downloading), new FirmwareStatusReported(FirmwareStatus.Installed),
                new FirmwareStatusReported(FirmwareStatus.Installed), new FirmwareStatusReported(FirmwareStatus.Downloading),
                new Booted("V", "M", RegistrationPolicy.Accepted, FirmwareVersion: "2.0"), new FirmwareStatusReported(FirmwareStatus.InstallationFailed)),
        ];
        foreach (var e in history)
            await FoldAsync(e);
        var one = await RowsAsync("v1_jobs", "job_id");
        await ScalarAsync<long>("WITH a AS (DELETE FROM read.jobs), b AS (DELETE FROM read.job_charge_points) SELECT 1::bigint");
        await FoldAsync(history);
        (await RowsAsync("v1_jobs", "job_id")).ShouldBe(one);
        (await StatesAsync()).ShouldBe("failed succeeded failed");
    }

    private static Guid CallId(int n) => new($"00000000-0000-0000-0000-{n:D12}");

    private static CallEvent.Answered Answered(string response) => new(JsonElement.Parse(response));

    private FeedEvent[] Call(int n, string action, string payload, params CallEvent[] fate) => Feed(
        $"call-{CallId(n)}",
        [new CallEvent.Requested(CallId(n), "CP1", action, JsonElement.Parse(payload), "key:admin", Noon.AddMinutes(5), 30), .. fate]);

    private Task FoldAsync(params FeedEvent[] page) => FoldAsync(Catalog.Find("jobs")!, page);

    private Task<string> StatesAsync() => ScalarAsync<string>("SELECT string_agg(state, ' ' ORDER BY begun_at) FROM read.v1_jobs");
}
