using System.ComponentModel;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Csms.Host.Api.Calls;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Calls;
using Csms.ReadModels.ChargePoints;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Ocpp.Protocol.V16;

namespace Csms.Host.Api.TrustedRoots;

/// <summary>A root that a charge point shall trust.</summary>
/// <param name="Use">centralSystemRootCertificate (for this server) or manufacturerRootCertificate (for firmware).</param>
/// <param name="Certificate">PEM, one self-signed certificate of an authority, at most 5500 characters.</param>
internal sealed record RootToTrust(CertificateUse? Use = null, string? Certificate = null)
{
    public static RootToTrust Example { get; } = new(CertificateUse.CentralSystemRootCertificate, "-----BEGIN CERTIFICATE-----\nMIIB…\n-----END CERTIFICATE-----\n");
}

internal sealed class RootToTrustRules : AbstractValidator<RootToTrust>
{
    private const int Longest = 5500;

    public RootToTrustRules()
    {
        RuleFor(body => body.Use).NotNull().WithMessage("is missing");
        RuleFor(body => body.Certificate).Must(pem => pem is { Length: <= Longest } && IsRoot(pem))
            .WithMessage($"is not one self-signed certificate of an authority in PEM of at most {Longest} characters");
    }

    private static bool IsRoot(string pem)
    {
        var read = new X509Certificate2Collection();
        try
        {
            read.ImportFromPem(pem);
            return read is [{ } root] && root.SubjectName.RawData.AsSpan().SequenceEqual(root.IssuerName.RawData)
                && root.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraints => constraints.CertificateAuthority);
        }
        catch (CryptographicException)
        {
            return false;
        }
        finally
        {
            foreach (var certificate in read)
                certificate.Dispose();
        }
    }
}

internal static class InstallTrustedRoot
{
    /// <summary>Have a charge point trust a root certificate</summary>
    /// <remarks>Sends InstallCertificate. Anything else than a root can be sent by `POST …/calls/InstallCertificate`.</remarks>
    /// <param name="id">Identity of the charge point.</param>
    /// <param name="wait">Seconds to wait for the charge point's answer, 0 to 60; 0 when left out.</param>
    /// <response code="200">The call has ended within the time to wait.</response>
    /// <response code="202">The call is under way; `Location` tells where its fate can be read.</response>
    /// <response code="400">`invalid_json` or `invalid_body`, naming the member, or `invalid_parameter`.</response>
    /// <response code="404">`charge_point_not_found`.</response>
    public static async Task<Results<Ok<CallView>, Accepted<CallView>, ProblemHttpResult>> HandleAsync(
        string id,
        RootToTrust body,
        [DefaultValue(0)] int? wait,
        ClaimsPrincipal caller,
        ChargePointQueries chargePoints,
        CallOrders orders,
        HttpContext http,
        CancellationToken cancellationToken)
    {
        if (RequestCall.OutOfRange(wait) is { } outOfRange)
            return outOfRange;
        if (await chargePoints.FindAsync(id, cancellationToken) is null)
            return Problem.NoChargePoint(id);
        var request = new InstallCertificateRequest(body.Use!.Value, body.Certificate!);
        var (call, rejection) = await orders.OrderAsync(
            new Ordering(caller.Actor()).Order(id, OcppActions.InstallCertificate, request), wait ?? 0, http, cancellationToken);
        if (rejection is not null)
            return Problem.Of(rejection);
        return wait > 0 && call!.HasEnded() ? TypedResults.Ok(call) : TypedResults.Accepted($"/api/v1/calls/{call!.Id:D}", call);
    }
}
