using Csms.Domain.ChargePoints;
using Csms.EventStore;
using Csms.ReadModels;
using Csms.ReadModels.Certificates;
using Csms.ReadModels.Projecting;
using Csms.ReadModels.TrustedRoots;
using Ocpp.Protocol.V16;

namespace Csms.Host.Api.Calls;

/// <summary>What a security profile needs at the charge point, so that it can come back (Improved security, A05.FR.03 and 04), as far as it is known here: a charge
/// point may have been given it at the factory or by hand, so an operator may insist.</summary>
internal sealed class ProfileNeeds(
    TrustedRootQueries roots, CertificateQueries certificates, ProjectionPositions positions, PostgresEventStore store, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly ReadModel[] Read = [Catalog.Find("trusted_roots")!, Catalog.Find("certificates")!];

    /// <summary>What is missing; none when this request raises no profile.</summary>
    public async Task<IReadOnlyList<CallWarning>> MissingAsync(ChargePoint chargePoint, OcppAction action, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        if (action != OcppActions.ChangeConfiguration
            || action.ReadRequest(payload.Span).Value is not ChangeConfigurationRequest change
            || !change.Key.Equals("SecurityProfile", StringComparison.OrdinalIgnoreCase)
            || change.Value is not ("2" or "3")
            || change.Value[0] - '0' <= chargePoint.SecurityProfile)
        {
            return [];
        }

        // Whoever has just installed it asks next.
        await positions.WaitForAsync(Read, await store.ReadHeadAsync(cancellationToken), Patience, cancellationToken);
        var missing = new List<CallWarning>();
        // Who comes with TLS already trusts us.
        if (chargePoint.SecurityProfile < 2 && !await TrustsUsAsync(chargePoint.Id!, cancellationToken))
        {
            missing.Add(new(
                "root_certificate_needed",
                "The charge point is not known to trust the authority of this server's certificate (InstallCertificate CentralSystemRootCertificate): it could not come back."));
        }

        if (change.Value == "3" && !await HoldsCertificateAsync(chargePoint.Id!, cancellationToken))
        {
            missing.Add(new(
                "client_certificate_needed",
                "The charge point has taken no client certificate from here that is still good (ExtendedTriggerMessage SignChargePointCertificate): it could not come back."));
        }

        return missing;
    }

    private async Task<bool> TrustsUsAsync(string id, CancellationToken cancellationToken) =>
        (await roots.ListAsync(id, cancellationToken)).Exists(root => root.Use == nameof(CertificateUse.CentralSystemRootCertificate));

    private async Task<bool> HoldsCertificateAsync(string id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return (await certificates.ListCurrentAsync(id, cancellationToken)).Exists(certificate => certificate.NotAfter > now);
    }
}
