using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>An action with the types of its messages.</summary>
/// <typeparam name="TRequest">The request, <c>X.req</c> in the specification.</typeparam>
/// <typeparam name="TResponse">The response, <c>X.conf</c> in the specification.</typeparam>
internal sealed class OcppAction<TRequest, TResponse> : OcppAction
    where TRequest : class
    where TResponse : class
{
    private readonly IValidator<TRequest>? requestRules;
    private readonly IValidator<TResponse>? responseRules;
    private readonly JsonTypeInfo<TRequest> requestContract = V16Contracts.Tolerant<TRequest>();
    private readonly JsonTypeInfo<TResponse> responseContract = V16Contracts.Tolerant<TResponse>();
    private readonly PayloadReader<TRequest> requests;
    private readonly PayloadReader<TResponse> responses;

    public OcppAction(
        string name,
        FeatureProfile profile,
        OcppDirection direction,
        IValidator<TRequest>? requestRules,
        IValidator<TResponse>? responseRules)
        : base(name, profile, direction)
    {
        this.requestRules = requestRules;
        this.responseRules = responseRules;
        requests = new PayloadReader<TRequest>(V16Contracts.Exact<TRequest>(), requestContract, requestRules);
        responses = new PayloadReader<TResponse>(V16Contracts.Exact<TResponse>(), responseContract, responseRules);
    }

    /// <inheritdoc/>
    public override Type RequestType => typeof(TRequest);

    /// <inheritdoc/>
    public override Type ResponseType => typeof(TResponse);

    /// <inheritdoc/>
    public override Parsed ReadRequest(ReadOnlySpan<byte> payload, bool strict = false) => requests.Read(payload, strict);

    /// <inheritdoc/>
    public override Parsed ReadResponse(ReadOnlySpan<byte> payload, bool strict = false) => responses.Read(payload, strict);

    /// <inheritdoc/>
    public override OcppError? CheckRequest(object request) => Broken.RuleOf(requestRules, (TRequest)request);

    /// <inheritdoc/>
    public override OcppError? CheckResponse(object response) => Broken.RuleOf(responseRules, (TResponse)response);

    internal override void WriteRequest(Utf8JsonWriter json, object request) =>
        JsonSerializer.Serialize(json, (TRequest)request, requestContract);

    internal override void WriteResponse(Utf8JsonWriter json, object response) =>
        JsonSerializer.Serialize(json, (TResponse)response, responseContract);
}
