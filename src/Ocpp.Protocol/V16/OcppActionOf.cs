using System.Text.Json;
using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>An action with the types of its messages.</summary>
/// <typeparam name="TRequest">The request, <c>X.req</c> in the specification.</typeparam>
/// <typeparam name="TResponse">The response, <c>X.conf</c> in the specification.</typeparam>
internal sealed class OcppAction<TRequest, TResponse>(
    string name,
    FeatureProfile profile,
    OcppDirection direction,
    IValidator<TRequest>? requestRules,
    IValidator<TResponse>? responseRules)
    : OcppAction(name, profile, direction)
    where TRequest : class
    where TResponse : class
{
    // Made at first use: most programs speak a handful of the actions, and all contracts together would hold up the start.
    // Two threads may both make one; they are the same.
    private PayloadFormat<TRequest> Requests =>
        field ??= new PayloadFormat<TRequest>(V16Contracts.Exact<TRequest>(), V16Contracts.Tolerant<TRequest>(), requestRules);

    private PayloadFormat<TResponse> Responses =>
        field ??= new PayloadFormat<TResponse>(V16Contracts.Exact<TResponse>(), V16Contracts.Tolerant<TResponse>(), responseRules);

    /// <inheritdoc/>
    public override Type RequestType => typeof(TRequest);

    /// <inheritdoc/>
    public override Type ResponseType => typeof(TResponse);

    /// <inheritdoc/>
    public override Parsed ReadRequest(ReadOnlySpan<byte> payload, bool strict = false) => Requests.Read(payload, strict);

    /// <inheritdoc/>
    public override Parsed ReadRequestLeniently(ReadOnlySpan<byte> payload, DateTimeOffset receivedAt) => Requests.ReadLeniently(payload, receivedAt);

    /// <inheritdoc/>
    public override Parsed ReadResponse(ReadOnlySpan<byte> payload, bool strict = false) => Responses.Read(payload, strict);

    /// <inheritdoc/>
    public override OcppError? CheckRequest(object request) => Broken.RuleOf(requestRules, (TRequest)request);

    /// <inheritdoc/>
    public override OcppError? CheckResponse(object response) => Broken.RuleOf(responseRules, (TResponse)response);

    internal override void WriteRequest(Utf8JsonWriter json, object request) => Requests.Write(json, (TRequest)request);

    internal override void WriteResponse(Utf8JsonWriter json, object response) => Responses.Write(json, (TResponse)response);
}
