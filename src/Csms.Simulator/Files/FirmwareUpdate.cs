using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ocpp.Protocol.V16;
using static Ocpp.Protocol.V16.SignedFirmwareStatus;
using Job = Csms.Simulator.Files.JobSlot<Ocpp.Protocol.V16.SignedFirmwareStatus>.Job;

namespace Csms.Simulator.Files;

/// <summary>Firmware to fetch and install; with a signer it is verified in between.</summary>
internal sealed record FirmwareOrder(
    string Location,
    DateTimeOffset RetrieveAt,
    int? Retries,
    int? RetryInterval,
    DateTimeOffset? InstallAt = null,
    X509Certificate2? Signer = null,
    string? Signature = null)
{
    public bool Signed => Signer is not null;
}

/// <summary>One firmware update from the wait for its time to the start of the new firmware (OCPP 1.6 section 4.5; Improved security, use case L01).</summary>
internal sealed class FirmwareUpdate(SimulatedChargePoint chargePoint, FirmwareOrder order, Job job)
{
    // What has begun to be told is told, even when another update takes the place of this one: the job's own token is for waiting only.
    private CancellationToken scrapped;

    public async Task RunAsync(CancellationToken endOfDevice)
    {
        scrapped = endOfDevice;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(scrapped, job.Stopped);
        var restarting = false;
        try
        {
            if (await FetchAsync(either.Token) && await InstallAsync(either.Token))
            {
                restarting = true;
                // What comes now comes from the new firmware: not even another update stops it half way.
                await chargePoint.StartNewFirmwareAsync(order, job, scrapped);
            }
        }
        catch (OperationCanceledException) when (job.Stopped.IsCancellationRequested)
        {
            // Another update took its place, or the device lost its power.
        }
        finally
        {
            if (!restarting) await chargePoint.EndFirmwareUpdateAsync(job, scrapped);
        }
    }

    private async Task<bool> FetchAsync(CancellationToken ct)
    {
        if (order.RetrieveAt > chargePoint.Clock.Now) await TellAsync(DownloadScheduled);
        await chargePoint.WaitUntilAsync(order.RetrieveAt, ct);
        await TellAsync(Downloading);
        byte[] file = [];
        var failure = await Attempts.RunAsync(
            chargePoint,
            FileFault.DownloadFails,
            order.Retries,
            order.RetryInterval,
            async attempt => file = await chargePoint.Files.FetchAsync(new Uri(order.Location), attempt),
            ct);
        await TellAsync(failure is null ? Downloaded : DownloadFailed);
        return failure is null && (!order.Signed || await VerifyAsync(file, ct));
    }

    private async Task<bool> VerifyAsync(byte[] file, CancellationToken ct)
    {
        await chargePoint.TakeAStepAsync(ct);
        var valid = IsSigned(file);
        await TellAsync(valid ? SignatureVerified : InvalidSignature);
        if (!valid) await chargePoint.ReportSecurityEventAsync("InvalidFirmwareSignature", order.Location, scrapped);
        return valid;
    }

    private async Task<bool> InstallAsync(CancellationToken ct)
    {
        if (order.InstallAt is { } installAt && installAt > chargePoint.Clock.Now)
        {
            await TellAsync(InstallScheduled);
            await chargePoint.WaitUntilAsync(installAt, ct);
        }

        await chargePoint.ReportAsync(await chargePoint.TakeOutOfServiceAsync(ct), scrapped);
        await TellAsync(Installing);
        await chargePoint.TakeAStepAsync(ct);
        var taken = !chargePoint.TakeFault(FileFault.InstallationFails);
        await TellAsync(taken ? InstallRebooting : InstallationFailed);
        return taken;
    }

    private Task TellAsync(SignedFirmwareStatus status) => chargePoint.TellFirmwareStatusAsync(order.Signed, job, status, scrapped);

    /// <summary>RSA-PSS or ECDSA with SHA-256 over the whole file (L01.FR.04), and PKCS #1 v1.5, which many sign with.</summary>
    private bool IsSigned(byte[] file)
    {
        var signature = new byte[order.Signature!.Length];
        if (!Convert.TryFromBase64String(order.Signature, signature, out var length)) return false;
        var bytes = signature.AsSpan(0, length);
        using var rsa = order.Signer!.GetRSAPublicKey();
        if (rsa?.VerifyData(file, bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss) == true) return true;
        if (rsa is not null) return rsa.VerifyData(file, bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var ec = order.Signer!.GetECDsaPublicKey();
        return ec is not null && ec.VerifyData(file, bytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }
}
