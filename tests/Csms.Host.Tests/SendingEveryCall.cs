using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Csms.Domain.Calls;
using Csms.Domain.ChargePoints;
using Csms.EventStore;
using Csms.Host.Api.Calls;
using Csms.Host.Calls;
using Csms.Simulator;
using Csms.Simulator.Files;
using Microsoft.Extensions.DependencyInjection;
using Ocpp.Protocol.V16;

namespace Csms.Host.Tests;

/// <summary>Every action towards charge points, through the events, over a socket, to a device that does what it says.</summary>
public sealed class SendingEveryCall(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    private const string Firmware = "ftp://files.example/firmware-2.0.bin";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly HashSet<string> sent = [];
    private string chargePointId = "";

    private static string[] All => [.. OcppActions.All.Where(action => (action.Direction & OcppDirection.ToChargePoint) != 0).Select(action => action.Name)];

    [Fact]
    public void Has_a_payload_for_each() => EveryCall.Payloads.Select(call => call.Action.Name).Distinct().ShouldBe(All, ignoreOrder: true);

    [Fact]
    public async Task Is_answered_by_a_charge_point_that_can_all()
    {
        await using var chargePoint = await BootedAsync("CP-ALL");
        await csms.RegisterTokenAsync("ALL-1");

        (await AskAsync("GetConfiguration", """{"key":["SupportedFeatureProfiles","Nonsense"]}"""))["unknownKey"]![0]!.ToString().ShouldBe("Nonsense");
        await AskAsync("ChangeConfiguration", """{"key":"CpoName","value":"Operator AG"}""", "Accepted");
        await AskAsync("ClearCache", "{}", "Accepted");
        await AskAsync("DataTransfer", """{"vendorId":"org.example"}""", "UnknownVendorId");
        await AskAsync("ChangeAvailability", """{"connectorId":2,"type":"Operative"}""", "Accepted");
        await AskAsync("UnlockConnector", """{"connectorId":2}""", "Unlocked");
        await AskAsync("TriggerMessage", """{"requestedMessage":"StatusNotification","connectorId":1}""", "Accepted");

        await AskAsync("SendLocalList", """{"listVersion":3,"updateType":"Full","localAuthorizationList":[{"idTag":"ALL-1","idTagInfo":{"status":"Accepted"}}]}""", "Accepted");
        ((int?)(await AskAsync("GetLocalListVersion", "{}"))["listVersion"]).ShouldBe(3);

        await AskAsync("ReserveNow", """{"connectorId":1,"expiryDate":"2099-01-01T00:00:00Z","idTag":"ALL-1","reservationId":5}""", "Accepted");
        await AskAsync("CancelReservation", """{"reservationId":5}""", "Accepted");

        const string profile = """
            {"chargingProfileId":1,"stackLevel":0,"chargingProfilePurpose":"TxDefaultProfile","chargingProfileKind":"Relative",
            "chargingSchedule":{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":16.1},{"startPeriod":60,"limit":8}]}}
            """;
        await AskAsync("SetChargingProfile", $$$"""{"connectorId":0,"csChargingProfiles":{{{profile}}}}""", "Accepted");
        var composite = await AskAsync("GetCompositeSchedule", """{"connectorId":1,"duration":120,"chargingRateUnit":"A"}""", "Accepted");
        composite["chargingSchedule"]!["chargingSchedulePeriod"]!.AsArray().Select(period => (int?)period!["startPeriod"]).ShouldBe([0, 60]);
        await AskAsync("ClearChargingProfile", """{"id":1}""", "Accepted");

        await AskAsync("RemoteStartTransaction", """{"idTag":"ALL-1","connectorId":1}""", "Accepted");
        var transactionId = await Eventually.BecomesAsync(() => Task.FromResult(chargePoint.Connector(1).Transaction?.TransactionId), id => id is not null);
        await AskAsync("RemoteStopTransaction", $$"""{"transactionId":{{transactionId}}}""", "Accepted");

        await AskAsync("ExtendedTriggerMessage", """{"requestedMessage":"SignChargePointCertificate"}""", "Accepted");
        await chargePoint.Frames.AnswerAsync(await chargePoint.Frames.SentCallAsync("SignCertificate"));
        using var root = Root();
        var pem = JsonSerializer.Serialize(root.ExportCertificatePem());
        await AskAsync("CertificateSigned", $$"""{"certificateChain":{{pem}}}""", "Rejected");
        await AskAsync("InstallCertificate", $$"""{"certificateType":"CentralSystemRootCertificate","certificate":{{pem}}}""", "Accepted");
        var installed = await AskAsync("GetInstalledCertificateIds", """{"certificateType":"CentralSystemRootCertificate"}""", "Accepted");
        await AskAsync("DeleteCertificate", $$"""{"certificateHashData":{{installed["certificateHashData"]![0]!.ToJsonString()}}}""", "Accepted");

        (await AskAsync("GetDiagnostics", """{"location":"ftp://files.example/logs"}"""))["fileName"]!.ToString().ShouldStartWith("CP-ALL-diagnostics-");
        await AskAsync("GetLog", """{"logType":"SecurityLog","requestId":41,"log":{"remoteLocation":"ftp://files.example/logs"}}""", "Accepted");
        (await AskAsync("UpdateFirmware", $$"""{"location":"{{Firmware}}","retrieveDate":"2099-01-01T00:00:00Z"}""")).Count.ShouldBe(0);
        await AskAsync("SignedUpdateFirmware", Signed(root), "InvalidCertificate");
        await AskAsync("Reset", """{"type":"Soft"}""", "Accepted");

        sent.ShouldBe(All, ignoreOrder: true);
        chargePoint.Failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task Makes_a_charge_point_report_an_update_from_the_download_to_the_new_firmware()
    {
        await using var chargePoint = await BootedAsync("CP-UPDATE");
        using var root = Root();
        var pem = JsonSerializer.Serialize(root.ExportCertificatePem());
        await AskAsync("InstallCertificate", $$"""{"certificateType":"ManufacturerRootCertificate","certificate":{{pem}}}""", "Accepted");

        await AskAsync("SignedUpdateFirmware", Signed(root), "Accepted");

        var events = await Eventually.BecomesAsync(EventsAsync, events => events.Any(e => e.Type == "security_event_reported"), Patience);
        events.Where(e => e.Type == "signed_firmware_status_reported").Select(DataOf).Select(data => ((int?)data["requestId"], data["status"]!.ToString()))
            .ShouldBe([(9, "Downloading"), (9, "Downloaded"), (9, "SignatureVerified"), (9, "Installing"), (9, "InstallRebooting"), (9, "Installed")]);
        events.Count(e => e.Type == "charge_point_booted").ShouldBe(2);
        DataOf(events.Last(e => e.Type == "charge_point_booted"))["firmwareVersion"]!.ToString().ShouldBe("firmware-2.0");
        DataOf(events.Single(e => e.Type == "security_event_reported"))["type"]!.ToString().ShouldBe("FirmwareUpdated");
        chargePoint.Failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task Makes_a_charge_point_report_its_uploads()
    {
        await using var chargePoint = await BootedAsync("CP-UPLOAD");
        chargePoint.Arrange(FileFault.UploadFails);

        await AskAsync("GetDiagnostics", """{"location":"ftp://files.example/logs"}""");
        await StatusesAsync("diagnostics_status_reported", "Uploading", "UploadFailed");
        await AskAsync("GetLog", """{"logType":"DiagnosticsLog","requestId":17,"log":{"remoteLocation":"ftp://files.example/logs"}}""", "Accepted");
        await StatusesAsync("log_status_reported", "Uploading", "Uploaded");
        chargePoint.Failures.ShouldBeEmpty();
    }

    private Task<IReadOnlyList<RecordedEvent>> EventsAsync() => csms.EventsOfAsync(ChargePoint.StreamId(chargePointId));

    private static JsonNode DataOf(RecordedEvent e) => JsonNode.Parse(e.Data.Span)!;

    private async Task StatusesAsync(string type, params string[] statuses)
    {
        var reported = await Eventually.BecomesAsync(async () => (await EventsAsync()).Where(e => e.Type == type).ToArray(), events => events.Length == statuses.Length);
        reported.Select(e => DataOf(e)["status"]!.ToString()).ShouldBe(statuses);
    }

    private async Task<SimulatedChargePoint> BootedAsync(string id)
    {
        chargePointId = id;
        await csms.RegisterAsync(id);
        var chargePoint = new SimulatedChargePoint(new ChargePointOptions
        {
            Identity = id,
            Url = csms.Ocpp,
            Connectors = 2,
            Speed = 1000,
            FirstReconnectWait = TimeSpan.FromMilliseconds(20),
            Files = FileTransfer.Pretended,
        });
        await chargePoint.ConnectAsync();
        await chargePoint.BootAsync();
        return chargePoint;
    }

    /// <summary>Has a call sent and returns what was answered; with <paramref name="status"/> that must be its word.</summary>
    private async Task<JsonObject> AskAsync(string name, string payload, string? status = null)
    {
        sent.Add(name);
        var action = OcppActions.Find(name)!;
        var (checkedPayload, problem) = CallPayload.Read(action, Encoding.UTF8.GetBytes(payload));
        problem.ShouldBeNull();
        var calls = csms.Services.GetRequiredService<CallRequests>();
        var (callId, _) = await calls.RequestAsync(new CallOrder(chargePointId, action, checkedPayload, "test"), CancellationToken.None);
        var ended = (await calls.WaitAsync(callId, Patience, CancellationToken.None)).ShouldBeOfType<Call.Ended>(name);
        var answered = ended.Outcome.ShouldBeOfType<CallEvent.Answered>($"{name}: {ended.Outcome}");
        var response = JsonNode.Parse(answered.Response.GetRawText())!.AsObject();
        if (status is not null)
            response["status"]!.ToString().ShouldBe(status, name);
        return response;
    }

    private static X509Certificate2 Root()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Maker", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    /// <summary>An update signed by the root itself over a pretended file: the text of its address.</summary>
    private static string Signed(X509Certificate2 root)
    {
        using var key = root.GetECDsaPrivateKey()!;
        var signature = Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(Firmware), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        return $$$"""
            {"requestId":9,"firmware":{"location":"{{{Firmware}}}","retrieveDateTime":"2026-01-01T00:00:00Z",
            "signingCertificate":{{{JsonSerializer.Serialize(root.ExportCertificatePem())}}},"signature":"{{{signature}}}"}}
            """;
    }
}
