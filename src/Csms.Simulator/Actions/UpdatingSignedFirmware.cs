using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Csms.Simulator.Certificates;
using Csms.Simulator.Files;
using Ocpp.Protocol.V16;

namespace Csms.Simulator.Actions;

/// <summary>
/// SignedUpdateFirmware (Improved security, use case L01). The signing certificate is checked before anything is fetched, against the roots of the
/// manufacturer that are installed; the signature once the file is there.
/// </summary>
internal static class UpdatingSignedFirmware
{
    public static readonly CallHandler Handler = CallHandler.For<SignedUpdateFirmwareRequest>(OcppActions.SignedUpdateFirmware, (chargePoint, request) =>
    {
        var firmware = request.Firmware;
        if (!Uri.TryCreate(firmware.Location, UriKind.Absolute, out _)) return Answer(UpdateFirmwareStatus.Rejected);
        if (SignerOf(chargePoint, firmware.SigningCertificate) is not { } signer)
        {
            return Answer(
                UpdateFirmwareStatus.InvalidCertificate,
                ct => chargePoint.RaiseSecurityEventAsync("InvalidFirmwareSigningCertificate", firmware.Location, ct));
        }

        var job = chargePoint.FirmwareJobs.Begin(request.RequestId, out var tookThePlaceOfAnother);
        var order = new FirmwareOrder(
            firmware.Location, firmware.RetrieveDateTime, request.Retries, request.RetryInterval, firmware.InstallDateTime, signer, firmware.Signature);
        return Answer(
            tookThePlaceOfAnother ? UpdateFirmwareStatus.AcceptedCanceled : UpdateFirmwareStatus.Accepted,
            new FirmwareUpdate(chargePoint, order, job).RunAsync);
    });

    private static CallReply Answer(UpdateFirmwareStatus status, Func<CancellationToken, Task>? afterwards = null) =>
        CallReply.Of(new SignedUpdateFirmwareResponse(status), afterwards);

    private static X509Certificate2? SignerOf(SimulatedChargePoint chargePoint, string pem)
    {
        var chain = PemChain.Read(pem);
        var roots = chargePoint.Roots.Of(CertificateUse.ManufacturerRootCertificate);
        return PemChain.IsBuilt(chain, roots, chargePoint.Clock.Now) ? chain[0] : null;
    }
}
