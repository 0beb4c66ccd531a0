using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Csms.Simulator.Tests;

public sealed class KeepingCertificates : SimulatorTest
{
    private const string Ours = "CentralSystemRootCertificate";
    private const string Makers = "ManufacturerRootCertificate";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_root_is_listed_by_the_hashes_of_RFC_6960_and_deleted_by_them(bool rsa)
    {
        await BootedAsync();
        using var root = TestCertificates.Root(rsa: rsa);
        (await Central.StatusOfAsync("GetInstalledCertificateIds", $$"""{"certificateType":"{{Ours}}"}""")).ShouldBe("NotFound");
        (await InstallAsync(Ours, root.ExportCertificatePem())).ShouldBe("Accepted");
        (await InstallAsync(Ours, root.ExportCertificatePem())).ShouldBe("Accepted");

        var listed = (await Central.CallAsync("GetInstalledCertificateIds", $$"""{"certificateType":"{{Ours}}"}"""))[2].GetProperty("certificateHashData");
        listed.GetArrayLength().ShouldBe(1);
        var name = listed[0];

        // Written down anew, from the DER of the certificate: the key is what the bit string of SubjectPublicKeyInfo holds.
        var info = new System.Formats.Asn1.AsnReader(root.PublicKey.ExportSubjectPublicKeyInfo(), System.Formats.Asn1.AsnEncodingRules.DER).ReadSequence();
        info.ReadSequence();
        var key = info.ReadBitString(out _);
        name.GetProperty("hashAlgorithm").GetString().ShouldBe("SHA256");
        name.GetProperty("issuerNameHash").GetString().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(root.SubjectName.RawData)));
        name.GetProperty("issuerKeyHash").GetString().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(key)));
        name.GetProperty("serialNumber").GetString().ShouldBe(root.SerialNumber.TrimStart('0'));

        // Hexadecimal is compared without case, and a leading zero is no other number.
        (await DeleteAsync(JsonSerializer.Serialize(new
        {
            hashAlgorithm = "SHA256",
            issuerNameHash = name.GetProperty("issuerNameHash").GetString()!.ToUpperInvariant(),
            issuerKeyHash = name.GetProperty("issuerKeyHash").GetString()!.ToUpperInvariant(),
            serialNumber = "0" + name.GetProperty("serialNumber").GetString()!.ToLowerInvariant(),
        }))).ShouldBe("Accepted");
        (await DeleteAsync(name.GetRawText())).ShouldBe("NotFound");
    }

    [Theory]
    [InlineData("SHA384")]
    [InlineData("SHA512")]
    public async Task Another_algorithm_names_the_same_root(string algorithm)
    {
        var chargePoint = await BootedAsync();
        using var root = TestCertificates.Root();
        await InstallAsync(Makers, root.ExportCertificatePem());
        var name = Certificates.CertificateNames.NameOfRoot(root, Enum.Parse<Ocpp.Protocol.V16.HashAlgorithm>(algorithm));
        var length = algorithm == "SHA384" ? 96 : 128;
        name.IssuerKeyHash.Length.ShouldBe(length);

        (await DeleteAsync(JsonSerializer.Serialize(new
        {
            hashAlgorithm = algorithm,
            issuerNameHash = name.IssuerNameHash,
            issuerKeyHash = name.IssuerKeyHash,
            serialNumber = name.SerialNumber,
        }))).ShouldBe("Accepted");
        chargePoint.Roots.Of(Ocpp.Protocol.V16.CertificateUse.ManufacturerRootCertificate).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_no_root_is_refused_and_told_as_a_security_event()
    {
        var chargePoint = await BootedAsync();
        using var root = TestCertificates.Root();
        using var key = ECDsa.Create();
        using var leaf = TestCertificates.Leaf(root, key);
        using var old = TestCertificates.Root(until: DateTimeOffset.UtcNow.AddDays(-1));

        (await InstallAsync(Ours, "no certificate")).ShouldBe("Rejected");
        (await InstallAsync(Ours, leaf.ExportCertificatePem())).ShouldBe("Rejected");
        (await InstallAsync(Makers, old.ExportCertificatePem())).ShouldBe("Rejected");

        await Eventually.HoldsAsync(() => chargePoint.Frames.CallsSent("SecurityEventNotification").Count() == 2);
        chargePoint.Frames.CallsSent("SecurityEventNotification").ShouldAllBe(frame => frame.Payload.GetProperty("type").GetString() == "InvalidCentralSystemCertificate");
    }

    [Fact]
    public async Task The_store_has_an_end()
    {
        await BootedAsync(settings: ("CertificateStoreMaxLength", "1"));
        using var first = TestCertificates.Root("CN=First");
        using var second = TestCertificates.Root("CN=Second");

        (await InstallAsync(Ours, first.ExportCertificatePem())).ShouldBe("Accepted");
        (await InstallAsync(Makers, second.ExportCertificatePem())).ShouldBe("Failed");
    }

    [Fact]
    public async Task A_certificate_for_its_own_key_is_taken_into_use()
    {
        var chargePoint = await BootedAsync(settings: ("CpoName", "Operator AG"));
        Central.AnswerNext("SignCertificate", """{"status":"Accepted"}""");
        (await Central.StatusOfAsync("ExtendedTriggerMessage", """{"requestedMessage":"SignChargePointCertificate"}""")).ShouldBe("Accepted");
        var csr = (await chargePoint.Frames.SentCallAsync("SignCertificate")).Payload.GetProperty("csr").GetString()!;
        CertificateRequest.LoadSigningRequestPem(csr, HashAlgorithmName.SHA256).SubjectName.Name.ShouldBe("O=Operator AG, CN=CP-1");
        using var root = TestCertificates.Root();
        using var signed = TestCertificates.Sign(csr, root);

        (await TakeAsync(signed.ExportCertificatePem() + "\n" + root.ExportCertificatePem())).ShouldBe("Accepted");

        chargePoint.Certified.Certificate!.HasPrivateKey.ShouldBeTrue();
        chargePoint.Certified.Certificate.Thumbprint.ShouldBe(signed.Thumbprint);
        (await TakeAsync(signed.ExportCertificatePem())).ShouldBe("Rejected", "there is no request under way any more");
    }

    [Fact]
    public async Task A_certificate_that_does_not_fit_is_refused_and_told_as_a_security_event()
    {
        var chargePoint = await BootedAsync(settings: ("CpoName", "Operator AG"));
        Central.AnswerNext("SignCertificate", """{"status":"Accepted"}""");
        await chargePoint.RequestCertificateAsync();
        var csr = chargePoint.Frames.CallsSent("SignCertificate").Single().Payload.GetProperty("csr").GetString()!;
        using var root = TestCertificates.Root();
        using var other = TestCertificates.Root("CN=Other");
        using var key = ECDsa.Create();
        using var foreign = TestCertificates.Leaf(root, key);
        using var signed = TestCertificates.Sign(csr, root);

        (await TakeAsync("no certificate")).ShouldBe("Rejected");
        (await TakeAsync(foreign.ExportCertificatePem())).ShouldBe("Rejected");
        (await TakeAsync(signed.ExportCertificatePem() + "\n" + other.ExportCertificatePem())).ShouldBe("Rejected");

        await Eventually.HoldsAsync(() => chargePoint.Frames.CallsSent("SecurityEventNotification").Count() == 3);
        chargePoint.Certified.Certificate.ShouldBeNull();
        (await TakeAsync(signed.ExportCertificatePem())).ShouldBe("Accepted");
    }

    [Fact]
    public async Task Without_an_operators_name_or_a_willing_central_system_there_is_no_request()
    {
        var chargePoint = await BootedAsync();
        (await Central.StatusOfAsync("ExtendedTriggerMessage", """{"requestedMessage":"SignChargePointCertificate"}""")).ShouldBe("Rejected");

        Central.AnswerNext("SignCertificate", """{"status":"Rejected"}""");
        (await chargePoint.RequestCertificateAsync()).ShouldBeFalse();
    }

    [Theory]
    [InlineData("Heartbeat", "Heartbeat")]
    [InlineData("MeterValues", "MeterValues")]
    [InlineData("StatusNotification", "StatusNotification")]
    [InlineData("LogStatusNotification", "LogStatusNotification")]
    [InlineData("FirmwareStatusNotification", "SignedFirmwareStatusNotification")]
    public async Task A_message_triggered_the_extended_way_follows_the_answer(string message, string action)
    {
        var chargePoint = await BootedAsync();
        var before = chargePoint.Frames.CallsSent(action).Count();

        (await Central.StatusOfAsync("ExtendedTriggerMessage", $$"""{"requestedMessage":"{{message}}"}""")).ShouldBe("Accepted");

        var told = await chargePoint.Frames.SentCallAsync(action, before + 1);
        if (action.EndsWith("StatusNotification", StringComparison.Ordinal) && action != "StatusNotification") told.Payload.GetProperty("status").GetString().ShouldBe("Idle");
        (await Central.StatusOfAsync("ExtendedTriggerMessage", """{"requestedMessage":"BootNotification"}""")).ShouldBe("Rejected");
        (await Central.StatusOfAsync("ExtendedTriggerMessage", """{"requestedMessage":"MeterValues","connectorId":9}""")).ShouldBe("Rejected");
    }

    [Fact]
    public async Task A_security_event_waits_for_the_connection_and_for_an_answer()
    {
        var chargePoint = await BootedAsync(settings: ("MessageTimeout", "1"));
        await chargePoint.GoOfflineAsync();
        await chargePoint.RaiseSecurityEventAsync("TamperDetectionActivated", "door");
        chargePoint.Frames.CallsSent("SecurityEventNotification").ShouldBeEmpty();

        Central.AnswerNext("SecurityEventNotification", (string?)null);
        chargePoint.ComeOnline();
        await chargePoint.ConnectAsync();
        await chargePoint.Frames.SentCallAsync("SecurityEventNotification");
        await chargePoint.RaiseSecurityEventAsync("ResetOrReboot");

        await Eventually.HoldsAsync(() => chargePoint.Frames.CallsSent("SecurityEventNotification").Count() == 3);
        chargePoint.Frames.CallsSent("SecurityEventNotification").Select(frame => frame.Payload.GetProperty("type").GetString())
            .ShouldBe(["TamperDetectionActivated", "TamperDetectionActivated", "ResetOrReboot"]);
    }

    private Task<string?> InstallAsync(string type, string pem) =>
        Central.StatusOfAsync("InstallCertificate", $$"""{"certificateType":"{{type}}","certificate":{{JsonSerializer.Serialize(pem)}}}""");

    private Task<string?> DeleteAsync(string name) => Central.StatusOfAsync("DeleteCertificate", $$"""{"certificateHashData":{{name}}}""");

    private Task<string?> TakeAsync(string pem) => Central.StatusOfAsync("CertificateSigned", $$"""{"certificateChain":{{JsonSerializer.Serialize(pem)}}}""");
}
