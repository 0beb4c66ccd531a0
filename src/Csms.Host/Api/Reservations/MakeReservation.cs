using System.ComponentModel;
using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using Csms.Domain.ChargePoints;
using Csms.EventStore;
using Csms.Host.Api.Calls;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Api.Tokens;
using Csms.Host.Calls;
using Csms.Host.Commands;
using Csms.Host.Storage;
using Csms.ReadModels.Projecting;
using Csms.ReadModels.Reservations;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Ocpp.Protocol.V16;

namespace Csms.Host.Api.Reservations;

/// <summary>A reservation to make.</summary>
/// <param name="ConnectorId">0: any connector, if the charge point supports that (ReserveConnectorZeroSupported); it rejects it otherwise.</param>
/// <param name="ExpiryDate">When it ends unless it is used before.</param>
/// <param name="IdTag">Whom it is for; this or `tokenId`.</param>
/// <param name="TokenId">Whom it is for, by pseudonym; this or `idTag`.</param>
internal sealed record ReservationWish(int? ConnectorId = null, DateTimeOffset? ExpiryDate = null, string? IdTag = null, Guid? TokenId = null)
{
    public static ReservationWish Example { get; } = new(1, new(2026, 1, 31, 13, 0, 0, TimeSpan.Zero), "04E29A3B");
}

internal sealed class ReservationWishRules : AbstractValidator<ReservationWish>
{
    public ReservationWishRules()
    {
        RuleFor(body => body.ConnectorId).NotNull().WithMessage("is missing").GreaterThanOrEqualTo(0).WithMessage("is below 0");
        RuleFor(body => body.ExpiryDate).NotNull().WithMessage("is missing");
        RuleFor(body => body.IdTag).PrintableIdTag();
        RuleFor(body => body.IdTag).Must((body, idTag) => idTag is null != body.TokenId is null).WithMessage("is to be there, or else tokenId");
    }
}

internal static class MakeReservation
{
    private static readonly TimeSpan PatienceForNewest = TimeSpan.FromSeconds(1);

    /// <summary>Reserve a connector for somebody</summary>
    /// <remarks>
    /// Sends ReserveNow with a number that is not in use. The group of the token may use the reservation too (parentIdTag). Whether the connector is free is the
    /// charge point's to say. A call of ReserveNow with a number of your own has the same effect.
    /// </remarks>
    /// <param name="id">Identity of the charge point.</param>
    /// <param name="idempotencyKey">Makes a repetition harmless: 1 to 200 printable ASCII characters.</param>
    /// <param name="wait">Seconds to wait for the charge point's answer, 0 to 60; 0 when left out.</param>
    /// <response code="200">The charge point has answered, or the call has ended without an answer; see `status`.</response>
    /// <response code="202">It is under way; `Location` tells where its fate can be read.</response>
    /// <response code="400">`invalid_json`, `invalid_body` or `invalid_parameter`, naming the member.</response>
    /// <response code="404">`charge_point_not_found` or `token_not_found`.</response>
    /// <response code="409">`call_already_requested`: the key was used for something else.</response>
    public static async Task<Results<Ok<ReservationView>, Accepted<ReservationView>, ProblemHttpResult>> HandleAsync(
        string id,
        ReservationWish body,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        [DefaultValue(0)] int? wait,
        ClaimsPrincipal caller,
        CommandRunner runner,
        CallRequests calls,
        CallOrders orders,
        ReservationIds numbers,
        ReservationQueries reservations,
        IdTags idTags,
        ShownIdTags shown,
        TokenDirectory tokens,
        ProjectionPositions positions,
        PostgresEventStore store,
        HttpContext http,
        CancellationToken cancellationToken)
    {
        if (RequestCall.OutOfRange(wait, idempotencyKey: idempotencyKey) is { } outOfRange)
            return outOfRange;
        if (!(await runner.LoadAsync(Streams.ChargePoints, ChargePoint.StreamId(id), cancellationToken)).State.Exists)
            return Problem.NoChargePoint(id);
        var idTag = body.IdTag ?? (await idTags.ReadAsync([body.TokenId!.Value], cancellationToken)).GetValueOrDefault(body.TokenId.Value);
        if (idTag is null)
            return TokensApi.NotFound(body.TokenId!.Value);

        var number = await RepeatedNumberAsync(calls, caller, idempotencyKey, cancellationToken) ?? await numbers.NextAsync(id, cancellationToken);
        var parent = (await tokens.FindAsync(idTag, cancellationToken)).ParentIdTag;
        var (payload, wrong) = CallPayload.Read(OcppActions.ReserveNow, Payload(body, idTag, parent, number));
        if (wrong is not null)
            return wrong;
        var (call, rejection) = await orders.OrderAsync(
            new CallOrder(id, OcppActions.ReserveNow, payload, caller.Actor(), IdempotencyKey: idempotencyKey), wait ?? 0, http, cancellationToken);
        if (rejection is not null)
            return Problem.Of(rejection);

        await positions.WaitForAsync(await store.ReadHeadAsync(cancellationToken), PatienceForNewest, cancellationToken);
        var view = await ReservationsApi.FindAsync(call!.Id, reservations, shown, cancellationToken) ?? Asked(call, body, number);
        return wait > 0 && call.HasEnded() ? TypedResults.Ok(view) : TypedResults.Accepted($"/api/v1/reservations/{call.Id:D}", view);
    }

    /// <summary>The number of a request that is repeated under its key is the first one's.</summary>
    private static async Task<int?> RepeatedNumberAsync(CallRequests calls, ClaimsPrincipal caller, string? idempotencyKey, CancellationToken cancellationToken) =>
        idempotencyKey is not null
        && CallRequests.RequestOf(await calls.ReadAsync(CallRequests.IdentityOf(caller.Actor(), idempotencyKey), cancellationToken)) is { } first
        && first.Payload.TryGetProperty("reservationId", out var number) ? number.GetInt32() : null;

    private static byte[] Payload(ReservationWish wish, string idTag, string? parentIdTag, int number)
    {
        var payload = new JsonObject
        {
            ["connectorId"] = wish.ConnectorId,
            ["expiryDate"] = wish.ExpiryDate!.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["idTag"] = idTag,
            ["reservationId"] = number,
        };
        if (parentIdTag is not null)
            payload["parentIdTag"] = parentIdTag;
        return JsonSerializer.SerializeToUtf8Bytes(payload);
    }

    /// <summary>What is known of it before the read model has it.</summary>
    private static ReservationView Asked(CallView call, ReservationWish wish, int number) => ReservationView.Of(
        new ReservationRow(call.Id, call.ChargePointId, number, wish.ConnectorId!.Value, wish.ExpiryDate, "requested", call.RequestedAt, call.IssuedBy),
        new Dictionary<Guid, string>());
}
