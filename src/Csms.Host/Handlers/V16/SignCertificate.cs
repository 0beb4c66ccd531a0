using Csms.Domain.ChargePoints;
using Csms.Host.Certificates;
using Csms.Host.Connections;
using Ocpp.Protocol.V16;

namespace Csms.Host.Handlers.V16;

/// <summary>Stores that a charge point asks for a certificate, and says whether it will be signed (Improved security, use cases A02 and A03; A02.FR.11 and
/// 12). The certificate follows by CertificateSigned.</summary>
internal sealed class SignCertificate(SigningRules rules)
{
    public async ValueTask<SignCertificateResponse> HandleAsync(
        ChargePointSession session, SignCertificateRequest request, MessageContext context, CancellationToken cancellationToken)
    {
        // An operator may have decided something about it since it connected.
        await session.RefreshAsync(cancellationToken);
        var reason = await rules.ObjectionAsync(session.State, request.Csr, cancellationToken);
        var status = reason is null ? GenericStatus.Accepted : GenericStatus.Rejected;
        var content = TextBeside.Of(session.Id, request.Csr);
        await session.ReportAsync(
            new ChargePointCommand.ReportCertificateRequest(content.Id, status.ToString(), reason),
            context,
            cancellationToken,
            contents: [content]);
        return new SignCertificateResponse(status);
    }
}
