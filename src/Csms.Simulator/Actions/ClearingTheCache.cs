using Ocpp.Protocol.V16;

namespace Csms.Simulator.Actions;

/// <summary>ClearCache (OCPP 1.6 section 5.4); Rejected where the cache is switched off (errata 3.23).</summary>
internal static class ClearingTheCache
{
    public static readonly CallHandler Handler = CallHandler.For<ClearCacheRequest>(OcppActions.ClearCache, (chargePoint, _) =>
    {
        if (!chargePoint.Settings.Flag("AuthorizationCacheEnabled")) return CallReply.Of(new ClearCacheResponse(ClearCacheStatus.Rejected));
        chargePoint.ForgetTokens();
        return CallReply.Of(new ClearCacheResponse(ClearCacheStatus.Accepted));
    });
}
