using Csms.Simulator.Certificates;
using Ocpp.Protocol.V16;

namespace Csms.Simulator.Actions;

/// <summary>GetInstalledCertificateIds (Improved security, use case M03).</summary>
internal static class ListingRootCertificates
{
    public static readonly CallHandler Handler = CallHandler.For<GetInstalledCertificateIdsRequest>(OcppActions.GetInstalledCertificateIds, (chargePoint, request) =>
    {
        var names = chargePoint.Roots.Of(request.CertificateType).Select(root => CertificateNames.NameOfRoot(root, HashAlgorithm.SHA256)).ToArray();
        return CallReply.Of(names.Length == 0
            ? new GetInstalledCertificateIdsResponse(GetInstalledCertificateStatus.NotFound)
            : new GetInstalledCertificateIdsResponse(GetInstalledCertificateStatus.Accepted, names));
    });
}
