using System.Globalization;
using Csms.Domain.ChargePoints;
using Csms.EventStore;
using Csms.Host.Calls;
using Csms.Host.Certificates;
using Csms.Host.Reactions;
using Csms.ReadModels.Certificates;
using Csms.ReadModels.ChargePoints;
using Microsoft.Extensions.Options;
using Ocpp.Protocol.V16;

namespace Csms.Host.Automating;

/// <summary>Where it is switched on, has charge points request a new certificate: after a boot with security profile 3 when it has none of ours that lasts
/// (A00.FR.406: a factory's is renewed at once), and once a day while one that is in use comes to its end (A02).</summary>
internal sealed partial class RenewingCertificates(
    Automated automated,
    CertificateQueries certificates,
    ChargePointQueries chargePoints,
    CallRequests calls,
    IOptions<CertificateOptions> options,
    TimeProvider clock,
    ILogger<RenewingCertificates> logger) : BackgroundService, IReaction
{
    private const string Why = "certificate";
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromHours(1);
    private static readonly ExtendedTriggerMessageRequest Trigger = new(ExtendedMessageTrigger.SignChargePointCertificate);

    public string Name => "renewing-certificates";

    public IReadOnlyCollection<string> Types { get; } = ["charge_point_booted"];

    public async Task ReactAsync(RecordedEvent recorded, object domainEvent, CancellationToken cancellationToken)
    {
        if (domainEvent is not ChargePointEvent.Booted { Answer: RegistrationPolicy.Accepted } || automated.IsTooOld(recorded))
            return;
        var id = Automated.ChargePointOf(recorded);
        if (await automated.FindAsync(recorded, id, cancellationToken, Automation.RenewCertificate) is not { ConnectionSecurityProfile: 3 })
            return;
        var lasting = clock.GetUtcNow() + options.Value.RenewBefore;
        if (!(await certificates.ListCurrentAsync(id, cancellationToken)).Exists(row => row.NotAfter > lasting))
            await calls.RequestAsync(automated.Ordering(this, recorded, Why).Order(id, OcppActions.ExtendedTriggerMessage, Trigger), cancellationToken);
    }

    /// <summary>One order a day for each certificate, whichever node is the first.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var row in await certificates.ListExpiringAsync(now + options.Value.RenewBefore, cancellationToken))
        {
            if (await chargePoints.FindAsync(row.ChargePointId, cancellationToken) is not { Connected: true, Registration: nameof(RegistrationPolicy.Accepted) } chargePoint
                || !Automated.Has(chargePoint, Automation.RenewCertificate))
            {
                continue;
            }

            var day = now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var order = new Ordering("automation", Why, $"certificate-renewal:{row.CertificateId:D}:{day}").Order(row.ChargePointId, OcppActions.ExtendedTriggerMessage, Trigger);
            await calls.RequestAsync(order, cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenLooks, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Looking for certificates that come to their end failed and is done again in an hour")]
    private partial void LogFailed(Exception exception);
}
