using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Csms.Domain.ReRatings;
using Csms.Host.Api.Cdrs;
using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Api.Tariffs;
using Csms.Host.Billing;
using Csms.Host.Commands;
using Csms.Host.Security;
using Csms.ReadModels.Cdrs;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Csms.Host.Api.ReRatings;

/// <summary>Which bills shall be priced by which tariff.</summary>
/// <param name="TariffId">OCPI's id of the tariff that shall price them.</param>
/// <param name="Version">Of that tariff; the newest when left out.</param>
/// <param name="From">Of sessions that began then or later.</param>
/// <param name="To">Of sessions that began before.</param>
/// <param name="Reason">For the record.</param>
/// <param name="ChargePointId">Only of this charge point.</param>
/// <param name="BilledBy">Only bills by this tariff.</param>
internal sealed record ReRatingWish(
    string? TariffId = null, DateTimeOffset? From = null, DateTimeOffset? To = null, string? Reason = null, int? Version = null, string? ChargePointId = null, string? BilledBy = null)
{
    public static ReRatingWish Example { get; } = new(
        "day-and-night", new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero), "Night price was missing.", 2, null, "day-and-night");
}

internal sealed class ReRatingRules : AbstractValidator<ReRatingWish>
{
    public ReRatingRules()
    {
        RuleFor(body => body.TariffId).NotEmpty().WithMessage("is missing");
        RuleFor(body => body.From).NotNull().WithMessage("is missing");
        RuleFor(body => body.To).NotNull().WithMessage("is missing");
        RuleFor(body => body.To).GreaterThan(body => body.From).WithMessage("is not after from");
        RuleFor(body => body.Reason).Must(RuleOnCdr.IsReason).WithMessage("has not 1 to 500 characters");
    }
}

/// <summary>A re-rating that is prepared.</summary>
/// <param name="Id">For its confirmation.</param>
/// <param name="Preview">What would change; nothing has.</param>
internal sealed record PreparedReRating(Guid Id, SimulationView Preview)
{
    public static PreparedReRating Example { get; } = new(new("0197d3a2-7c11-7e4b-9a60-0f2d3c4b5a69"), SimulationView.Example);
}

/// <summary>How far a re-rating has come.</summary>
/// <param name="State">prepared, confirmed or completed.</param>
/// <param name="Bills">How many bills would change.</param>
/// <param name="Done">How many of them were credited so far.</param>
/// <param name="Changed">How many it changed, once it is completed.</param>
/// <param name="Skipped">How many had changed since for another reason, once it is completed.</param>
internal sealed record ReRatingView(Guid Id, string State, string TariffId, int TariffVersion, string By, string Reason, int Bills, int Done, int? Changed, int? Skipped)
{
    public static ReRatingView Example { get; } =
        new(new("0197d3a2-7c11-7e4b-9a60-0f2d3c4b5a69"), "confirmed", "day-and-night", 2, "key:admin", "Night price was missing.", 120, 80, null, null);
}

