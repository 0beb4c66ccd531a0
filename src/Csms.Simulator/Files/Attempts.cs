using System.Net;

namespace Csms.Simulator.Files;

/// <summary>Does a transfer again after a failure, as often and with the pauses that were asked for (errata 3.50: retries come on top of the first try).</summary>
internal static class Attempts
{
    private static readonly TimeSpan UsualPause = TimeSpan.FromSeconds(10);

    /// <returns>Null when it worked, otherwise why the last attempt failed.</returns>
    public static async Task<Exception?> RunAsync(
        SimulatedChargePoint chargePoint, FileFault fault, int? retries, int? retryInterval, Func<CancellationToken, Task> transfer, CancellationToken ct)
    {
        for (var left = retries ?? 0; ; left--)
        {
            var failure = await TryAsync(chargePoint, fault, transfer, ct);
            if (failure is null || left <= 0) return failure;
            var pause = retryInterval is { } seconds ? TimeSpan.FromSeconds(seconds) : UsualPause;
            await Task.Delay(pause / chargePoint.Options.Speed, chargePoint.Time, ct);
        }
    }

    private static async Task<Exception?> TryAsync(SimulatedChargePoint chargePoint, FileFault fault, Func<CancellationToken, Task> transfer, CancellationToken ct)
    {
        await chargePoint.TakeAStepAsync(ct);
        if (chargePoint.TakeFault(fault)) return new IOException("Arranged to fail.");
        try
        {
            await transfer(ct);
            return null;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or NotSupportedException or InvalidOperationException
            || (failure is TaskCanceledException && !ct.IsCancellationRequested))
        {
            return failure;
        }
    }

    /// <summary>The server's word, where it had one.</summary>
    public static HttpStatusCode? StatusOf(Exception failure) => (failure as HttpRequestException)?.StatusCode;
}
