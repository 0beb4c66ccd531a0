using System.Security.Cryptography;
using Csms.Domain.ChargePoints;
using Csms.EventStore;
using Csms.Host.Commands;
using Csms.Host.Storage;

namespace Csms.Host.Api.ChargePoints;

/// <summary>Replaces what a charge point authenticates with.</summary>
internal sealed class ChargePointPasswords(CommandRunner runner, Credentials credentials)
{
    private const int GeneratedBytes = 20;

    /// <summary>As long as OCPP allows, and in the form that ChangeConfiguration takes as AuthorizationKey.</summary>
    public static string Generate() => RandomNumberGenerator.GetHexString(2 * GeneratedBytes, lowercase: true);

    public async Task<Outcome<ChargePoint>> ReplaceAsync(string chargePointId, string password, EventMetadata metadata, CancellationToken cancellationToken)
    {
        // The event first: after a crash between the two it tells of a change that is repeated by whoever got no answer; the other way round
        // a password would have changed without a trace, and one could be set for a charge point that is being removed.
        var outcome = await runner.RunAsync(
            Streams.ChargePoints, ChargePoint.StreamId(chargePointId), new ChargePointCommand.RequestPasswordReplacement(), metadata, cancellationToken);
        if (outcome.Rejection is null)
            await credentials.ReplaceAsync(chargePointId, Credentials.BytesOf(password), cancellationToken);
        return outcome;
    }
}
