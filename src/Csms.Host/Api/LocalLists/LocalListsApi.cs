using System.Security.Claims;
using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Calls;
using Csms.Host.LocalLists;
using Csms.Host.Security;
using Csms.ReadModels.ChargePoints;
using Csms.ReadModels.LocalLists;
using Microsoft.AspNetCore.Http.HttpResults;
using Ocpp.Protocol.V16;

namespace Csms.Host.Api.LocalLists;

/// <summary>What a charge point shall hold, and how it is brought there.</summary>
/// <param name="UpdateType">full, differential, or left out: what differs where its list is known, the whole list where it is not.</param>
/// <param name="TokenIds">The tokens it shall hold; left out: all that are registered.</param>
internal sealed record LocalListToSend(UpdateType? UpdateType = null, IReadOnlyList<Guid>? TokenIds = null)
{
    public static LocalListToSend Example { get; } = new(Ocpp.Protocol.V16.UpdateType.Full);
}

/// <summary>The updates that were ordered, in their order; each is sent when the one before was accepted. None when nothing differs.</summary>
internal sealed record SentLocalList(IReadOnlyList<OrderedUpdate> Updates)
{
    public static SentLocalList Example { get; } = new([new(new("019c0a3e-5f1b-7c2d-9e4f-0a1b2c3d4e5f"), 8, UpdateType.Full, 2)]);
}

/// <summary><c>/api/v1/charge-points/{id}/local-list</c>.</summary>
internal static class LocalListsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/charge-points/{id}/local-list").WithTags("Local lists");
        group.MapGet("", ReadAsync).WithName("readLocalList").Needs(Permission.ReadChargePoints).ReadsProjections(catchesUp: true).Refuses(404);
        group.MapPost("/send", SendAsync).WithName("sendLocalList").Needs(Permission.SendCommands).ReadsProjections(catchesUp: true).Refuses(400, 404, 409);
    }

    /// <summary>Read what is known of a charge point's local list</summary>
    /// <remarks>From the updates that it accepted and the versions that it told; `POST …/calls/GetLocalListVersion` asks it.</remarks>
    /// <param name="id">Identity of the charge point.</param>
    /// <response code="200">The list.</response>
    /// <response code="404">`charge_point_not_found`.</response>
    private static async Task<Results<Ok<LocalListView>, ProblemHttpResult>> ReadAsync(
        string id, ChargePointQueries chargePoints, LocalListQueries lists, ShownIdTags idTags, CancellationToken cancellationToken)
    {
        if (await chargePoints.FindAsync(id, cancellationToken) is null)
            return Problem.NoChargePoint(id);
        var entries = await lists.EntriesAsync(id, cancellationToken);
        var names = await idTags.ReadAsync([.. entries.Select(entry => entry.TokenId)], cancellationToken);
        return TypedResults.Ok(LocalListView.Of(await lists.FindAsync(id, cancellationToken), entries, names));
    }

    /// <summary>Send a charge point its local list</summary>
    /// <remarks>
    /// Computed from the tokens, in updates of its SendLocalListMaxLength (100 entries where it never told), with versions above all that it ever had.
    /// An update that is not accepted ends the rest. Tokens that are blocked, expired or invalid are entries too.
    /// </remarks>
    /// <param name="id">Identity of the charge point.</param>
    /// <response code="202">The updates; their fate can be read at `/calls/{callId}`.</response>
    /// <response code="400">`invalid_json` or `invalid_body`, naming the member.</response>
    /// <response code="404">`charge_point_not_found` or `token_not_found`.</response>
    /// <response code="409">`local_list_too_long` (its LocalAuthListMaxLength), `local_list_under_way`, or `local_list_unknown` (differential only).</response>
    private static async Task<Results<Accepted<SentLocalList>, ProblemHttpResult>> SendAsync(
        string id, LocalListToSend? body, ClaimsPrincipal caller, ChargePointQueries chargePoints, LocalListSending sending, CancellationToken cancellationToken)
    {
        if (await chargePoints.FindAsync(id, cancellationToken) is null)
            return Problem.NoChargePoint(id);
        var (updates, rejection) = await sending.SendAsync(
            id, body?.TokenIds?.Distinct().ToArray(), body?.UpdateType, new Ordering(caller.Actor(), "local list"), cancellationToken);
        return rejection is null ? TypedResults.Accepted((string?)null, new SentLocalList(updates)) : Problem.Of(rejection);
    }
}
