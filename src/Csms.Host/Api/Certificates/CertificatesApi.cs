using Csms.Domain.Certificates;
using Csms.Host.Api.Calls;
using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Commands;
using Csms.Host.Security;
using Csms.ReadModels;
using Csms.ReadModels.Certificates;
using Csms.ReadModels.ChargePoints;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.Certificates;

/// <summary><c>/api/v1/certificates</c>, and the certificates of a charge point.</summary>
internal static class CertificatesApi
{
    private const int LongestLookAhead = 36500;
    private static readonly string[] States = ["issued", "accepted", "rejected", "superseded", "revoked", "failed"];

    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("Certificates");
        group.MapGet("/certificates", ListAsync).WithName("listCertificates").Needs(Permission.ReadChargePoints).ReturnsPages().ReadsProjections(catchesUp: true).Refuses(400);
        group.MapGet("/certificates/{certificateId}", ReadAsync).WithName("readCertificate").Needs(Permission.ReadChargePoints).ReadsProjections(catchesUp: true).Refuses(400, 404);
        group.MapGet("/certificates/{certificateId}/pem", DownloadAsync).WithName("downloadCertificate").Needs(Permission.ReadChargePoints).Refuses(400, 404);
        group.MapPost("/certificates/{certificateId}/revoke", RevokeCertificate.HandleAsync).WithName("revokeCertificate").Needs(Permission.ChangeChargePoints).Refuses(400, 404);
        group.MapGet("/charge-points/{id}/certificates", ListOfAsync).WithName("listCertificatesOfChargePoint").Needs(Permission.ReadChargePoints).ReturnsPages().ReadsProjections(catchesUp: true).Refuses(400, 404);
        group.MapPost("/charge-points/{id}/certificates/renew", RenewCertificate.HandleAsync).WithName("renewCertificate").Needs(Permission.SendCommands).Refuses(400, 404);
        group.MapGet("/charge-points/{id}/certificate-name", DecideCertificateName.ReadAsync).WithName("readCertificateName").Needs(Permission.ReadChargePoints).Refuses(404);
        group.MapPut("/charge-points/{id}/certificate-name", DecideCertificateName.HandleAsync).WithName("decideCertificateName").Needs(Permission.ChangeChargePoints)
            .CheckedBy(new CertificateNameRules()).Refuses(400, 404);
    }

    /// <summary>List certificates</summary>
    /// <remarks>Newest first: those that this server's authority signed for charge points, and those it could not sign.</remarks>
    /// <param name="chargePointId">Only of this charge point.</param>
    /// <param name="state">issued, accepted, rejected, superseded, revoked or failed.</param>
    /// <param name="expiresWithin">Only those in use (issued or accepted) that end within so many days, or have ended.</param>
    /// <param name="after">`next` of the page before.</param>
    /// <param name="limit">Items of a page, 1 to 1000; 50 when left out.</param>
    /// <response code="200">A page; `next` is absent on the last one.</response>
    /// <response code="400">`invalid_parameter` or `invalid_cursor`, naming the parameter.</response>
    private static async Task<Results<Ok<Page<CertificateView>>, ProblemHttpResult>> ListAsync(
        string? chargePointId,
        string? state,
        int? expiresWithin,
        string? after,
        int? limit,
        CertificateQueries certificates,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        if (state is not null && !States.Contains(state))
            return Problem.OfMember(UnreadableRequest.InvalidParameter, "state", "is not one of " + string.Join(", ", States));
        if (RequestCall.Range("expiresWithin", expiresWithin, 0, LongestLookAhead) is { } outOfRange)
            return outOfRange;
        var filter = new CertificateFilter(chargePointId, state, expiresWithin is { } days ? clock.GetUtcNow().AddDays(days) : null);
        return TypedResults.Ok((await certificates.ListAsync(filter, new(after, limit), cancellationToken)).Select(CertificateView.Of));
    }

    /// <summary>List a charge point's certificates</summary>
    /// <remarks>Newest first.</remarks>
    /// <param name="id">Identity of the charge point.</param>
    /// <param name="after">`next` of the page before.</param>
    /// <param name="limit">Items of a page, 1 to 1000; 50 when left out.</param>
    /// <response code="200">A page; `next` is absent on the last one.</response>
    /// <response code="400">`invalid_parameter` or `invalid_cursor`, naming the parameter.</response>
    /// <response code="404">`charge_point_not_found`.</response>
    private static async Task<Results<Ok<Page<CertificateView>>, ProblemHttpResult>> ListOfAsync(
        string id, string? after, int? limit, CertificateQueries certificates, ChargePointQueries chargePoints, CancellationToken cancellationToken)
    {
        var page = await certificates.ListAsync(new(id), new(after, limit), cancellationToken);
        if (page.Items.Count == 0 && await chargePoints.FindAsync(id, cancellationToken) is null)
            return Problem.NoChargePoint(id);
        return TypedResults.Ok(page.Select(CertificateView.Of));
    }

    /// <summary>Read a certificate</summary>
    /// <param name="certificateId">Its id.</param>
    /// <response code="200">The certificate.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`certificate_not_found`.</response>
    private static async Task<Results<Ok<CertificateView>, ProblemHttpResult>> ReadAsync(
        Guid certificateId, CertificateQueries certificates, CancellationToken cancellationToken) =>
        await certificates.FindAsync(certificateId, cancellationToken) is { } row ? TypedResults.Ok(CertificateView.Of(row)) : NotFound(certificateId);

    /// <summary>Download a certificate</summary>
    /// <remarks>PEM (`application/x-pem-file`) as it was sent to the charge point: the certificate, then the authorities between it and the root.</remarks>
    /// <param name="certificateId">Its id.</param>
    /// <response code="200">The chain.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`certificate_not_found`, also for one that could not be signed.</response>
    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> DownloadAsync(Guid certificateId, CommandRunner runner, CancellationToken cancellationToken) =>
        (await runner.LoadAsync(Streams.Certificates, Certificate.StreamId(certificateId), cancellationToken)).State.Record is { } record
            ? TypedResults.Text(record.Chain, "application/x-pem-file")
            : NotFound(certificateId);

    private static ProblemHttpResult NotFound(Guid certificateId) =>
        Problem.Of(StatusCodes.Status404NotFound, "certificate_not_found", $"There is no certificate {certificateId}.");
}
