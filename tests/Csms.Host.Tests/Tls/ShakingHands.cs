using System.Text.Json.Nodes;
using Csms.Domain.SecurityEvents;

namespace Csms.Host.Tests.Tls;

public sealed class ShakingHands(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    // Distributions forbid old versions and weak suites to their own clients: this lets the client offer them.
    private const string Anything = ":@SECLEVEL=0";

    [Theory]
    [InlineData("ECDHE-ECDSA-AES128-GCM-SHA256")]
    [InlineData("ECDHE-ECDSA-AES256-GCM-SHA384")]
    [InlineData("AES128-GCM-SHA256")]
    [InlineData("AES256-GCM-SHA384")]
    [InlineData("ECDHE-RSA-AES128-GCM-SHA256")]
    [InlineData("ECDHE-RSA-AES256-GCM-SHA384")]
    public async Task Comes_to_every_suite_of_tls_1_2(string suite)
    {
        var said = await OpenSsl.ConnectAsync(csms.Https, $"-tls1_2 -cipher {suite}");
        said.ShouldContain($"Cipher is {suite}");
        said.ShouldContain(suite.Contains("ECDSA", StringComparison.Ordinal) ? "id-ecPublicKey" : "rsaEncryption", Case.Insensitive, said);
    }

    [Theory]
    [InlineData("TLS_AES_128_GCM_SHA256")]
    [InlineData("TLS_AES_256_GCM_SHA384")]
    [InlineData("TLS_CHACHA20_POLY1305_SHA256")]
    public async Task Comes_to_every_suite_of_tls_1_3(string suite) =>
        (await OpenSsl.ConnectAsync(csms.Https, $"-tls1_3 -ciphersuites {suite}")).ShouldContain($"Cipher is {suite}");

    [Fact]
    public async Task Shows_an_rsa_certificate_to_who_cannot_verify_ecdsa() =>
        (await OpenSsl.ConnectAsync(csms.Https, "-tls1_3 -sigalgs rsa_pss_rsae_sha256")).ShouldContain("Peer signature type: RSA-PSS");

    [Theory]
    [InlineData("-tls1")]
    [InlineData("-tls1_1")]
    public async Task SD_Z02_Refuses_old_versions_and_says_so(string version)
    {
        await RefusesAsync($"{version} -cipher ALL{Anything}", "OldTlsVersion");
    }

    [Theory]
    [InlineData("AES128-SHA")]
    [InlineData("AES128-SHA256")]
    [InlineData("ECDHE-RSA-AES128-SHA")]
    [InlineData("ECDHE-ECDSA-AES256-SHA384")]
    [InlineData("NULL-SHA256")]
    [InlineData("AECDH-AES128-SHA")]
    public async Task SD_Z03_Refuses_weak_suites_and_says_so(string suite)
    {
        await RefusesAsync($"-tls1_2 -cipher {suite}{Anything}", "NoCommonCipherSuite");
    }

    [Fact]
    public async Task SD_Z02_Neither_compresses_nor_renegotiates()
    {
        var said = await OpenSsl.ConnectAsync(csms.Https, "-tls1_2", "R\n");
        said.ShouldContain("Compression: NONE");
        said.ShouldContain("RENEGOTIATING");
        said.ShouldMatch("no renegotiation|unexpected eof|alert handshake failure");
    }

    [Theory]
    [InlineData("-tls1_2")]
    [InlineData("-tls1_3")]
    public async Task SD_Z23_Resumes_no_session_so_that_every_certificate_is_looked_at(string version)
    {
        // The client keeps what it may show again, if it is given anything: in TLS 1.3 OpenSSL hands out tickets that it takes from nobody.
        var session = Path.GetTempFileName();
        File.Delete(session);
        await OpenSsl.ConnectAsync(csms.Https, $"{version} -ign_eof -sess_out {session}", "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        var again = await OpenSsl.ConnectAsync(csms.Https, $"{version} -reconnect {(File.Exists(session) ? $"-sess_in {session}" : "")}");
        File.Delete(session);

        again.ShouldContain("New, TLSv1.");
        again.ShouldNotContain("Reused, TLSv1.");
    }

    [Fact]
    public async Task Goes_on_with_other_clients_after_nonsense()
    {
        using (var tcp = new System.Net.Sockets.TcpClient())
        {
            await tcp.ConnectAsync("127.0.0.1", csms.Https.Port);
            // A record of the handshake whose lengths point beyond its end.
            await tcp.GetStream().WriteAsync(new byte[] { 22, 3, 1, 0, 6, 1, 0, 0, 2, 255, 255 });
        }

        (await OpenSsl.ConnectAsync(csms.Https, "-tls1_3")).ShouldContain("Cipher is TLS_");
    }

    private async Task RefusesAsync(string options, string reason)
    {
        (await OpenSsl.ConnectAsync(csms.Https, options)).ShouldContain("Cipher is (NONE)");
        var stream = Entrance.StreamId(DateOnly.FromDateTime(DateTime.UtcNow));
        await Eventually.BecomesAsync(
            () => csms.EventsOfAsync(stream),
            events => events.Any(e => (string?)JsonNode.Parse(e.Data.Span)!["reason"] == reason));
    }
}
