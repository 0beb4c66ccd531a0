using System.Security.Claims;
using System.Text.RegularExpressions;
using Csms.Domain.Cdrs;
using Csms.Domain.ChargePoints;
using Csms.Domain.Places;
using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Commands;
using Csms.Host.Security;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.Places;

/// <summary>Where a charge point stands.</summary>
/// <param name="LocationId">OCPI's location, at most 36 characters.</param>
/// <param name="Address">Street and number, at most 45 characters.</param>
/// <param name="City">At most 45 characters.</param>
/// <param name="Country">ISO 3166-1 alpha-3.</param>
/// <param name="Latitude">Decimal degrees with a point, e.g. 50.938361.</param>
/// <param name="Longitude">Decimal degrees with a point.</param>
/// <param name="TimeZone">IANA, e.g. Europe/Berlin: tariffs go by its clock.</param>
/// <param name="Group">Charge points with the same one can have a tariff together.</param>
/// <param name="Connectors">What is known of its connectors.</param>
internal sealed record PlaceView(
    string? LocationId = null,
    string? Address = null,
    string? City = null,
    string? Country = null,
    string? Latitude = null,
    string? Longitude = null,
    string? TimeZone = null,
    string? Group = null,
    string? Name = null,
    string? PostalCode = null,
    string? State = null,
    IReadOnlyList<PlacedConnector>? Connectors = null)
{
    public static PlaceView Example { get; } = new(
        "LOC1", "Am Weg 1", "Köln", "DEU", "50.938361", "6.959974", "Europe/Berlin", "city-centre", "Rathaus", "50667",
        Connectors: [new(1, MaxPower: 22_000, EvseId: "DE*ABC*E0815*1")]);

    public static PlaceView Of(Place place) => new(
        place.LocationId, place.Address, place.City, place.Country, place.Coordinates.Latitude, place.Coordinates.Longitude, place.TimeZone, place.Group,
        place.Name, place.PostalCode, place.State, place.Connectors);

    public Place ToPlace() => new(
        LocationId!, Address!, City!, Country!, new GeoLocation(Latitude!, Longitude!), TimeZone!, Connectors ?? [], Group, Name, PostalCode, State);
}

internal sealed partial class PlaceRules : AbstractValidator<PlaceView>
{
    public PlaceRules()
    {
        RuleFor(body => body.LocationId).Must(text => text is { Length: > 0 and <= 36 }).WithMessage("has not 1 to 36 characters");
        RuleFor(body => body.Address).Must(text => text is { Length: > 0 and <= 45 }).WithMessage("has not 1 to 45 characters");
        RuleFor(body => body.City).Must(text => text is { Length: > 0 and <= 45 }).WithMessage("has not 1 to 45 characters");
        RuleFor(body => body.Country).Must(text => text is { Length: 3 } && text.All(char.IsAsciiLetterUpper)).WithMessage("is not three capital letters of ISO 3166-1");
        RuleFor(body => body.Latitude).Must(text => text is not null && Degrees().IsMatch(text)).WithMessage("is not degrees with a decimal point, e.g. 50.938361");
        RuleFor(body => body.Longitude).Must(text => text is not null && Degrees().IsMatch(text)).WithMessage("is not degrees with a decimal point, e.g. 6.959974");
        RuleFor(body => body.TimeZone).Must(text => text is not null && TimeZoneInfo.TryFindSystemTimeZoneById(text, out _))
            .WithMessage("is not a time zone this server knows, e.g. Europe/Berlin");
        RuleFor(body => body.Group).Must(text => text is null or { Length: > 0 and <= 100 }).WithMessage("has not 1 to 100 characters");
        RuleForEach(body => body.Connectors).Must(connector => connector is { ConnectorId: >= 0, MaxPower: null or > 0 }).WithMessage("has a number of 0 or more, and a power above 0 or none");
    }

    [GeneratedRegex(@"^-?\d{1,3}\.\d{5,7}$")]
    private static partial Regex Degrees();
}

/// <summary><c>/api/v1/charge-points/{id}/place</c>.</summary>
internal static class PlacesApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/charge-points/{id}/place").WithTags("Charge points");
        group.MapGet("", ReadAsync).WithName("readPlace").Needs(Permission.ReadChargePoints).Refuses(404);
        group.MapPut("", DescribeAsync).WithName("describePlace").Needs(Permission.ChangeChargePoints).CheckedBy(new PlaceRules()).Refuses(400, 404);
    }

    /// <summary>Read where a charge point stands</summary>
    /// <param name="id">Identity of the charge point.</param>
    /// <response code="200">The place as it is now.</response>
    /// <response code="404">`place_not_found`: nobody described it.</response>
    private static async Task<Results<Ok<PlaceView>, ProblemHttpResult>> ReadAsync(string id, CommandRunner runner, CancellationToken cancellationToken) =>
        (await runner.LoadAsync(Streams.Places, Place.StreamId(id), cancellationToken)).State.Place is { } place
            ? TypedResults.Ok(PlaceView.Of(place))
            : Problem.Of(StatusCodes.Status404NotFound, "place_not_found", $"Nobody described where \"{id}\" stands.");

    /// <summary>Describe where a charge point stands</summary>
    /// <remarks>CDRs tell it, tariffs go by its clock. Sessions that have begun keep the place they began at.</remarks>
    /// <param name="id">Identity of the charge point.</param>
    /// <response code="200">Described.</response>
    /// <response code="400">`invalid_json` or `invalid_body`, naming the member.</response>
    /// <response code="404">`charge_point_not_found`.</response>
    private static async Task<Results<Ok<PlaceView>, ProblemHttpResult>> DescribeAsync(
        string id, PlaceView body, ClaimsPrincipal caller, CommandRunner runner, TimeProvider clock, HttpContext http, CancellationToken cancellationToken)
    {
        if (!(await runner.LoadAsync(Streams.ChargePoints, ChargePoint.StreamId(id), cancellationToken)).State.Exists)
            return Problem.NoChargePoint(id);
        var outcome = await runner.RunAsync(
            Streams.Places, Place.StreamId(id), new DescribePlace(id, body.ToPlace()), caller.Causes("rest:describe_place", clock), cancellationToken);
        http.TellsSequence(outcome.Sequence);
        return TypedResults.Ok(PlaceView.Of(outcome.State.Place!));
    }
}
