using System.Net.Security;
using System.Text;
using Csms.Simulator.Connection;

namespace Csms.Simulator.Files;

/// <summary>How a device fetches firmware and sends logs. Failures are exceptions of HTTP or of I/O.</summary>
public sealed record FileTransfer(Func<Uri, CancellationToken, Task<byte[]>> FetchAsync, Func<Uri, byte[], CancellationToken, Task> SendAsync)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Over http and https in earnest (GET and PUT), over any other protocol as if it had worked.</summary>
    /// <param name="caFile">PEM file with the only roots to trust; the system's when null.</param>
    public static FileTransfer InEarnest(string? caFile) => new(
        (location, ct) => IsHttp(location) ? FetchOverHttpAsync(location, caFile, ct) : Pretended.FetchAsync(location, ct),
        (location, file, ct) => IsHttp(location) ? SendOverHttpAsync(location, file, caFile, ct) : Pretended.SendAsync(location, file, ct));

    /// <summary>Every transfer works. A fetched file consists of its own address, so that a test can sign it beforehand.</summary>
    public static FileTransfer Pretended { get; } = new((location, _) => Task.FromResult(Encoding.UTF8.GetBytes(location.OriginalString)), (_, _, _) => Task.CompletedTask);

    private static bool IsHttp(Uri location) => location.Scheme is "http" or "https";

    private static async Task<byte[]> FetchOverHttpAsync(Uri location, string? caFile, CancellationToken ct)
    {
        using var client = Client(caFile);
        return await client.GetByteArrayAsync(location, ct);
    }

    private static async Task SendOverHttpAsync(Uri location, byte[] file, string? caFile, CancellationToken ct)
    {
        using var client = Client(caFile);
        using var body = new ByteArrayContent(file);
        using var response = await client.PutAsync(location, body, ct);
        response.EnsureSuccessStatusCode();
    }

    private static HttpClient Client(string? caFile) => new(new SocketsHttpHandler
    {
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = caFile is null ? null : OcppSocket.TrustOnly(caFile) },
    })
    {
        Timeout = Patience,
    };
}
