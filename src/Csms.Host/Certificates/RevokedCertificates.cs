using Csms.Domain.Certificates;
using Csms.Host.Commands;
using Csms.Host.Connections;

namespace Csms.Host.Certificates;

/// <summary>Ends the connection that a revoked certificate opened, on the node that holds it.</summary>
internal sealed class RevokedCertificates(CommandRunner runner, ConnectionRegistry registry)
{
    public async Task TurnAwayAsync(Guid certificateId, CancellationToken cancellationToken)
    {
        if ((await runner.LoadAsync(Streams.Certificates, Certificate.StreamId(certificateId), cancellationToken)).State is { Record: { } record, Revocation: not null })
            await registry.EndAsync(record.ChargePointId, certificateId);
    }
}