/// <summary><c>/api/v1/re-ratings</c>.</summary>
internal static class ReRatingsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/re-ratings").WithTags("Bills");
        group.MapPost("", PrepareAsync).WithName("prepareReRating").Needs(Permission.ChangeBills).ReadsProjections(catchesUp: true)
            .CheckedBy(new ReRatingRules()).Refuses(400, 404, 409, 422);
        group.MapGet("/{id}", ReadAsync).WithName("readReRating").Needs(Permission.ReadBills).ReadsProjections(catchesUp: true).Refuses(400, 404);
        group.MapPost("/{id}/confirm", ConfirmAsync).WithName("confirmReRating").Needs(Permission.ChangeBills).Refuses(400, 404);
    }

    /// <summary>Prepare a re-rating</summary>
    /// <remarks>Shows every bill that would change, of at most 1000, and changes nothing before it is confirmed. With the same `Idempotency-Key` and the
    /// same wish it is the same re-rating.</remarks>
    /// <param name="idempotencyKey">The same key names the same re-rating.</param>
    /// <response code="201">Prepared; confirm it with `POST …/confirm`.</response>
    /// <response code="400">`invalid_json` or `invalid_body`, naming the member.</response>
    /// <response code="404">`tariff_not_found`.</response>
    /// <response code="409">`re_rating_exists`: the key names another one.</response>
    /// <response code="422">`too_many_bills`: choose a shorter period, or one charge point.</response>
    private static async Task<Results<Created<PreparedReRating>, ProblemHttpResult>> PrepareAsync(
        ReRatingWish body,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        ClaimsPrincipal caller,
        CommandRunner runner,
        Repricing repricing,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken)
    {
        if ((await TariffsApi.FindAsync(body.TariffId!, body.Version, runner, cancellationToken)).Version is not { Tariff: { } tariff } version)
            return TariffsApi.NotFound(body.TariffId!);
        var repriced = await repricing.CompareAsync(new(body.ChargePointId, TariffId: body.BilledBy, From: body.From, To: body.To), version, cancellationToken);
        if (repriced is null)
            return SimulateTariff.TooMany();
        var id = idempotencyKey is null ? Guid.CreateVersion7() : Named($"{caller.Actor()}\n{idempotencyKey}");
        var wish = new ReRatingCommand.RequestPreparation(
            tariff.Id,
            version.Number,
            [.. repriced.Where(bill => bill.IsChanged).Select(bill => bill.Cdr.CdrId)],
            caller.Actor(),
            body.Reason!,
            new BillsLookedAt(body.From!.Value, body.To!.Value, body.ChargePointId, body.BilledBy));
        var outcome = await runner.RunAsync(Streams.ReRatings, ReRating.StreamId(id), wish, caller.Causes("rest:prepare_re_rating", clock), cancellationToken);
        if (outcome.Rejection is { } rejection)
            return Problem.Of(rejection);
        http.TellsSequence(outcome.Sequence);
        return TypedResults.Created($"/api/v1/re-ratings/{id:D}", new PreparedReRating(id, SimulationView.Of(version, repriced, bill => bill.IsChanged)));
    }

    /// <summary>Read a re-rating</summary>
    /// <param name="id">Of the re-rating.</param>
    /// <response code="200">How far it has come.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`re_rating_not_found`.</response>
    private static async Task<Results<Ok<ReRatingView>, ProblemHttpResult>> ReadAsync(Guid id, CommandRunner runner, CdrQueries cdrs, CancellationToken cancellationToken) =>
        await ViewAsync(id, (await runner.LoadAsync(Streams.ReRatings, ReRating.StreamId(id), cancellationToken)).State, cdrs, cancellationToken) is { } view
            ? TypedResults.Ok(view)
            : Problem.Of(StatusCodes.Status404NotFound, "re_rating_not_found", $"No re-rating {id} was prepared.");

    /// <summary>Confirm a re-rating</summary>
    /// <remarks>The bills that were shown are credited and made anew, in the background. A bill that has changed since is left alone. Again changes nothing.</remarks>
    /// <param name="id">Of the re-rating.</param>
    /// <response code="202">It is under way, or done; GET tells how far.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`re_rating_not_found`.</response>
    private static async Task<Results<Accepted<ReRatingView>, ProblemHttpResult>> ConfirmAsync(
        Guid id, ClaimsPrincipal caller, CommandRunner runner, CdrQueries cdrs, TimeProvider clock, HttpContext http, CancellationToken cancellationToken)
    {
        var outcome = await runner.RunAsync(
            Streams.ReRatings, ReRating.StreamId(id), new ReRatingCommand.RequestConfirmation(caller.Actor()), caller.Causes("rest:confirm_re_rating", clock), cancellationToken);
        if (outcome.Rejection is { } rejection)
            return Problem.Of(rejection);
        http.TellsSequence(outcome.Sequence);
        return TypedResults.Accepted($"/api/v1/re-ratings/{id:D}", await ViewAsync(id, outcome.State, cdrs, cancellationToken));
    }

    private static async Task<ReRatingView?> ViewAsync(Guid id, ReRating state, CdrQueries cdrs, CancellationToken cancellationToken)
    {
        if (state.Request is not { } request)
            return null;
        var name = state switch { { Completion: not null } => "completed", { Confirmation: not null } => "confirmed", _ => "prepared" };
        // Rows may be behind the event that says that it is done.
        var done = state.Completion is { } completion ? completion.Changed : state.Confirmation is null ? 0 : await cdrs.CountCreditedAsync([.. request.Cdrs], cancellationToken);
        return new(
            id, name, request.TariffId, request.TariffVersion, request.By, request.Reason, request.Cdrs.Count, done, state.Completion?.Changed, state.Completion?.Skipped);
    }

    // A UUID of version 8 (RFC 9562 section 5.8).
    private static Guid Named(string key)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16);
        (bytes[6], bytes[8]) = ((byte)((bytes[6] & 0x0F) | 0x80), (byte)((bytes[8] & 0x3F) | 0x80));
        return new Guid(bytes, bigEndian: true);
    }
}
