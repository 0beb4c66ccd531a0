using System.ComponentModel;
using System.Security.Claims;
using Csms.Domain;
using Csms.Domain.ChargePoints;
using Csms.EventStore;
using Csms.Host.Api.Calls;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Calls;
using Csms.Host.ChargingProfiles;
using Csms.Host.Commands;
using Csms.ReadModels.Projecting;
using Csms.ReadModels.Transactions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Ocpp.Protocol.V16;
using ChargingProfile = Csms.Domain.ChargingProfiles.ChargingProfile;
using ProfileObjections = Csms.Domain.ChargingProfiles.ProfileObjections;

namespace Csms.Host.Api.ChargingProfiles;

internal static class SetChargingProfile
{
    private static readonly TimeSpan OldStart = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan PatienceForNewest = TimeSpan.FromSeconds(1);

    /// <summary>Install a charging profile</summary>
    /// <remarks>
    /// The body is the payload of SetChargingProfile as it goes on the wire. What a charge point must refuse is refused here first, and named in `objections`, unless
    /// `override` is set: then it is sent all the same. What it will probably refuse is sent with `warnings`.
    /// The profile counts as installed when the charge point has accepted it.
    /// </remarks>
    /// <param name="id">Identity of the charge point.</param>
    /// <param name="override">Send it although there are objections; false when left out.</param>
    /// <param name="idempotencyKey">Makes a repetition harmless: 1 to 200 printable ASCII characters.</param>
    /// <param name="wait">Seconds to wait for the charge point's answer, 0 to 60; 0 when left out.</param>
    /// <response code="200">The call has ended within the time to wait; see `call.response`.</response>
    /// <response code="202">It is under way; `Location` tells where its fate can be read.</response>
    /// <response code="400">`invalid_payload`, `charging_profile_objectionable` (with `objections`) or `invalid_parameter`.</response>
    /// <response code="404">`charge_point_not_found`.</response>
    /// <response code="409">`call_already_requested`: the key was used for something else.</response>
    public static async Task<Results<Ok<SentProfileView>, Accepted<SentProfileView>, ProblemHttpResult>> HandleAsync(
        string id,
        [DefaultValue(false)] bool? @override,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        [DefaultValue(0)] int? wait,
        ClaimsPrincipal caller,
        CommandRunner runner,
        CallOrders orders,
        ProfilePlans plans,
        TransactionQueries transactions,
        ProjectionPositions positions,
        PostgresEventStore store,
        HttpContext http,
        CancellationToken cancellationToken)
    {
        if (RequestCall.OutOfRange(wait, idempotencyKey: idempotencyKey) is { } outOfRange)
            return outOfRange;
        if (!(await runner.LoadAsync(Streams.ChargePoints, ChargePoint.StreamId(id), cancellationToken)).State.Exists)
            return Problem.NoChargePoint(id);
        var (payload, wrong) = CallPayload.Read(OcppActions.SetChargingProfile, await RequestCall.ReadBodyAsync(http.Request, cancellationToken));
        if (wrong is not null)
            return wrong;

        // Objections follow from what was answered a moment ago too.
        await positions.WaitForAsync(await store.ReadHeadAsync(cancellationToken), PatienceForNewest, cancellationToken);
        var asked = (SetChargingProfileRequest)OcppActions.SetChargingProfile.ReadRequest(payload.Span).Value!;
        var profile = asked.CsChargingProfiles.ToDomain();
        var found = ProfileObjections.ToSetting(
            asked.ConnectorId, profile, await plans.InstalledAsync(id, cancellationToken), await plans.CapabilitiesAsync(id, cancellationToken));
        var objections = found.Where(o => o.Code != "too_many_profiles").ToList();
        if (objections.Count > 0 && @override != true)
        {
            return Problem.Of(
                StatusCodes.Status400BadRequest, "charging_profile_objectionable", objections[0].Reason, ("objections", objections.Select(Told).ToArray()));
        }

        ObjectionView[] warnings = [.. found.Select(Told), .. await AboutTransactionAsync(id, profile, transactions, cancellationToken)];
        var (call, rejection) = await orders.OrderAsync(
            new CallOrder(id, OcppActions.SetChargingProfile, payload, caller.Actor(), IdempotencyKey: idempotencyKey), wait ?? 0, http, cancellationToken);
        if (rejection is not null)
            return Problem.Of(rejection);
        var view = new SentProfileView(call!, warnings.Length == 0 ? null : warnings);
        return wait > 0 && call!.HasEnded() ? TypedResults.Ok(view) : TypedResults.Accepted($"/api/v1/calls/{call!.Id:D}", view);
    }

    /// <summary>OCPP 1.6 section 5.16.1: who starts long before he says so may have stopped long since.</summary>
    private static async Task<IEnumerable<ObjectionView>> AboutTransactionAsync(
        string chargePointId, ChargingProfile profile, TransactionQueries transactions, CancellationToken cancellationToken)
    {
        if (profile.TransactionId is not { } transactionId)
            return [];
        return await transactions.FindAsync(transactionId, cancellationToken) switch
        {
            { Status: "running" } running when running.ChargePointId == chargePointId => running.StartRecordedAt - running.StartedAt > OldStart
                ? [new("transaction_reported_late", "The transaction was reported long after it had started; it may be over.")]
                : [],
            _ => [new("transaction_not_running", "No such transaction is known to run at this charge point.")],
        };
    }

    private static ObjectionView Told(Rejection objection) => new(objection.Code, objection.Reason);
}
