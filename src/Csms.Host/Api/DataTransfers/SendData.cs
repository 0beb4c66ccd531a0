using System.Security.Claims;
using Csms.Domain.ChargePoints;
using Csms.Host.Api.Calls;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Calls;
using Csms.Host.Commands;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Ocpp.Protocol.V16;

namespace Csms.Host.Api.DataTransfers;

/// <summary>Vendor data for a charge point.</summary>
/// <param name="VendorId">Whose message it is, at most 255 characters.</param>
/// <param name="MessageId">Which of the vendor's messages, at most 50 characters.</param>
/// <param name="Data">Whatever vendor and charge point have agreed on: a text, often JSON in it.</param>
internal sealed record VendorData(string? VendorId = null, string? MessageId = null, string? Data = null)
{
    public static VendorData Example { get; } = new("com.example", "setDisplay", "{\"line\":1,\"text\":\"Welcome\"}");
}

internal sealed class VendorDataRules : AbstractValidator<VendorData>
{
    public VendorDataRules()
    {
        RuleFor(body => body.VendorId).Must(text => text is { Length: > 0 and <= 255 }).WithMessage("has not 1 to 255 characters");
        RuleFor(body => body.MessageId).Must(text => text is null or { Length: <= 50 }).WithMessage("has more than 50 characters");
    }
}

internal static class SendData
{
    /// <summary>Send vendor data to a charge point</summary>
    /// <remarks>Sends DataTransfer. The answer is the call; `/data-transfers/{id}` tells under the same id what was answered, with the data.</remarks>
    /// <param name="id">Identity of the charge point.</param>
    /// <param name="idempotencyKey">Makes a repetition harmless: 1 to 200 printable ASCII characters.</param>
    /// <response code="202">Requested; `Location` leads to the transfer.</response>
    /// <response code="400">`invalid_body`, `invalid_parameter` or `invalid_payload`.</response>
    /// <response code="404">`charge_point_not_found`.</response>
    /// <response code="409">`call_already_requested`: the key was used for something else.</response>
    public static async Task<Results<Accepted<CallView>, ProblemHttpResult>> HandleAsync(
        string id,
        VendorData body,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        ClaimsPrincipal caller,
        CommandRunner runner,
        CallRequests calls,
        CallReader reader,
        HttpContext http,
        CancellationToken cancellationToken)
    {
        if (RequestCall.WrongKey(idempotencyKey) is { } wrongKey)
            return wrongKey;
        if (!(await runner.LoadAsync(Streams.ChargePoints, ChargePoint.StreamId(id), cancellationToken)).State.Exists)
            return Problem.NoChargePoint(id);
        var (payload, problem) = CallPayload.Of(OcppActions.DataTransfer, new DataTransferRequest(body.VendorId!, body.MessageId, body.Data));
        if (problem is not null)
            return problem;
        var order = new CallOrder(id, OcppActions.DataTransfer, payload, caller.Actor(), IdempotencyKey: idempotencyKey);
        var (callId, outcome) = await calls.RequestAsync(order, cancellationToken);
        if (outcome.Rejection is { } rejection)
            return Problem.Of(rejection);
        http.TellsSequence(outcome.Sequence);
        return TypedResults.Accepted($"/api/v1/data-transfers/{callId:D}", (await reader.FindAsync(callId, cancellationToken))!);
    }
}
