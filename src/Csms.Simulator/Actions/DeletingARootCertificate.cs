using Ocpp.Protocol.V16;

namespace Csms.Simulator.Actions;

/// <summary>DeleteCertificate (Improved security, use case M04). The device's own certificate is none of them (M04.FR.05).</summary>
internal static class DeletingARootCertificate
{
    public static readonly CallHandler Handler = CallHandler.For<DeleteCertificateRequest>(OcppActions.DeleteCertificate, (chargePoint, request) =>
        CallReply.Of(new DeleteCertificateResponse(
            chargePoint.Roots.Delete(request.CertificateHashData, lastOneIsInUse: chargePoint.Options.Url.Scheme == Uri.UriSchemeWss))));
}
