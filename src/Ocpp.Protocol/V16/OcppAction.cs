using System.Text.Json;

namespace Ocpp.Protocol.V16;

/// <summary>One action of OCPP 1.6: how its request and its response are read and written. The rows of <see cref="OcppActions"/>.</summary>
public abstract class OcppAction
{
    private protected OcppAction(string name, FeatureProfile profile, OcppDirection direction)
    {
        Name = name;
        Profile = profile;
        Direction = direction;
    }

    /// <summary>Name in the CALL, case-sensitive.</summary>
    public string Name { get; }

    /// <summary>The feature profile it belongs to (OCPP 1.6 section 3.3).</summary>
    public FeatureProfile Profile { get; }

    /// <summary>Who sends the request.</summary>
    public OcppDirection Direction { get; }

    /// <summary>CLR type of the request.</summary>
    public abstract Type RequestType { get; }

    /// <summary>CLR type of the response.</summary>
    public abstract Type ResponseType { get; }

    /// <summary>Reads a request payload. Never throws.</summary>
    /// <param name="payload">The JSON object; <c>null</c> counts as <c>{}</c>.</param>
    /// <param name="strict">Unknown members and nulls are errors, as the official schemas have it, and not skipped.</param>
    public abstract Parsed ReadRequest(ReadOnlySpan<byte> payload, bool strict = false);

    /// <summary>Reads a request payload as it is meant, by the numbered rules of docs/quirks.md. Never throws. An error beside a value names a rule
    /// that is broken and has no repair.</summary>
    /// <param name="payload">The JSON object; <c>null</c> counts as <c>{}</c>.</param>
    /// <param name="receivedAt">Stands for a time that is missing or cannot be read.</param>
    public abstract Parsed ReadRequestLeniently(ReadOnlySpan<byte> payload, DateTimeOffset receivedAt);

    /// <summary>Reads a response payload. Never throws.</summary>
    /// <param name="payload">The JSON object; <c>null</c> counts as <c>{}</c>.</param>
    /// <param name="strict">Unknown members and nulls are errors, as the official schemas have it, and not skipped.</param>
    public abstract Parsed ReadResponse(ReadOnlySpan<byte> payload, bool strict = false);

    /// <summary>What is wrong with a request that is about to be sent; null when nothing is.</summary>
    /// <exception cref="InvalidCastException">The request is not of <see cref="RequestType"/>.</exception>
    public abstract OcppError? CheckRequest(object request);

    /// <summary>What is wrong with a response that is about to be sent; null when nothing is.</summary>
    /// <exception cref="InvalidCastException">The response is not of <see cref="ResponseType"/>.</exception>
    public abstract OcppError? CheckResponse(object response);

    /// <summary>The action's name.</summary>
    public override string ToString() => Name;

    internal abstract void WriteRequest(Utf8JsonWriter json, object request);

    internal abstract void WriteResponse(Utf8JsonWriter json, object response);
}
