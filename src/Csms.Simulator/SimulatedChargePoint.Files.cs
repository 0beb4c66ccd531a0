using System.Globalization;
using Csms.Simulator.Files;
using Ocpp.Protocol.V16;
using FirmwareJob = Csms.Simulator.Files.JobSlot<Ocpp.Protocol.V16.SignedFirmwareStatus>.Job;

namespace Csms.Simulator;

/// <content>Firmware, diagnostics and logs: jobs that take their time and tell how they go.</content>
public sealed partial class SimulatedChargePoint
{
    private static readonly TimeSpan StepTime = TimeSpan.FromSeconds(5);
    private readonly List<FileFault> fileFaults = [];
    // Told once the device has booted again, since only then the new firmware is known to run; kept in flash.
    private Func<CancellationToken, Task>? toTellAfterBoot;

    /// <summary>What it says in BootNotification: the maker's, or the name of the file that was installed last.</summary>
    public string FirmwareVersion { get; private set; }

    internal FileTransfer Files { get; }
    internal DeviceLog Log { get; }
    internal JobSlot<DiagnosticsStatus> DiagnosticsJob { get; } = new(DiagnosticsStatus.Idle);
    internal JobSlot<UploadLogStatus> LogJob { get; } = new(UploadLogStatus.Idle);
    internal JobSlot<SignedFirmwareStatus> FirmwareJobs { get; } = new(SignedFirmwareStatus.Idle);

    /// <summary>Arranges that one attempt with a file fails. Several may be arranged.</summary>
    public void Arrange(FileFault fault)
    {
        lock (gate) fileFaults.Add(fault);
    }

    internal bool TakeFault(FileFault fault)
    {
        lock (gate) return fileFaults.Remove(fault);
    }

    /// <summary>The time a step of a job takes, at the speed of this world.</summary>
    internal Task TakeAStepAsync(CancellationToken ct) => Task.Delay(StepTime / Options.Speed, time, ct);

    internal string FileName(string kind) =>
        string.Create(CultureInfo.InvariantCulture, $"{Uri.EscapeDataString(Identity)}-{kind}-{Clock.Now:yyyyMMddHHmmss}.log");

    /// <summary>Sends a file to a folder and tells how that goes.</summary>
    internal async Task UploadAsync<TStatus>(
        JobSlot<TStatus> slot,
        JobSlot<TStatus>.Job job,
        Upload<TStatus> upload,
        Func<TStatus, int?, (OcppAction Action, object Request)> notification,
        CancellationToken ct)
        where TStatus : struct, Enum
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, job.Stopped);
        try
        {
            await TellAsync(upload.Uploading, isLast: false);
            var target = new Uri($"{upload.Folder.TrimEnd('/')}/{upload.FileName}");
            var failure = await Attempts.RunAsync(
                this, FileFault.UploadFails, upload.Retries, upload.RetryInterval, attempt => Files.SendAsync(target, upload.File(), attempt), either.Token);
            await TellAsync(failure is null ? upload.Uploaded : upload.Failed(failure), isLast: true);
        }
        catch (OperationCanceledException) when (job.Stopped.IsCancellationRequested)
        {
            // Another upload took its place.
        }
        finally
        {
            slot.End(job);
        }

        Task TellAsync(TStatus status, bool isLast)
        {
            var (action, request) = notification(status, job.RequestId);
            // Not with the job's token: what has begun to be told is told, one call after the other.
            return slot.Tell(job, status, isLast) ? TryCallAsync(action, request, ct) : Task.CompletedTask;
        }
    }

    /// <summary>A status that the unsigned message has no word for is not told there.</summary>
    internal Task TellFirmwareStatusAsync(bool signed, FirmwareJob job, SignedFirmwareStatus status, CancellationToken ct)
    {
        var isLast = status is SignedFirmwareStatus.DownloadFailed or SignedFirmwareStatus.InvalidSignature
            or SignedFirmwareStatus.InstallationFailed or SignedFirmwareStatus.Installed;
        if (!FirmwareJobs.Tell(job, status, isLast)) return Task.CompletedTask;
        if (signed) return TryCallAsync(OcppActions.SignedFirmwareStatusNotification, new SignedFirmwareStatusNotificationRequest(status, job.RequestId), ct);
        return Enum.TryParse<FirmwareStatus>(status.ToString(), out var plain)
            ? TryCallAsync(OcppActions.FirmwareStatusNotification, new FirmwareStatusNotificationRequest(plain), ct)
            : Task.CompletedTask;
    }

    /// <summary>Waits until no session runs, and lets no other begin.</summary>
    internal async Task<IReadOnlyList<Connector>> TakeOutOfServiceAsync(CancellationToken ct)
    {
        while (true)
        {
            Task[] sessions;
            lock (gate)
            {
                sessions = [.. Connectors.Select(connector => connector.Transaction?.Ended).OfType<Task>()];
                if (sessions.Length == 0 && !Connectors.Any(connector => connector.Claimed))
                {
                    foreach (var connector in Connectors) (connector.OutOfService, connector.Status) = (true, ChargePointStatus.Unavailable);
                    return Connectors;
                }
            }

            await Task.WhenAll(sessions).WaitAsync(ct);
            await TakeAStepAsync(ct);
        }
    }

    /// <summary>An update that came to nothing: back in service with the old firmware.</summary>
    internal async Task EndFirmwareUpdateAsync(FirmwareJob job, CancellationToken ct)
    {
        FirmwareJobs.End(job);
        List<Connector> back = [];
        lock (gate)
        {
            foreach (var connector in Connectors.Where(connector => connector.OutOfService))
            {
                connector.OutOfService = false;
                connector.Status = connector.IdleStatus;
                back.Add(connector);
            }
        }

        await ReportAsync(back, ct);
    }

    internal async Task StartNewFirmwareAsync(FirmwareOrder order, FirmwareJob job, CancellationToken ct)
    {
        toTellAfterBoot = async afterwards =>
        {
            await TellFirmwareStatusAsync(order.Signed, job, SignedFirmwareStatus.Installed, afterwards);
            if (order.Signed) await ReportSecurityEventAsync("FirmwareUpdated", FirmwareVersion, afterwards);
        };
        var name = Path.GetFileNameWithoutExtension(new Uri(order.Location).AbsolutePath);
        if (name.Length > 0) FirmwareVersion = name[..Math.Min(50, name.Length)];
        await RestartAsync(hard: false, ct);
    }

    /// <summary>A loss of power or a reset ends what was under way.</summary>
    internal void DropJobs()
    {
        DiagnosticsJob.Drop();
        LogJob.Drop();
        FirmwareJobs.Drop();
    }
}
