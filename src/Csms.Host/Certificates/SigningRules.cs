using Csms.Domain.Certificates;
using Csms.Domain.ChargePoints;
using Csms.ReadModels.Certificates;
using Microsoft.Extensions.Options;

namespace Csms.Host.Certificates;

/// <summary>Whose certificate request is signed (A02.FR.11 to 13).</summary>
internal sealed class SigningRules(CertificateQueries certificates, IOptions<CertificateOptions> options)
{
    /// <summary>What speaks against signing it, as a stable word; null when nothing does.</summary>
    public async Task<string?> ObjectionAsync(ChargePoint chargePoint, string csr, CancellationToken cancellationToken)
    {
        var (request, objection) = SigningRequest.Read(csr);
        if (request is null)
            return objection;
        // Whoever is not known for sure is given nothing that lasts.
        if (chargePoint.Registration != RegistrationPolicy.Accepted)
            return "charge_point_not_accepted";
        if (request.Subject.ObjectionTo(options.Value.CheckCommonName ? CertificateNames.Of(chargePoint) : null, options.Value.Organization) is { } wrongSubject)
            return wrongSubject;
        var known = await certificates.ListOfKeyAsync(request.Key.Hash, cancellationToken);
        // Each charge point has a key of its own (A00.FR.427).
        return known.Exists(row => row.ChargePointId != chargePoint.Id) ? "key_of_another_charge_point"
            : known.Exists(row => row.State == "revoked") ? "key_revoked"
            : null;
    }
}
