using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using Csms.Domain.Calls;
using Csms.Domain.ChargePoints;
using Csms.Domain.Files;
using Csms.Host.Api.Calls;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Calls;
using Csms.Host.Commands;
using Csms.Host.Files;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Ocpp.Protocol.V16;

namespace Csms.Host.Api.Jobs;

/// <summary>A job as an operator wants it.</summary>
/// <param name="Location">Where the file is or goes; null has an address made here.</param>
/// <param name="Image">The image to fetch from that address; null makes one to send to.</param>
/// <param name="From">When the charge point may begin, if it was said.</param>
/// <param name="Payload">The OCPP request for a location.</param>
internal sealed record JobOrder(
    string ChargePointId, OcppAction Action, FileKind Kind, string? Location, FileEvent.Received? Image, DateTimeOffset? From, Func<string, object> Payload);

/// <summary>Has a job done: makes the address, and requests the call that carries it.</summary>
internal sealed class JobRequests(CommandRunner runner, CallRequests calls, CallReader reader, FileLinks links, IOptions<FileSettings> settings, TimeProvider clock)
{
    /// <summary>Members that are given out anew when the same job is asked for again.</summary>
    private static readonly string[] GivenOut = ["requestId", "retrieveDate", "retrieveDateTime"];

    public async Task<Results<Accepted<CallView>, ProblemHttpResult>> RequestAsync(
        JobOrder job, string? idempotencyKey, ClaimsPrincipal caller, HttpContext http, CancellationToken cancellationToken)
    {
        if (RequestCall.WrongKey(idempotencyKey) is { } wrongKey)
            return wrongKey;
        if (!(await runner.LoadAsync(Streams.ChargePoints, ChargePoint.StreamId(job.ChargePointId), cancellationToken)).State.Exists)
            return Problem.NoChargePoint(job.ChargePointId);

        var callId = idempotencyKey is null ? Guid.CreateVersion7() : CallRequests.IdentityOf(caller.Actor(), idempotencyKey);
        var fileId = job.Image?.FileId ?? Guid.CreateVersion7();
        var location = job.Location ?? await MakeAddressAsync(job, callId, fileId, http.Request, cancellationToken);
        var (payload, problem) = CallPayload.Of(job.Action, job.Payload(location));
        if (problem is not null)
            return problem;

        var order = new CallOrder(job.ChargePointId, job.Action, payload, caller.Actor(), IdempotencyKey: idempotencyKey, Named: callId);
        var (_, outcome) = await calls.RequestAsync(order, cancellationToken);
        if (outcome.Rejection is { } rejection)
        {
            if (CallRequests.RequestOf(outcome.State) is not { } first || !IsSame(first, job, payload))
                return Problem.Of(rejection);
            // Asked for before; the address that goes with this repetition leads nowhere.
            if (job.Image is null)
                await links.RemoveAsync(callId, fileId, cancellationToken);
        }

        http.TellsSequence(outcome.Sequence);
        return TypedResults.Accepted($"/api/v1/jobs/{callId:D}", (await reader.FindAsync(callId, cancellationToken))!);
    }

    /// <summary>The address is stored before the call that carries it: one that nobody gets expires.</summary>
    private async Task<string> MakeAddressAsync(JobOrder job, Guid callId, Guid fileId, HttpRequest request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var link = new FileLink(
            IsUpload: job.Image is null, fileId, job.Kind, job.ChargePointId, callId, (job.From > now ? job.From.Value : now) + settings.Value.LinkLifetime);
        var used = new Uri($"{request.Scheme}://{request.Host}");
        return (await links.CreateAsync(link, used, job.Image is { } image ? image.Name ?? "firmware.bin" : null, cancellationToken)).AbsoluteUri;
    }

    private static bool IsSame(CallEvent.Requested first, JobOrder job, ReadOnlyMemory<byte> payload) =>
        first.ChargePointId == job.ChargePointId && first.Action == job.Action.Name
        && JsonNode.DeepEquals(Lasting(first.Payload, job), Lasting(Withheld.From(job.Action.Name, payload).Payload, job));

    private static JsonObject Lasting(JsonElement payload, JobOrder job)
    {
        var members = JsonNode.Parse(payload.GetRawText())!.AsObject();
        foreach (var holder in (JsonObject?[])[members, members["firmware"] as JsonObject])
        {
            foreach (var name in GivenOut.Where(name => name == "requestId" || job.From is null))
                holder?.Remove(name);
        }

        return members;
    }
}
