using System.Collections.Concurrent;
using Csms.Simulator.Certificates;
using Csms.Simulator.Connection;
using Ocpp.Protocol.V16;

namespace Csms.Simulator;

/// <content>Certificates and security events ("Improved security for OCPP 1.6-J").</content>
public sealed partial class SimulatedChargePoint
{
    // Kept in flash until the central system has confirmed them (A04.FR.03).
    private readonly ConcurrentQueue<SecurityEventNotificationRequest> securityEvents = new();
#pragma warning disable CA2213 // Whoever waits for it may still be on their way out; it holds nothing unmanaged.
    private readonly SemaphoreSlim telling = new(1, 1);
#pragma warning restore CA2213

    internal RootStore Roots { get; } = new();
    internal DeviceIdentity Certified { get; } = new();

    internal string SerialNumber => Options.SerialNumber ?? Identity[..Math.Min(25, Identity.Length)];

    /// <summary>Something that concerns security: into the log, and to the central system as soon as there is a connection.</summary>
    public Task ReportSecurityEventAsync(string type, string? techInfo = null, CancellationToken ct = default)
    {
        var now = Clock.Now;
        Log.Add(now, type, techInfo);
        securityEvents.Enqueue(new SecurityEventNotificationRequest(type, now, techInfo is { Length: > 255 } ? techInfo[..255] : techInfo));
        return TellSecurityEventsAsync(ct);
    }

    /// <summary>A lower profile, or one that it lacks the password or the certificate for (A05.FR.02-05).</summary>
    internal bool RefusesProfile(ChangeConfigurationRequest request) =>
        request.Key.Equals("SecurityProfile", StringComparison.OrdinalIgnoreCase) && int.TryParse(request.Value, out var profile)
        && (profile < SecurityProfile || (profile is 1 or 2 && password is null) || (profile == 3 && (Certified.Certificate ?? Options.ClientCertificate) is null));

    /// <summary>Makes a new key and asks to have it certified. False when the central system, or the lack of an operator's name, stands against it.</summary>
    public async Task<bool> RequestCertificateAsync(CancellationToken ct = default)
    {
        if (Settings["CpoName"] is not { Length: > 0 } organization) return false;
        var request = new SignCertificateRequest(Certified.RequestFor(SerialNumber, organization));
        var response = await CallAsync<SignCertificateResponse>(OcppActions.SignCertificate, request, ct);
        if (response.Status == GenericStatus.Accepted) return true;
        Certified.GiveUp();
        return false;
    }

    private async Task TellSecurityEventsAsync(CancellationToken ct)
    {
        await telling.WaitAsync(ct);
        try
        {
            while (Accepted && IsConnected && securityEvents.TryPeek(out var next))
            {
                // A refusal would be the same the next time; no answer, and it comes again.
                if (await TryCallAsync(OcppActions.SecurityEventNotification, next, ct) is CallOutcome.Lost or CallOutcome.TimedOut) return;
                securityEvents.TryDequeue(out _);
            }
        }
        finally
        {
            telling.Release();
        }
    }
}
