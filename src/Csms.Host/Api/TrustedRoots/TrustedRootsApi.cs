using System.ComponentModel;
using System.Security.Claims;
using Csms.Host.Api.Calls;
using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Calls;
using Csms.Host.Security;
using Csms.ReadModels.ChargePoints;
using Csms.ReadModels.TrustedRoots;
using Microsoft.AspNetCore.Http.HttpResults;
using Ocpp.Protocol.V16;

namespace Csms.Host.Api.TrustedRoots;

/// <summary><c>/api/v1/charge-points/{id}/trusted-roots</c>.</summary>
internal static class TrustedRootsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/charge-points/{id}/trusted-roots").WithTags("Certificates");
        group.MapGet("", ReadAsync).WithName("listTrustedRoots").Needs(Permission.ReadChargePoints).ReadsProjections(catchesUp: true).Refuses(404);
        group.MapPost("", InstallTrustedRoot.HandleAsync).WithName("installTrustedRoot").Needs(Permission.SendCommands)
            .CheckedBy(new RootToTrustRules()).ReadsProjections(catchesUp: true).Refuses(400, 404);
        group.MapPost("/read", OrderAsync).WithName("orderTrustedRoots").Needs(Permission.SendCommands).ReadsProjections(catchesUp: true).Refuses(400, 404);
        group.MapDelete("/{rootId}", DeleteAsync).WithName("deleteTrustedRoot").Needs(Permission.SendCommands).ReadsProjections(catchesUp: true).Refuses(400, 404, 409);
    }

    /// <summary>List the root certificates that a charge point trusts</summary>
    /// <remarks>From what it accepted, listed and deleted; `POST …/trusted-roots/read` asks it.</remarks>
    /// <param name="id">Identity of the charge point.</param>
    /// <response code="200">The roots.</response>
    /// <response code="404">`charge_point_not_found`.</response>
    private static async Task<Results<Ok<TrustedRootsView>, ProblemHttpResult>> ReadAsync(
        string id, ChargePointQueries chargePoints, TrustedRootQueries roots, CancellationToken cancellationToken)
    {
        if (await chargePoints.FindAsync(id, cancellationToken) is null)
            return Problem.NoChargePoint(id);
        return TypedResults.Ok(new TrustedRootsView([.. (await roots.ListAsync(id, cancellationToken)).Select(TrustedRootView.Of)]));
    }

    /// <summary>Ask a charge point which root certificates it trusts</summary>
    /// <remarks>Sends GetInstalledCertificateIds.</remarks>
    /// <param name="id">Identity of the charge point.</param>
    /// <param name="use">centralSystemRootCertificate or manufacturerRootCertificate; OCPP asks for one at a time.</param>
    /// <param name="wait">Seconds to wait for the charge point's answer, 0 to 60; 0 when left out.</param>
    /// <response code="200">The call has ended within the time to wait.</response>
    /// <response code="202">The call is under way; `Location` tells where its fate can be read.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`charge_point_not_found`.</response>
    private static Task<Results<Ok<CallView>, Accepted<CallView>, ProblemHttpResult>> OrderAsync(
        string id,
        Choice<CertificateUse> use,
        [DefaultValue(0)] int? wait,
        ClaimsPrincipal caller,
        ChargePointQueries chargePoints,
        CallOrders orders,
        HttpContext http,
        CancellationToken cancellationToken) =>
        SendAsync(id, OcppActions.GetInstalledCertificateIds, new GetInstalledCertificateIdsRequest(use.Value), wait, caller, chargePoints, orders, http, cancellationToken);

    /// <summary>Have a charge point trust a root certificate no longer</summary>
    /// <remarks>Sends DeleteCertificate with the algorithm and the values that the charge point itself listed.</remarks>
    /// <param name="id">Identity of the charge point.</param>
    /// <param name="rootId">Its id in the list.</param>
    /// <param name="force">true: also the last one by which it knows this server, after which it may not come back.</param>
    /// <param name="wait">Seconds to wait for the charge point's answer, 0 to 60; 0 when left out.</param>
    /// <response code="200">The call has ended within the time to wait.</response>
    /// <response code="202">The call is under way; `Location` tells where its fate can be read.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`charge_point_not_found` or `trusted_root_not_found`.</response>
    /// <response code="409">`last_central_system_root`, unless forced; `trusted_root_not_listed`: ask the charge point for its list first.</response>
    private static async Task<Results<Ok<CallView>, Accepted<CallView>, ProblemHttpResult>> DeleteAsync(
        string id,
        Guid rootId,
        bool? force,
        [DefaultValue(0)] int? wait,
        ClaimsPrincipal caller,
        ChargePointQueries chargePoints,
        TrustedRootQueries roots,
        CallOrders orders,
        HttpContext http,
        CancellationToken cancellationToken)
    {
        if (await chargePoints.FindAsync(id, cancellationToken) is null)
            return Problem.NoChargePoint(id);
        var held = await roots.ListAsync(id, cancellationToken);
        if (held.Find(row => row.RootId == rootId) is not { } root)
            return Problem.Of(StatusCodes.Status404NotFound, "trusted_root_not_found", $"Charge point \"{id}\" is not known to trust a root {rootId}.");
        if (root.ReportedAt is null || !Enum.TryParse<HashAlgorithm>(root.HashAlgorithm, out var algorithm))
            return Problem.Of(StatusCodes.Status409Conflict, "trusted_root_not_listed", "The charge point has not said how it names this root. Ask it: POST …/trusted-roots/read.");
        if (root.Use == nameof(CertificateUse.CentralSystemRootCertificate) && force != true && held.Count(row => row.Use == root.Use) == 1)
        {
            return Problem.Of(
                StatusCodes.Status409Conflict,
                "last_central_system_root",
                "It is the last root by which the charge point knows this server: without it, it may not come back. Install another one first, or insist with force=true.");
        }

        var request = new DeleteCertificateRequest(new(algorithm, root.IssuerNameHash, root.IssuerKeyHash, root.SerialNumber));
        return await SendAsync(id, OcppActions.DeleteCertificate, request, wait, caller, chargePoints, orders, http, cancellationToken);
    }

    private static async Task<Results<Ok<CallView>, Accepted<CallView>, ProblemHttpResult>> SendAsync(
        string id,
        OcppAction action,
        object request,
        int? wait,
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
        var (call, rejection) = await orders.OrderAsync(new Ordering(caller.Actor()).Order(id, action, request), wait ?? 0, http, cancellationToken);
        if (rejection is not null)
            return Problem.Of(rejection);
        return wait > 0 && call!.HasEnded() ? TypedResults.Ok(call) : TypedResults.Accepted($"/api/v1/calls/{call!.Id:D}", call);
    }
}
