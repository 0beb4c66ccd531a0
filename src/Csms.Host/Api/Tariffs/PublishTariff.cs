using System.Security.Claims;
using System.Text.Json;
using Csms.Domain;
using Csms.Domain.Tariffs;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Commands;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.Tariffs;

internal static class PublishTariff
{
    private static readonly Rejection Exists = new("tariff_exists", "This tariff is there already: publish another version of it with PUT.");
    private static readonly Rejection NotFound = new("tariff_not_found", "No such tariff was published.");

    /// <summary>Publish a tariff</summary>
    /// <remarks>The body is a tariff of OCPI 2.2.1. It prices nothing before it is assigned (`/tariff-assignments`).</remarks>
    /// <param name="inForceFrom">For sessions that start from then on; now when left out.</param>
    /// <response code="201">Published as version 1.</response>
    /// <response code="400">`invalid_json` or `invalid_body`: it is no tariff.</response>
    /// <response code="409">`tariff_exists` or `in_force_in_the_past`.</response>
    /// <response code="422">The code of the first objection, e.g. `step_size_invalid`; `errors` names every member that is wrong.</response>
    public static async Task<Results<Created<TariffView>, ProblemHttpResult>> CreateAsync(
        OcpiTariff body, Instant? inForceFrom, ClaimsPrincipal caller, CommandRunner runner, TimeProvider clock, HttpContext http, CancellationToken cancellationToken)
    {
        var (view, problem) = await PublishAsync(null, body, inForceFrom, caller, runner, clock, http, cancellationToken);
        return problem is not null ? problem : TypedResults.Created($"/api/v1/tariffs/{Uri.EscapeDataString(view!.TariffId)}", view);
    }

    /// <summary>Publish another version of a tariff</summary>
    /// <remarks>Sessions that have begun keep the version they began under. The same again changes nothing.</remarks>
    /// <param name="tariffId">OCPI's id of the tariff.</param>
    /// <param name="inForceFrom">For sessions that start from then on; now when left out.</param>
    /// <response code="200">Published, or as it was wanted already.</response>
    /// <response code="400">`invalid_json` or `invalid_body`: it is no tariff.</response>
    /// <response code="404">`tariff_not_found`.</response>
    /// <response code="409">`tariff_id_changed` or `in_force_in_the_past`.</response>
    /// <response code="422">The code of the first objection; `errors` names every member that is wrong.</response>
    public static async Task<Results<Ok<TariffView>, ProblemHttpResult>> ChangeAsync(
        string tariffId, OcpiTariff body, Instant? inForceFrom, ClaimsPrincipal caller, CommandRunner runner, TimeProvider clock, HttpContext http, CancellationToken cancellationToken)
    {
        var (view, problem) = await PublishAsync(tariffId, body, inForceFrom, caller, runner, clock, http, cancellationToken);
        return problem is not null ? problem : TypedResults.Ok(view);
    }

    private static async Task<(TariffView? View, ProblemHttpResult? Problem)> PublishAsync(
        string? tariffId, OcpiTariff body, Instant? inForceFrom, ClaimsPrincipal caller, CommandRunner runner, TimeProvider clock, HttpContext http, CancellationToken cancellationToken)
    {
        Tariff tariff;
        try
        {
            tariff = TariffJson.Read(JsonSerializer.SerializeToUtf8Bytes(body, ApiJson.Options));
        }
        catch (JsonException e)
        {
            var member = e.Path is null or "$" ? "tariff" : e.Path.TrimStart('$', '.');
            return (null, Problem.OfMember(UnreadableRequest.InvalidBody, member, "is missing, or not what OCPI 2.2.1 has there"));
        }

        if (TariffObjections.To(tariff) is [var first, ..] objections)
            return (null, Refused(first, objections));
        var now = clock.GetUtcNow();
        var publishing = Streams.Tariffs with
        {
            Decide = (command, state) => (tariffId, state.Latest) switch
            {
                (null, not null) => Exists,
                (not null, null) => NotFound,
                _ => TariffDecider.Decide(command, state),
            },
        };
        var outcome = await runner.RunAsync(
            publishing,
            VersionedTariff.StreamId(tariffId ?? tariff.Id),
            new TariffCommand.RequestPublication(tariff, inForceFrom?.Value ?? now, now),
            caller.Causes(tariffId is null ? "rest:publish_tariff" : "rest:change_tariff", clock),
            cancellationToken);
        if (outcome.Rejection is { } rejection)
            return (null, Problem.Of(rejection));
        http.TellsSequence(outcome.Sequence);
        return (TariffView.Of(outcome.State, outcome.State.Latest!), null);
    }

    private static ProblemHttpResult Refused(Rejection first, IReadOnlyList<Rejection> objections)
    {
        // An objection begins with its place.
        var errors = objections.Select(o => o.Reason.Split(' ', 2)).GroupBy(o => o[0]).ToDictionary(o => o.Key, o => o.Select(part => part[1]).ToArray());
        return Problem.Of(StatusCodes.Status422UnprocessableEntity, first.Code, first.Reason, ("errors", errors));
    }
}
