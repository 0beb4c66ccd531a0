using Csms.Domain.ChargePoints;
using Csms.EventStore;
using Csms.Host.Commands;
using Csms.Host.Storage;
using Microsoft.Extensions.Options;

namespace Csms.Host.Connections;

/// <summary>What a handshake is answered with.</summary>
internal abstract record AdmissionResult
{
    private AdmissionResult()
    {
    }

    /// <param name="PasswordWasHex">It sent the hexadecimal digits of its password instead of the bytes (quirk Q34).</param>
    internal sealed record Admitted(Loaded<ChargePoint> ChargePoint, int SecurityProfile, bool PasswordWasHex = false) : AdmissionResult;

    /// <summary>Refused before the upgrade.</summary>
    internal sealed record Refused(int Status, string Why) : AdmissionResult;
}

/// <summary>Decides who may open a connection: known charge points, on their security profile, with their password (whitepaper A00.FR.001-002, 202-205).</summary>
internal sealed class Admission(CommandRunner runner, Credentials credentials, IOptions<OcppOptions> options, TimeProvider clock)
{
    public async Task<AdmissionResult> DecideAsync(string identity, HttpRequest request, CancellationToken cancellationToken)
    {
        var loaded = await runner.LoadAsync(Streams.ChargePoints, ChargePoint.StreamId(identity), cancellationToken);
        if (!loaded.State.Exists)
        {
            if (options.Value.UnknownChargePoints == UnknownChargePoints.Refuse)
                return new AdmissionResult.Refused(StatusCodes.Status404NotFound, "unknown charge point");
            return new AdmissionResult.Admitted((await DiscoverAsync(identity, loaded, cancellationToken)).Loaded, SecurityProfile: 0);
        }

        var profile = loaded.State.SecurityProfile;
        var why = profile switch
        {
            0 => null,
            1 when request.IsHttps => "security profile 1 connects without TLS",
            2 when !request.IsHttps => "security profile 2 connects with TLS",
            3 => "security profile 3 needs a client certificate, which this version does not accept yet",
            _ => null,
        };
        if (why is not null)
            return new AdmissionResult.Refused(StatusCodes.Status403Forbidden, why);
        if (profile is 1 or 2)
        {
            var password = BasicCredentials.PasswordFor(identity, request.Headers.Authorization);
            if (password is null)
                return new AdmissionResult.Refused(StatusCodes.Status401Unauthorized, "no Basic credentials for this identity");
            if (loaded.State.MessageChecking == MessageChecking.Lenient
                && BasicCredentials.DecodedHex(password) is { } decoded
                && await credentials.VerifyAsync(identity, decoded, cancellationToken))
            {
                return new AdmissionResult.Admitted(loaded, profile, PasswordWasHex: true);
            }

            if (!await credentials.VerifyAsync(identity, password, cancellationToken))
                return new AdmissionResult.Refused(StatusCodes.Status401Unauthorized, "wrong password");
        }

        return new AdmissionResult.Admitted(loaded, profile);
    }

    /// <summary>Whether the charge point may come without naming a subprotocol (quirk Q25).</summary>
    public async Task<bool> AssumesSubprotocolAsync(string identity, CancellationToken cancellationToken) =>
        (await runner.LoadAsync(Streams.ChargePoints, ChargePoint.StreamId(identity), cancellationToken)).State is { Exists: true, SubprotocolAssumed: true };

    private Task<Outcome<ChargePoint>> DiscoverAsync(string identity, Loaded<ChargePoint> from, CancellationToken cancellationToken) =>
        runner.RunAsync(
            Streams.ChargePoints,
            ChargePoint.StreamId(identity),
            new ChargePointCommand.ReportDiscovery(identity, SecurityProfile: 0),
            new EventMetadata($"charge-point:{identity}", clock.GetUtcNow()),
            cancellationToken,
            from);
}
