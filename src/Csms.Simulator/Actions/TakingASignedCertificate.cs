using Ocpp.Protocol.V16;

namespace Csms.Simulator.Actions;

/// <summary>CertificateSigned (Improved security, use cases A02 and A03). A certificate that does not fit is a security event, and the old one stays.</summary>
internal static class TakingASignedCertificate
{
    public static readonly CallHandler Handler = CallHandler.For<CertificateSignedRequest>(OcppActions.CertificateSigned, (chargePoint, request) =>
    {
        var taken = request.CertificateChain.Length <= chargePoint.Settings.Number("CertificateSignedMaxChainSize")
            && chargePoint.Certified.Take(request.CertificateChain, chargePoint.Clock.Now);
        return CallReply.Of(
            new CertificateSignedResponse(taken ? CertificateSignedStatus.Accepted : CertificateSignedStatus.Rejected),
            taken ? null : ct => chargePoint.RaiseSecurityEventAsync("InvalidChargePointCertificate", ct: ct));
    });
}
