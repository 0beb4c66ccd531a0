using Ocpp.Protocol.V16;

namespace Ocpp.Protocol.Tests.Examples;

internal static partial class Example
{
    private const string Pem = "-----BEGIN CERTIFICATE-----\nMIIB+zCC/w==\n-----END CERTIFICATE-----\n";

    private static CertificateHashData Hash => new(HashAlgorithm.SHA256, new string('a', 64), new string('b', 64), "1F");

    private static IEnumerable<object> Security() =>
    [
        new ExtendedTriggerMessageRequest(ExtendedMessageTrigger.SignChargePointCertificate, 1),
        new ExtendedTriggerMessageResponse(TriggerMessageStatus.Accepted),
        new SignCertificateRequest("-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n"),
        new SignCertificateResponse(GenericStatus.Accepted),
        new CertificateSignedRequest(Pem),
        new CertificateSignedResponse(CertificateSignedStatus.Rejected),
        new InstallCertificateRequest(CertificateUse.CentralSystemRootCertificate, Pem),
        new InstallCertificateResponse(InstallCertificateStatus.Failed),
        new DeleteCertificateRequest(Hash),
        new DeleteCertificateResponse(DeleteCertificateStatus.NotFound),
        new GetInstalledCertificateIdsRequest(CertificateUse.ManufacturerRootCertificate),
        new GetInstalledCertificateIdsResponse(GetInstalledCertificateStatus.Accepted, [Hash]),
        new GetLogRequest(LogType.SecurityLog, 5, new LogParameters("https://files.example.org/log", Noon.AddDays(-1), Noon), 3, 60),
        new GetLogResponse(LogStatus.AcceptedCanceled, "security.log"),
        new LogStatusNotificationRequest(UploadLogStatus.PermissionDenied, 5),
        new LogStatusNotificationResponse(),
        new SecurityEventNotificationRequest("SettingSystemTime", Noon, "was off by an hour"),
        new SecurityEventNotificationResponse(),
        new SignedUpdateFirmwareRequest(6, new Firmware("https://files.example.org/fw.bin", Noon, Pem, "c2lnbmF0dXJl", Noon.AddHours(1)), 3, 60),
        new SignedUpdateFirmwareResponse(UpdateFirmwareStatus.RevokedCertificate),
        new SignedFirmwareStatusNotificationRequest(SignedFirmwareStatus.InstallRebooting, 6),
        new SignedFirmwareStatusNotificationResponse(),
    ];
}
