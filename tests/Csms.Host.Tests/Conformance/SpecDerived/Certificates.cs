using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Csms.Host.Certificates;
using Csms.Host.Hosting;
using Csms.Host.Tests.Api;
using Csms.Host.Tests.Certificates;
using Csms.Host.Tests.Conformance.Security;
using Microsoft.Extensions.Options;
using static Csms.Host.Tests.Certificates.Enrolling;

namespace Csms.Host.Tests.Conformance.SpecDerived;

/// <summary>Certificates of charge points, roots they trust, and signed firmware, beyond the official cases.</summary>
public sealed class Certificates(OperatorHost csms) : IClassFixture<OperatorHost>
{
    private const string CentralSystem = "CentralSystemRootCertificate";

    [Theory]
    [InlineData("please", "not_a_pem_request")]
    [InlineData("CN", "wrong_common_name")]
    [InlineData("O", "wrong_organization")]
    [InlineData("weak", "weak_key")]
    public async Task SD_Z10_Rejects_a_request_and_says_why(string wrong, string reason)
    {
        await using var station = await Station.ConnectAsync(csms);
        using var key = NewKey();
        using var weak = RSA.Create(1024);
        var csr = wrong switch
        {
            "CN" => Csr(key, "ANOTHER"),
            "O" => Csr(key, station.Id, "Somebody"),
            "weak" => Csr(weak, station.Id),
            _ => wrong,
        };
        (await station.Wire.AsksForCertificateAsync(csr)).ShouldBe("Rejected");
        ((string?)await LastRequestAsync(station, "reason")).ShouldBe(reason);
        station.IsLeftAlone();
        (await csms.Admin.ReadAsync($"/charge-points/{station.Id}/certificates")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task SD_Z10_Rejects_a_key_that_is_anothers_or_was_revoked()
    {
        using var key = NewKey();
        await using var first = await Station.ConnectAsync(csms);
        await using var second = await Station.ConnectAsync(csms);
        (await first.Wire.AsksForCertificateAsync(Csr(key, first.Id))).ShouldBe("Accepted");
        await first.Wire.TakesCertificateAsync();
        var row = await csms.HasCertificateAsync(first.Id, "accepted");

        (await second.Wire.AsksForCertificateAsync(Csr(key, second.Id))).ShouldBe("Rejected");
        ((string?)await LastRequestAsync(second, "reason")).ShouldBe("key_of_another_charge_point");
        await csms.Admin.SendAsync("POST", $"/certificates/{row["id"]}/revoke", "{}").ShouldBeAsync(HttpStatusCode.NoContent);
        await csms.HasCertificateAsync(first.Id, "revoked");
        (await first.Wire.AsksForCertificateAsync(Csr(key, first.Id))).ShouldBe("Rejected");
        ((string?)await LastRequestAsync(first, "reason")).ShouldBe("key_revoked");
    }

    [Fact]
    public async Task SD_Z10_Gives_nothing_to_who_is_not_accepted_yet()
    {
        await using var station = await Station.ConnectAsync(csms, registration: "pending");
        using var key = NewKey();
        (await station.Wire.AsksForCertificateAsync(Csr(key, station.Id))).ShouldBe("Rejected");
        ((string?)await LastRequestAsync(station, "reason")).ShouldBe("charge_point_not_accepted");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SD_Z11_Sends_the_leaf_first_and_no_root(bool rsa)
    {
        await using var station = await Station.ConnectAsync(csms);
        using AsymmetricAlgorithm key = rsa ? RSA.Create(2048) : NewKey();
        (await station.Wire.AsksForCertificateAsync(Csr(key, station.Id))).ShouldBe("Accepted");
        var chain = await station.Wire.TakesCertificateAsync();

        chain.Count.ShouldBe(2);
        var (leaf, issuer) = (chain[0], chain[1]);
        leaf.Subject.ShouldBe($"CN={station.Id}, O=Operator");
        leaf.Issuer.ShouldBe(issuer.Subject);
        issuer.Issuer.ShouldNotBe(issuer.Subject);
        leaf.SerialNumber.Length.ShouldBe(32);
        leaf.Extensions.OfType<X509KeyUsageExtension>().Single().KeyUsages
            .ShouldBe(rsa ? X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment : X509KeyUsageFlags.DigitalSignature);
        leaf.Extensions.OfType<X509EnhancedKeyUsageExtension>().Single().EnhancedKeyUsages.Cast<Oid>().Select(oid => oid.Value).ShouldBe(["1.3.6.1.5.5.7.3.2"]);
        leaf.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority.ShouldBeFalse();
        leaf.Extensions.Any(extension => extension.Oid!.Value == "2.5.29.31").ShouldBeTrue("it names the revocation list");

        var row = await csms.HasCertificateAsync(station.Id, "accepted");
        using var downloaded = await csms.Admin.GetAsync(new Uri($"/api/v1/certificates/{row["id"]}/pem", UriKind.Relative));
        var pem = new X509Certificate2Collection();
        pem.ImportFromPem(await downloaded.Content.ReadAsStringAsync());
        pem.Select(one => one.Thumbprint).ShouldBe(chain.Select(one => one.Thumbprint));
        ((string?)row["thumbprint"]).ShouldBe(Convert.ToHexStringLower(leaf.GetCertHash(HashAlgorithmName.SHA256)));
        (await csms.Admin.ReadAsync($"/certificates?chargePointId={station.Id}&expiresWithin=400")).Items.Count.ShouldBe(1);
        (await csms.Admin.ReadAsync($"/certificates?chargePointId={station.Id}&expiresWithin=300")).Items.ShouldBeEmpty();
    }

    [Fact]
    public void SD_Z11_Signs_by_pss_where_it_is_wanted_and_keeps_its_keys_to_itself()
    {
        using var folder = new Scratch();
        using var authority = new CertificateAuthority(
            new ServeOptions(folder.Path, 0, 0), Options.Create(new CertificateOptions { RsaSignature = RsaSignature.Pss }), TimeProvider.System);
        using var key = RSA.Create(2048);
        var request = Domain.Certificates.SigningRequest.Read(Csr(key, "CP")).Request!;
        using var leaf = X509Certificate2.CreateFromPem(authority.Issue(Guid.NewGuid(), "CP", Guid.NewGuid(), request).Chain);
        leaf.SignatureAlgorithm.Value.ShouldBe("1.2.840.113549.1.1.10");

        foreach (var file in Directory.EnumerateFiles(folder.Path, "*.key", SearchOption.AllDirectories))
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var again = new CertificateAuthority(new ServeOptions(folder.Path, 0, 0), Options.Create(new CertificateOptions()), TimeProvider.System);
        again.Existing().ShouldHaveSingleItem().Root.Thumbprint.ShouldBe(authority.Of("rsa").Root.Thumbprint);
    }

    [Fact]
    public async Task SD_Z13_The_same_request_again_leads_to_the_same_certificate()
    {
        await using var station = await Station.ConnectAsync(csms);
        using var key = NewKey();
        var csr = Csr(key, station.Id);
        (await station.Wire.AsksForCertificateAsync(csr)).ShouldBe("Accepted");
        var first = await station.Wire.TakesCertificateAsync();
        (await station.Wire.AsksForCertificateAsync(csr)).ShouldBe("Accepted");
        var second = await station.Wire.TakesCertificateAsync();

        second[0].Thumbprint.ShouldBe(first[0].Thumbprint);
        (await csms.Admin.ReadAsync($"/charge-points/{station.Id}/certificates")).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task SD_Z13_A_crash_before_the_checkpoint_neither_signs_nor_sends_twice()
    {
        var id = $"CRASH-{Guid.NewGuid():N}";
        await csms.RegisterAsync(id);
        using var key = NewKey();
        await using (var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, id))
        {
            (await cp.AsksForCertificateAsync(Csr(key, id))).ShouldBe("Accepted");
            await cp.TakesCertificateAsync();
            await csms.HasCertificateAsync(id, "accepted");
        }

        await csms.StopAsync();
        await using (var forget = csms.Database.DataSource.CreateCommand("DELETE FROM csms.reactions"))
            await forget.ExecuteNonQueryAsync();
        await csms.StartAsync();
        await Eventually.BecomesAsync(
            () => CountAsync("SELECT count(*) FROM csms.reactions WHERE name = 'certificate-answers' AND position >= (SELECT max(seq_id) FROM events.mt_events WHERE type IN ('certificate_signing_requested', 'call_answered'))"),
            reached => reached == 1);

        (await CountAsync($"SELECT count(*) FROM events.mt_events WHERE type = 'certificate_issued' AND data ->> 'chargePointId' = '{id}'")).ShouldBe(1);
        (await CountAsync($"SELECT count(*) FROM events.mt_events WHERE type = 'call_requested' AND data ->> 'chargePointId' = '{id}'")).ShouldBe(1);
    }

    [Theory]
    [InlineData("Failed")]
    [InlineData("Rejected")]
    public async Task SD_Z14_A_root_that_was_not_taken_is_not_there(string status)
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.IsGivenRootAsync(CentralSystem, TrustedRoots.NewRoot(), status);
        (await station.RootsAsync()).ShouldBeEmpty();
        var refused = await csms.Admin.SendAsync("POST", $"/charge-points/{station.Id}/trusted-roots", """{"use":"centralSystemRootCertificate","certificate":"MIIB"}""");
        ((int)refused.Status, refused.Code).ShouldBe((400, "invalid_body"));
    }

    [Fact]
    public async Task SD_Z15_A_list_may_be_empty_or_missing()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.IsGivenRootAsync(CentralSystem, TrustedRoots.NewRoot());
        await station.IsAskedByAsync("POST", $"/charge-points/{station.Id}/trusted-roots/read?use={CentralSystem}&wait=30", null, new { status = "Accepted" });
        (await station.RootsAsync()).Count.ShouldBe(1);
        await station.ListsRootsAsync(CentralSystem);
        (await station.RootsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task SD_Z16_A_root_is_recognised_by_whichever_hash_it_is_listed_with()
    {
        await using var station = await Station.ConnectAsync(csms);
        var root = TrustedRoots.NewRoot();
        await station.IsGivenRootAsync(CentralSystem, root);
        foreach (var algorithm in (string[])["SHA512", "SHA384", "SHA256"])
        {
            await station.ListsRootsAsync(CentralSystem, TrustedRoots.HashOf(root, algorithm));
            var listed = (await station.RootsAsync()).ShouldHaveSingleItem();
            ((string?)listed["hashAlgorithm"], listed["subject"] is not null).ShouldBe((algorithm, true));
        }
    }

    [Fact]
    public async Task SD_Z17_The_last_root_of_the_central_system_goes_only_by_force()
    {
        await using var station = await Station.ConnectAsync(csms);
        var root = TrustedRoots.NewRoot();
        await station.IsGivenRootAsync(CentralSystem, root);
        var unlisted = (await station.RootsAsync()).ShouldHaveSingleItem();
        (await csms.Admin.SendAsync("DELETE", $"/charge-points/{station.Id}/trusted-roots/{unlisted["id"]}")).Code.ShouldBe("trusted_root_not_listed");
        await station.ListsRootsAsync(CentralSystem, TrustedRoots.HashOf(root, "SHA256"));
        var path = $"/charge-points/{station.Id}/trusted-roots/{(await station.RootsAsync()).Single()["id"]}";

        var refused = await csms.Admin.SendAsync("DELETE", path);
        ((int)refused.Status, refused.Code).ShouldBe((409, "last_central_system_root"));
        await station.IsAskedByAsync("DELETE", $"{path}?force=true&wait=30", null, new { status = "Failed" });
        (await station.RootsAsync()).Count.ShouldBe(1);
        await station.IsAskedByAsync("DELETE", $"{path}?force=true&wait=30", null, new { status = "NotFound" });
        (await station.RootsAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("AcceptedCanceled")]
    [InlineData("InvalidCertificate")]
    [InlineData("RevokedCertificate")]
    [InlineData("Rejected")]
    public async Task SD_Z20_Every_answer_to_a_signed_update_shows(string status)
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.AsksAsync("SignedUpdateFirmware", TC_080_SecureFirmwareUpdate.Update(20), new { status });
        var job = (await station.JobsAsync()).ShouldHaveSingleItem();
        ((string?)job["state"]).ShouldBe(status == "AcceptedCanceled" ? "accepted" : "refused", job.ToJsonString());
    }

    [Fact]
    public async Task SD_Z20_A_certificate_that_is_no_good_is_not_sent_unless_the_operator_insists()
    {
        await using var station = await Station.ConnectAsync(csms);
        var body = new { location = "https://files.example.com/f.bin", signingCertificate = "MIIB", signature = "AAAA" };
        var refused = await csms.Admin.SendAsync("POST", $"/charge-points/{station.Id}/firmware-jobs", System.Text.Json.JsonSerializer.Serialize(body));
        ((int)refused.Status, refused.Code).ShouldBe((422, "signing_certificate_unreadable"));
        station.IsLeftAlone();

        await station.IsAskedAsync(
            "firmware-jobs", new { body.location, body.signingCertificate, body.signature, @override = true }, "SignedUpdateFirmware", new { status = "Accepted" });
    }

    [Fact]
    public async Task SD_Z25_What_was_revoked_is_on_the_signed_list()
    {
        await using var station = await Station.ConnectAsync(csms);
        using var key = NewKey();
        (await station.Wire.AsksForCertificateAsync(Csr(key, station.Id))).ShouldBe("Accepted");
        await station.Wire.TakesCertificateAsync();
        var row = await csms.HasCertificateAsync(station.Id, "accepted");
        await csms.Admin.SendAsync("POST", $"/certificates/{row["id"]}/revoke", """{"reason":"keyCompromise"}""").ShouldBeAsync(HttpStatusCode.NoContent);

        using var anybody = new HttpClient { BaseAddress = csms.Http };
        var serial = Convert.FromHexString(row["serialNumber"]!.ToString());
        var list = await Eventually.BecomesAsync(() => anybody.GetByteArrayAsync(new Uri("/pki/ecdsa.crl", UriKind.Relative)), bytes => bytes.AsSpan().IndexOf(serial) >= 0);
        (await anybody.GetStringAsync(new Uri("/pki/ecdsa.crl.pem", UriKind.Relative))).ShouldStartWith("-----BEGIN X509 CRL-----");
        await IsSignedAsync(list, await anybody.GetStringAsync(new Uri("/pki/ecdsa.pem", UriKind.Relative)));
        CertificateRevocationListBuilder.Load(list, out _).RemoveEntry(serial).ShouldBeTrue();
    }

    /// <summary>As OpenSSL sees it.</summary>
    private static async Task IsSignedAsync(byte[] list, string authority)
    {
        using var folder = new Scratch();
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "list.crl"), list);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "ca.pem"), authority);
        using var openssl = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(
            "openssl", ["crl", "-inform", "DER", "-in", "list.crl", "-CAfile", "ca.pem", "-noout"])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardError = true,
        })!;
        (await openssl.StandardError.ReadToEndAsync()).ShouldContain("verify OK");
        await openssl.WaitForExitAsync();
    }

    private async Task<JsonNode?> LastRequestAsync(Station station, string member) =>
        JsonNode.Parse((await csms.EventsOfAsync($"charge-point-{station.Id}")).Last(e => e.Type == "certificate_signing_requested").Data.Span)![member];

    private async Task<long> CountAsync(string sql)
    {
        await using var command = csms.Database.DataSource.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private sealed class Scratch : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("csms-authority-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
