using System.Security.Cryptography;
using Csms.Domain.ChargePoints;
using Csms.Host.Connections;
using Ocpp.Protocol.V16;

namespace Csms.Host.Handlers.V16;

/// <summary>Stores that a charge point asks for a certificate, and with which request (Improved security, use cases A02 and A03). There is no
/// certificate authority to hand it to, so the answer is Rejected (A02.FR.12) and the charge point goes on with what it has.</summary>
internal static class SignCertificate
{
    private const string RequestLabel = "CERTIFICATE REQUEST";

    public static async ValueTask<SignCertificateResponse> HandleAsync(
        ChargePointSession session, SignCertificateRequest request, MessageContext context, CancellationToken cancellationToken)
    {
        const GenericStatus status = GenericStatus.Rejected;
        var content = TextBeside.Of(session.Id, request.Csr);
        var reason = IsPem(request.Csr) ? "no_certificate_authority" : "not_a_pem_request";
        await session.ReportAsync(
            new ChargePointCommand.ReportCertificateRequest(content.Id, status.ToString(), reason),
            context,
            cancellationToken,
            contents: [content]);
        return new SignCertificateResponse(status);
    }

    /// <summary>The shape only: whose request it is, and whether its own signature fits, is for the authority to ask.</summary>
    private static bool IsPem(string csr) =>
        PemEncoding.TryFind(csr, out var fields) && csr.AsSpan()[fields.Label] is RequestLabel && fields.DecodedDataLength > 0;
}
