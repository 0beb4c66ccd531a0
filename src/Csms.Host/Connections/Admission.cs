using Csms.Domain.ChargePoints;
using Csms.EventStore;
using Csms.Host.Certificates;
using Csms.Host.Commands;
using Csms.Host.Hosting;
using Csms.Host.Passwords;
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

    /// <summary>Refused too often, and not looked at before some time has passed.</summary>
    internal sealed record TurnedAway(TimeSpan Wait) : AdmissionResult;

    /// <summary>Refused before the upgrade.</summary>
    /// <param name="Reason">For the record of the charge point it said to be; null when there is none of that name.</param>
    internal sealed record Refused(int Status, string Why, ConnectionRefusal? Reason = null) : AdmissionResult;
}

/// <summary>Decides who may open a connection: known charge points, on their security profile, with their password or certificate (whitepaper A00.FR.001-002,
/// 202-205, 402-407).</summary>
internal sealed class Admission(
    CommandRunner runner, PasswordRotation passwords, ClientCertificates certificates, IOptions<OcppOptions> options, TimeProvider clock)
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

        // One that is told to use a higher profile may come with either until the higher one has worked (A05.FR.08).
        foreach (var higher in loaded.State.Raising.Select(raise => raise.SecurityProfile).Distinct().OrderDescending())
        {
            if (OtherProfile(higher, request) is null && await DecideAsync(higher, loaded, request, cancellationToken) is AdmissionResult.Admitted raised)
                return raised;
        }

        return await DecideAsync(loaded.State.SecurityProfile, loaded, request, cancellationToken);
    }

    /// <summary>Whether the charge point may come without naming a subprotocol (quirk Q25).</summary>
    public async Task<bool> AssumesSubprotocolAsync(string identity, CancellationToken cancellationToken) =>
        (await runner.LoadAsync(Streams.ChargePoints, ChargePoint.StreamId(identity), cancellationToken)).State is { Exists: true, SubprotocolAssumed: true };

    private async Task<AdmissionResult> DecideAsync(int profile, Loaded<ChargePoint> loaded, HttpRequest request, CancellationToken cancellationToken)
    {
        if (OtherProfile(profile, request) is { } why)
            return new AdmissionResult.Refused(StatusCodes.Status403Forbidden, why, ConnectionRefusal.WrongProfile);
        return profile switch
        {
            0 => new AdmissionResult.Admitted(loaded, profile),
            3 => await WithCertificateAsync(loaded, request, cancellationToken),
            _ => await WithPasswordAsync(profile, loaded, request, cancellationToken),
        };
    }

    private static string? OtherProfile(int profile, HttpRequest request) => profile switch
    {
        1 when request.IsHttps => "security profile 1 connects without TLS",
        2 when !request.IsHttps => "security profile 2 connects with TLS",
        3 when !request.IsHttps || request.HttpContext.Connection.ClientCertificate is null => "security profile 3 connects with TLS and a client certificate",
        _ => null,
    };

    private async Task<AdmissionResult> WithPasswordAsync(int profile, Loaded<ChargePoint> loaded, HttpRequest request, CancellationToken cancellationToken)
    {
        var identity = loaded.State.Id!;
        var password = BasicCredentials.PasswordFor(identity, request.Headers.Authorization);
        if (password is null)
            return new AdmissionResult.Refused(StatusCodes.Status401Unauthorized, "no Basic credentials for this identity", ConnectionRefusal.NoPassword);
        if (loaded.State.MessageChecking == MessageChecking.Lenient
            && BasicCredentials.DecodedHex(password) is { } decoded
            && await passwords.VerifyAsync(identity, decoded, cancellationToken))
        {
            return new AdmissionResult.Admitted(loaded, profile, PasswordWasHex: true);
        }

        return await passwords.VerifyAsync(identity, password, cancellationToken)
            ? new AdmissionResult.Admitted(loaded, profile)
            : new AdmissionResult.Refused(StatusCodes.Status401Unauthorized, "wrong password", ConnectionRefusal.WrongPassword);
    }

    private async Task<AdmissionResult> WithCertificateAsync(Loaded<ChargePoint> loaded, HttpRequest request, CancellationToken cancellationToken)
    {
        var sent = request.HttpContext.Features.Get<TlsFacts>()?.Intermediates ?? [];
        var objection = await certificates.ObjectionAsync(loaded.State, request.HttpContext.Connection.ClientCertificate!, sent, cancellationToken);
        return objection is null
            ? new AdmissionResult.Admitted(loaded, SecurityProfile: 3)
            : new AdmissionResult.Refused(StatusCodes.Status403Forbidden, objection, ConnectionRefusal.ClientCertificateRefused);
    }

    private Task<Outcome<ChargePoint>> DiscoverAsync(string identity, Loaded<ChargePoint> from, CancellationToken cancellationToken) =>
        runner.RunAsync(
            Streams.ChargePoints,
            ChargePoint.StreamId(identity),
            new ChargePointCommand.ReportDiscovery(identity, SecurityProfile: 0),
            new EventMetadata($"charge-point:{identity}", clock.GetUtcNow()),
            cancellationToken,
            from);
}
