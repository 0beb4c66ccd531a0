using System.Text.Json;
using Csms.EventStore;
using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Security;
using Csms.ReadModels;
using Csms.ReadModels.DataTransfers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.DataTransfers;

/// <summary><c>/api/v1/data-transfers</c>, and those to a charge point.</summary>
internal static class DataTransfersApi
{
    private static readonly string[] Directions = ["from", "to"];

    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("Data transfers");
        group.MapPost("/charge-points/{id}/data-transfers", SendData.HandleAsync).WithName("sendData").Needs(Permission.SendCommands)
            .CheckedBy(new VendorDataRules()).Refuses(400, 404, 409);
        group.MapGet("/data-transfers", ListAsync).WithName("listDataTransfers").Needs(Permission.ReadChargePoints).ReturnsPages().ReadsProjections(catchesUp: true).Refuses(400);
        group.MapGet("/data-transfers/{transferId}", ReadAsync).WithName("readDataTransfer").Needs(Permission.ReadContents).ReadsProjections(catchesUp: true).Refuses(400, 404);
        group.MapDelete("/data-transfers/{transferId}/data", EraseAsync).WithName("eraseTransferredData").Needs(Permission.ErasePersons).Refuses(400, 404);
    }

    /// <summary>List vendor data from and to charge points</summary>
    /// <remarks>Newest first, without the data.</remarks>
    /// <param name="chargePointId">Only of this charge point.</param>
    /// <param name="vendorId">Only of this vendor, spelled as it was sent.</param>
    /// <param name="direction">from (charge points) or to (them).</param>
    /// <param name="after">`next` of the page before.</param>
    /// <param name="limit">Items of a page, 1 to 1000; 50 when left out.</param>
    /// <response code="200">A page; `next` is absent on the last one.</response>
    /// <response code="400">`invalid_parameter` or `invalid_cursor`, naming the parameter.</response>
    private static async Task<Results<Ok<Page<DataTransferView>>, ProblemHttpResult>> ListAsync(
        string? chargePointId, string? vendorId, string? direction, string? after, int? limit, DataTransferQueries transfers, CancellationToken cancellationToken)
    {
        if (direction is not null && !Directions.Contains(direction))
            return Problem.OfMember(UnreadableRequest.InvalidParameter, "direction", "is not one of " + string.Join(", ", Directions));
        var page = await transfers.ListAsync(new(chargePointId, vendorId, direction), new(after, limit), cancellationToken);
        return TypedResults.Ok(page.Select(DataTransferView.Of));
    }

    /// <summary>Read a transfer with its data</summary>
    /// <param name="transferId">Its id.</param>
    /// <response code="200">The transfer.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`data_transfer_not_found`.</response>
    private static async Task<Results<Ok<DataTransferView>, ProblemHttpResult>> ReadAsync(
        Guid transferId, DataTransferQueries transfers, PostgresEventStore store, CancellationToken cancellationToken)
    {
        if (await transfers.FindAsync(transferId, cancellationToken) is not { } row)
            return NotFound(transferId);
        var sent = row.ContentId is { } contentId ? await store.ReadContentAsync(contentId, cancellationToken) : null;
        var answered = row.AnswerContentId is { } answerId ? await store.ReadContentAsync(answerId, cancellationToken) : null;
        return TypedResults.Ok(DataTransferView.Of(row) with { Data = row.Direction == "to" ? DataIn(sent) : sent, AnswerData = answered });
    }

    /// <summary>Erase the data of a transfer</summary>
    /// <remarks>That there was a transfer stays on record; what was in it is gone, in both directions.</remarks>
    /// <param name="transferId">Its id.</param>
    /// <response code="204">Erased.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`data_transfer_not_found`.</response>
    private static async Task<Results<NoContent, ProblemHttpResult>> EraseAsync(
        Guid transferId, DataTransferQueries transfers, PostgresEventStore store, CancellationToken cancellationToken)
    {
        if (await transfers.FindAsync(transferId, cancellationToken) is not { } row)
            return NotFound(transferId);
        foreach (var contentId in ((Guid?[])[row.ContentId, row.AnswerContentId]).OfType<Guid>())
            await store.EraseContentAsync(contentId, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>What lies beside a call is its whole payload.</summary>
    private static string? DataIn(string? payload)
    {
        if (payload is null)
            return null;
        using var members = JsonDocument.Parse(payload);
        return members.RootElement.TryGetProperty("data", out var data) ? data.GetString() : null;
    }

    private static ProblemHttpResult NotFound(Guid transferId) => Problem.Of(StatusCodes.Status404NotFound, "data_transfer_not_found", $"There is no transfer {transferId}.");
}
