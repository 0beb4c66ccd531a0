using System.Diagnostics;

namespace Csms.Host.Tests.Tls;

/// <summary>A TLS client that nobody here wrote: <c>openssl s_client</c>.</summary>
internal static class OpenSsl
{
    /// <summary>Shakes hands and leaves; what it said on the way.</summary>
    public static async Task<string> ConnectAsync(Uri address, string options, string input = "")
    {
        using var process = Process.Start(new ProcessStartInfo("openssl", $"s_client -connect 127.0.0.1:{address.Port} {options}")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It was turned away before it read anything.
        }

        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
        return await output + await error;
    }
}
