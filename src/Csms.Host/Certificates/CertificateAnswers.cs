using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Csms.Domain.Calls;
using Csms.Domain.Certificates;
using Csms.EventStore;
using Csms.Host.Commands;
using Csms.Host.Reactions;
using Csms.ReadModels;
using Csms.ReadModels.Certificates;

namespace Csms.Host.Certificates;

/// <summary>Tells certificates whether their charge point took them, whoever sent them, and those before that they were followed.</summary>
internal sealed partial class CertificateAnswers(
    CommandRunner runner, CertificateQueries certificates, RowsInTime rows, TimeProvider clock, ILogger<CertificateAnswers> logger) : IReaction
{
    private static readonly ReadModel[] Read = [Catalog.Find("certificates")!];
    private long told;

    public string Name => "certificate-answers";

    public IReadOnlyCollection<string> Types { get; } = ["call_answered"];

    public async Task ReactAsync(RecordedEvent recorded, object domainEvent, CancellationToken cancellationToken)
    {
        if ((await runner.LoadAsync(Streams.Calls, recorded.StreamId, cancellationToken)).State is not Call.Ended { Request: { Action: "CertificateSigned" } request } call
            || await FindAsync(request, cancellationToken) is not { } record)
        {
            return;
        }

        await TellAsync(record.CertificateId, new CertificateCommand.ReportAnswer(request.CallId, call.IsAccepted), recorded, cancellationToken);
        if (!call.IsAccepted)
        {
            Log.Rejected(logger, record.ChargePointId, record.CertificateId);
            return;
        }

        // What was told about earlier answers stands behind them in the feed, often behind this one too.
        await rows.WaitForAsync(Read, Math.Max(recorded.Sequence, told), cancellationToken);
        var requestedAt = (await certificates.FindAsync(record.CertificateId, cancellationToken))!.RequestedAt;
        foreach (var row in await certificates.ListCurrentAsync(record.ChargePointId, cancellationToken))
        {
            // When this event comes again, a newer one is not followed by this one.
            if (row.RequestedAt < requestedAt)
                await TellAsync(row.CertificateId, new CertificateCommand.ReportSuccessor(record.CertificateId), recorded, cancellationToken);
        }
    }

    /// <summary>The certificate that a call carried, if it is one of ours for this charge point.</summary>
    private async Task<CertificateEvent.Issued?> FindAsync(CallEvent.Requested request, CancellationToken cancellationToken)
    {
        try
        {
            if (!request.Payload.TryGetProperty("certificateChain", out var chain))
                return null;
            using var leaf = X509Certificate2.CreateFromPem(chain.GetString());
            if (CertificateAuthority.IdentityIn(leaf) is not { } id)
                return null;
            var record = (await runner.LoadAsync(Streams.Certificates, Certificate.StreamId(id), cancellationToken)).State.Record;
            return record?.ChargePointId == request.ChargePointId && record.Thumbprint == Convert.ToHexStringLower(leaf.GetCertHash(HashAlgorithmName.SHA256)) ? record : null;
        }
        catch (CryptographicException)
        {
            // An operator may send anything.
            return null;
        }
    }

    private async Task TellAsync(Guid id, CertificateCommand fact, RecordedEvent recorded, CancellationToken cancellationToken) =>
        told = Math.Max(told, (await runner.RunAsync(Streams.Certificates, Certificate.StreamId(id), fact, RowsInTime.Cause(this, recorded, clock), cancellationToken)).Sequence);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Charge point {ChargePoint} turned certificate {CertificateId} down and keeps the one it has")]
        public static partial void Rejected(ILogger logger, string chargePoint, Guid certificateId);
    }
}
