using Csms.Host.Storage;
using Ocpp.Protocol;
using Ocpp.Protocol.V16;
using AuthorizationStatus = Csms.Domain.Tokens.AuthorizationStatus;
using WireStatus = Ocpp.Protocol.V16.AuthorizationStatus;

namespace Csms.Host.Handlers.V16;

/// <summary>From what we know of a token to the idTagInfo a charge point is told (OCPP 1.6 section 7.27).</summary>
internal static class AuthorizationAnswer
{
    /// <summary>The expiry date is the moment the charge point's cache forgets the tag, so it only goes with an acceptance; the parent always goes,
    /// or nobody of the group could stop or use the reservation.</summary>
    public static IdTagInfo Of(KnownToken token, AuthorizationStatus status) => new(
        Enum.Parse<WireStatus>(status.ToString()),
        status == AuthorizationStatus.Accepted ? token.State.ExpiryDate : null,
        token.ParentIdTag is { } parent ? new IdToken(parent) : null);
}
