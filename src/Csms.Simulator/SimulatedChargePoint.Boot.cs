using Csms.Simulator.Connection;
using Ocpp.Protocol.V16;
using static Csms.Simulator.Connection.CallOutcome;

namespace Csms.Simulator;

public sealed partial class SimulatedChargePoint
{
    private static readonly TimeSpan ChosenBootInterval = TimeSpan.FromSeconds(30);
    private readonly Connector whole;
    private volatile TaskCompletionSource bootAgain = NewSignal();
    private ITimer? heartbeats;
    private int heartbeatUnderWay;

    /// <summary>BootNotification was answered Accepted since the device started.</summary>
    public bool Accepted { get; private set; }

    /// <summary>One BootNotification, whatever the answer.</summary>
    public async Task<BootNotificationResponse> NotifyBootAsync(CancellationToken ct = default)
    {
        var response = await CallAsync<BootNotificationResponse>(OcppActions.BootNotification, BootNotification(), ct);
        Clock.Follow(response.CurrentTime);
        return response;
    }

    /// <summary>
    /// BootNotification again and again until Accepted, waiting the interval of the answer in between (OCPP 1.6 section 4.2); then the status of connector 0
    /// and of every other (errata 3.22), heartbeats, and the queue.
    /// </summary>
    public async Task<BootNotificationResponse> BootAsync(CancellationToken ct = default)
    {
        var backoff = NewBackoff();
        while (true)
        {
            var open = link ?? throw new ConnectionLostException("There is no connection to boot over.");
            bootAgain = NewSignal();
            var outcome = await TryCallAsync(OcppActions.BootNotification, BootNotification(), ct);
            if (outcome is Lost) throw new ConnectionLostException("The connection ended before BootNotification was answered.");
            if (outcome is not Answered { Response: BootNotificationResponse response })
            {
                await WaitAsync(open, backoff.Next(), ct);
                continue;
            }

            Clock.Follow(response.CurrentTime);
            if (response.Status == RegistrationStatus.Accepted)
            {
                await BeAcceptedAsync(open, response, ct);
                return response;
            }

            await WaitAsync(open, response.Interval > 0 ? TimeSpan.FromSeconds(response.Interval) : ChosenBootInterval, ct);
        }
    }

    /// <summary>One Heartbeat; the clock follows its answer.</summary>
    public async Task<DateTimeOffset> SendHeartbeatAsync(CancellationToken ct = default)
    {
        var response = await CallAsync<HeartbeatResponse>(OcppActions.Heartbeat, new HeartbeatRequest(), ct);
        Clock.Follow(response.CurrentTime);
        return response.CurrentTime;
    }

    /// <summary>A StatusNotification as the test wants it, whatever the state of the connector.</summary>
    public Task SendStatusAsync(
        int connectorId, ChargePointStatus status, ChargePointErrorCode errorCode = ChargePointErrorCode.NoError, string? info = null, CancellationToken ct = default) =>
        CallAsync<StatusNotificationResponse>(
            OcppActions.StatusNotification, new StatusNotificationRequest(connectorId, errorCode, status, Info: info, Timestamp: Clock.Now), ct);

    /// <summary>Ends the wait for the next BootNotification (a trigger while Pending).</summary>
    internal Task BootNowAsync()
    {
        bootAgain.TrySetResult();
        return Task.CompletedTask;
    }

    /// <summary>The status of one connector or of all, told or not, accepted or not: the central system has asked for it.</summary>
    internal async Task SendTriggeredStatusesAsync(int? connectorId, CancellationToken ct)
    {
        foreach (var connector in connectorId is { } id ? [Connector(id)] : Connectors.Prepend(whole))
            await SendStatusAsync(connector.Id, connector.Status, connector.ErrorCode, ct: ct);
    }

    internal void ScheduleHeartbeats()
    {
        var interval = Settings.Seconds("HeartbeatInterval");
        heartbeats?.Dispose();
        heartbeats = interval > TimeSpan.Zero && Accepted ? time.CreateTimer(_ => Spawn(BeatAsync), null, interval, interval) : null;
    }

    private async Task BeAcceptedAsync(CentralSystemLink open, BootNotificationResponse response, CancellationToken ct)
    {
        if (response.Interval > 0) Settings.Set("HeartbeatInterval", response.Interval.ToString(System.Globalization.CultureInfo.InvariantCulture));
        lock (gate)
        {
            if (!HasPower || !open.IsOpen) throw new ConnectionLostException("The connection ended with the answer to BootNotification.");
            Accepted = true;
            foreach (var connector in Connectors.Prepend(whole)) connector.Told = null;
        }

        await ServeAsync(open, ct);
        if (Interlocked.Exchange(ref toTellAfterBoot, null) is { } news) Spawn(news);
    }

    private async Task BeatAsync(CancellationToken ct)
    {
        // A central system that is slow to answer must not make heartbeats pile up.
        if (!IsConnected || Interlocked.Exchange(ref heartbeatUnderWay, 1) == 1) return;
        try
        {
            await SendHeartbeatAsync(ct);
        }
        finally
        {
            Volatile.Write(ref heartbeatUnderWay, 0);
        }
    }

    private Task ChangeStatusAsync(Connector connector, ChargePointStatus status, CancellationToken ct, ChargePointErrorCode errorCode = ChargePointErrorCode.NoError)
    {
        lock (gate)
        {
            connector.Status = status;
            connector.ErrorCode = errorCode;
        }

        return ReportStatusAsync(connector, ct);
    }

    private async Task ReportStatusAsync(Connector connector, CancellationToken ct)
    {
        StatusNotificationRequest report;
        lock (gate)
        {
            var now = (connector.Status, connector.ErrorCode);
            // Told again after the connection is back: only the state that holds then (OCPP 1.6 section 4.9).
            if (!Accepted || !IsConnected || connector.Told == now) return;
            connector.Told = now;
            report = new StatusNotificationRequest(connector.Id, connector.ErrorCode, connector.Status, Timestamp: Clock.Now);
        }

        var outcome = await TryCallAsync(OcppActions.StatusNotification, report, ct);
        if (outcome is not Lost) return;
        lock (gate) connector.Told = null;
    }

    private BootNotificationRequest BootNotification() => new(
        ChargePointVendor: Options.Vendor, ChargePointModel: Options.Model, ChargePointSerialNumber: SerialNumber,
        FirmwareVersion: FirmwareVersion);

    private async Task WaitAsync(CentralSystemLink open, TimeSpan wait, CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, open.Ended);
        try
        {
            await bootAgain.Task.WaitAsync(wait, time, either.Token);
        }
        catch (TimeoutException)
        {
            // The interval is over.
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new ConnectionLostException("The connection ended before the charge point was accepted.");
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
