namespace Ocpp.Protocol.V16;

/// <summary>Forget all cached authorizations (OCPP 1.6 section 5.4, sent by the central system).</summary>
public sealed record ClearCacheRequest;

/// <summary>Answer to <see cref="ClearCacheRequest"/>.</summary>
public sealed record ClearCacheResponse(ClearCacheStatus Status);

/// <summary>What became of it (OCPP 1.6 section 7.20).</summary>
public enum ClearCacheStatus
{
    /// <summary>Forgotten.</summary>
    Accepted,

    /// <summary>Failed, or there is no cache (errata 3.23).</summary>
    Rejected,
}
