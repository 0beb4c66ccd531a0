using System.Text.Json;
using System.Text.Json.Nodes;
using Csms.Host.Api.Requests;
using Csms.Host.Calls;
using Microsoft.AspNetCore.Http.HttpResults;
using Ocpp.Protocol;
using Ocpp.Protocol.V16;

namespace Csms.Host.Api.Calls;

/// <summary>The body of a call: the OCPP payload as it goes on the wire, read strictly and written again so that what goes out validates.</summary>
internal static class CallPayload
{
    /// <summary>Numbers that name something at the charge point. Whether it exists is the charge point's business, even when it cannot (-1).</summary>
    private static readonly string[] Names = ["connectorId", "transactionId"];

    public static (ReadOnlyMemory<byte> Payload, ProblemHttpResult? Problem) Read(OcppAction action, ReadOnlyMemory<byte> body)
    {
        if (body.Span.Trim(" \r\n\t"u8).IsEmpty)
            body = "{}"u8.ToArray();
        var parsed = action.ReadRequest(body.Span, strict: true);
        if (parsed is { Error: not null, Value: not null })
            parsed = parsed with { Error = action.ReadRequest(WithPossibleNames(body.Span), strict: true).Error };
        if (parsed.Error is { } error)
            return (default, Refused(error));
        return (OcppPayload.Of(action, parsed.Value!), null);
    }

    /// <summary>A request that was put together here, held against the same rules.</summary>
    public static (ReadOnlyMemory<byte> Payload, ProblemHttpResult? Problem) Of(OcppAction action, object request)
    {
        var payload = OcppPayload.Of(action, request);
        return action.ReadRequest(payload.Span, strict: true).Error is { } error ? (default, Refused(error)) : (payload, null);
    }

    private static byte[] WithPossibleNames(ReadOnlySpan<byte> body)
    {
        var members = JsonNode.Parse(body)!.AsObject();
        foreach (var name in Names)
        {
            if (members.ContainsKey(name))
                members[name] = 1;
        }

        return JsonSerializer.SerializeToUtf8Bytes(members);
    }

    private static ProblemHttpResult Refused(OcppError error)
    {
        var (member, what) = error.Description.Split(": ", 2) is [var path, var text] ? (path, text) : ("payload", error.Description);
        return Problem.Of(
            StatusCodes.Status400BadRequest,
            "invalid_payload",
            error.Description,
            ("ocppError", error.Code),
            ("errors", new Dictionary<string, string[]> { [member] = [what] }));
    }
}
