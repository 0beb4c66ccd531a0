using Ocpp.Protocol.V16;

namespace Csms.Host.Calls;

/// <summary>Who orders calls, why, and under which key a repetition of the order is recognised (null: not at all).</summary>
internal readonly record struct Ordering(string IssuedBy, string? Reason = null, string? Key = null, TimeSpan? DeliverWithin = null)
{
    public CallOrder Order(string chargePointId, OcppAction action, object request, string? part = null, Guid? follows = null) => new(
        chargePointId, action, OcppPayload.Of(action, request), IssuedBy, Reason, Key is null ? null : $"{Key}{(part is null ? "" : "/" + part)}", DeliverWithin, Follows: follows);
}
