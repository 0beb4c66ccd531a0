using Ocpp.Protocol.V16;

namespace Csms.Simulator.Actions;

/// <summary>InstallCertificate (Improved security, use case M05). A refused root of the central system is a security event.</summary>
internal static class InstallingARootCertificate
{
    public static readonly CallHandler Handler = CallHandler.For<InstallCertificateRequest>(OcppActions.InstallCertificate, (chargePoint, request) =>
    {
        var status = chargePoint.Roots.Install(
            request.CertificateType, request.Certificate, chargePoint.Clock.Now, chargePoint.Settings.Number("CertificateStoreMaxLength"));
        var alarming = status == InstallCertificateStatus.Rejected && request.CertificateType == CertificateUse.CentralSystemRootCertificate;
        return CallReply.Of(
            new InstallCertificateResponse(status),
            alarming ? ct => chargePoint.RaiseSecurityEventAsync("InvalidCentralSystemCertificate", ct: ct) : null);
    });
}
