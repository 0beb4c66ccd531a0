using System.Globalization;
using Csms.Domain;
using Csms.Domain.Calls;
using Csms.Domain.ChargePoints;
using Csms.EventStore;
using Csms.Host.Calls;
using Csms.Host.Commands;
using Csms.Host.Storage;
using Ocpp.Protocol.V16;
using ConfigurationKey = Csms.Domain.ChargePoints.ConfigurationKey;

namespace Csms.Host.Passwords;

/// <summary>The two configuration keys by which a charge point would lock itself out if we did not follow: AuthorizationKey and SecurityProfile.</summary>
internal sealed class SecuritySettings(CommandRunner runner, Credentials credentials)
{
    public const string AuthorizationKey = "AuthorizationKey";
    public const string SecurityProfile = "SecurityProfile";

    /// <summary>Makes ready for what the call may change; to be done before the call is stored.</summary>
    /// <returns>Why it must not be sent.</returns>
    public async Task<Rejection?> ObjectionAsync(CallOrder order, EventMetadata metadata, CancellationToken cancellationToken)
    {
        if (order.Action != OcppActions.ChangeConfiguration || order.Action.ReadRequest(order.Payload.Span).Value is not ChangeConfigurationRequest change)
            return null;
        var isPassword = ConfigurationKey.Comparer.Equals(change.Key, AuthorizationKey);
        if (!isPassword && !ConfigurationKey.Comparer.Equals(change.Key, SecurityProfile))
            return null;
        // The same order again has been made ready for, and may have come to its end.
        if ((await runner.LoadAsync(Streams.Calls, Call.StreamId(order.CallId), cancellationToken)).State is not Call.NotRequested)
            return null;
        if (isPassword)
        {
            await credentials.OfferAsync(order.ChargePointId, order.CallId, Credentials.BytesOf(change.Value), cancellationToken);
            return null;
        }

        var profile = int.TryParse(change.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : -1;
        var raised = await runner.RunAsync(
            Streams.ChargePoints,
            ChargePoint.StreamId(order.ChargePointId),
            new ChargePointCommand.RequestProfileRaise(profile, order.CallId),
            metadata,
            cancellationToken);
        return raised.Rejection;
    }
}
