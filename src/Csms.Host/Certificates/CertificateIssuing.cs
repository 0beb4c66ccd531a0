using System.Security.Cryptography;
using Csms.Domain.Certificates;
using Csms.Domain.ChargePoints;
using Csms.EventStore;
using Csms.Host.Calls;
using Csms.Host.Commands;
using Csms.Host.Reactions;
using Ocpp.Protocol.V16;

namespace Csms.Host.Certificates;

/// <summary>Signs what a charge point had accepted to be signed, and sends it (Improved security, use cases A02 and A03). The same request leads to the same
/// certificate; what failed is left to an operator.</summary>
internal sealed partial class CertificateIssuing(
    CommandRunner runner, PostgresEventStore store, CertificateAuthority authority, CallRequests calls, TimeProvider clock, ILogger<CertificateIssuing> logger) : IReaction
{
    public string Name => "certificate-issuing";

    public IReadOnlyCollection<string> Types { get; } = ["certificate_signing_requested"];

    public async Task ReactAsync(RecordedEvent recorded, object domainEvent, CancellationToken cancellationToken)
    {
        if (domainEvent is not ChargePointEvent.CertificateSigningRequested { Status: "Accepted" } asked)
            return;
        var chargePointId = ChargePoint.IdOf(recorded.StreamId);
        var (id, state) = await FindAsync(asked.ContentId, recorded.Timestamp, cancellationToken);
        if (state.Record is null)
            state = await IssueAsync(id, chargePointId, asked.ContentId, recorded, cancellationToken);
        if (state is not { Record: { } record, Revocation: null })
            return;
        var order = new Ordering("certificate-authority", "certificate", $"reaction:{Name}:{recorded.Sequence}")
            .Order(chargePointId, OcppActions.CertificateSigned, new CertificateSignedRequest(record.Chain));
        await calls.RequestAsync(order, cancellationToken);
    }

    /// <summary>The certificate of this request: one that has grown old by the time of the request is followed by the next.</summary>
    private async Task<(Guid Id, Certificate State)> FindAsync(Guid contentId, DateTimeOffset requestedAt, CancellationToken cancellationToken)
    {
        for (var generation = 0; ; generation++)
        {
            var id = Certificate.IdentityOf(contentId, generation);
            var state = (await runner.LoadAsync(Streams.Certificates, Certificate.StreamId(id), cancellationToken)).State;
            if (!state.IsOld(requestedAt))
                return (id, state);
        }
    }

    private async Task<Certificate> IssueAsync(Guid id, string chargePointId, Guid contentId, RecordedEvent recorded, CancellationToken cancellationToken)
    {
        CertificateCommand command;
        try
        {
            var csr = await store.ReadContentAsync(contentId, cancellationToken);
            var (request, objection) = csr is null ? (null, "erased") : SigningRequest.Read(csr);
            command = request is null
                ? new CertificateCommand.ReportFailure(new(id, chargePointId, contentId, recorded.Sequence, $"The request cannot be read ({objection})."))
                : new CertificateCommand.RequestIssue(authority.Issue(id, chargePointId, contentId, request), recorded.Sequence);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            Log.Failed(logger, e, chargePointId);
            command = new CertificateCommand.ReportFailure(new(id, chargePointId, contentId, recorded.Sequence, e.Message.ReplaceLineEndings(" ")));
        }

        return (await runner.RunAsync(Streams.Certificates, Certificate.StreamId(id), command, RowsInTime.Cause(this, recorded, clock), cancellationToken)).State;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The certificate of charge point {ChargePoint} could not be signed; it is not tried again by itself: mend the cause and renew it")]
        public static partial void Failed(ILogger logger, Exception exception, string chargePoint);
    }
}
