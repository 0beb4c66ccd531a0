using System.Collections.Immutable;
using System.Diagnostics;
using Csms.Domain.Certificates;
using static Csms.Domain.ChargePoints.ChargePointEvent;

namespace Csms.Domain.ChargePoints;

/// <summary>What is known about a charge point: the fold of its <see cref="ChargePointEvent"/>s.</summary>
public sealed record ChargePoint
{
    /// <summary>Type of the stream in the store.</summary>
    public const string StreamType = "charge-point";

    private static ImmutableSortedDictionary<string, string> NothingDesired { get; } =
        ImmutableSortedDictionary.Create<string, string>(ConfigurationKey.Comparer);

    /// <summary>Before anything happened.</summary>
    public static ChargePoint Initial { get; } = new();

    /// <summary>Registered and not removed.</summary>
    public bool Exists { get; init; }

    /// <summary>Its identity; null before the first registration.</summary>
    public string? Id { get; init; }

    /// <summary>How its next boot is answered; Rejected while it does not exist.</summary>
    public RegistrationPolicy Registration { get; init; } = RegistrationPolicy.Rejected;

    /// <summary>It came by itself and no operator has decided about it since.</summary>
    public bool Discovered { get; init; }

    /// <summary>The security profile it must use, 0 to 3.</summary>
    public int SecurityProfile { get; init; }

    /// <summary>The higher profiles that it has been told to use, or is about to be, by every call that was not turned down.</summary>
    public IReadOnlyList<ProfileRaise> Raising { get; init; } = [];

    /// <summary>What is done for it without being asked, in the order of the enumeration.</summary>
    public IReadOnlyList<Automation> Automation { get; init; } = [];

    /// <summary>The values that configuration keys shall have, as an operator decided.</summary>
    public ImmutableSortedDictionary<string, string> DesiredConfiguration { get; init; } = NothingDesired;

    /// <summary>What happens to its messages that break the specification.</summary>
    public MessageChecking MessageChecking { get; init; }

    /// <summary>It may open a connection without naming a subprotocol: it is taken to speak OCPP 1.6 (quirk Q25).</summary>
    public bool SubprotocolAssumed { get; init; }

    /// <summary>A Basic authentication password was set.</summary>
    public bool PasswordSet { get; init; }

    /// <summary>The call that told it the password; null when an operator replaced it on our side alone.</summary>
    public Guid? PasswordCall { get; init; }

    /// <summary>Its newest connection, open or not; 0 before the first.</summary>
    public long Epoch { get; init; }

    /// <summary>Whether that connection is open.</summary>
    public bool Connected { get; init; }

    /// <summary>The host process that holds the connection; null while there is none.</summary>
    public string? Node { get; init; }

    /// <summary>Its last boot; null before the first.</summary>
    public Booted? LastBoot { get; init; }

    /// <summary>Its connectors by number, 0 being the charge point itself.</summary>
    public ImmutableSortedDictionary<int, Connector> Connectors { get; init; } = ImmutableSortedDictionary<int, Connector>.Empty;

    /// <summary>Its last word on an upload of diagnostics; null before the first.</summary>
    public DiagnosticsStatusReported? LastDiagnosticsStatus { get; init; }

    /// <summary>Its last word on a firmware update without a signature; null before the first.</summary>
    public FirmwareStatusReported? LastFirmwareStatus { get; init; }

    /// <summary>Its last word on an upload of a log; null before the first.</summary>
    public LogStatusReported? LastLogStatus { get; init; }

    /// <summary>Its last word on a signed firmware update; null before the first.</summary>
    public SignedFirmwareStatusReported? LastSignedFirmwareStatus { get; init; }

    /// <summary>The security event that arrived last; null before the first.</summary>
    public SecurityEventReported? LastSecurityEvent { get; init; }

    /// <summary>The last time it asked for a certificate; null before the first.</summary>
    public CertificateSigningRequested? LastCertificateRequest { get; init; }

    /// <summary>Which common name its certificates must have.</summary>
    public CertificateNameRule CertificateNameRule { get; init; }

    /// <summary>The serial number that an operator entered for its certificates; null takes the one it reports.</summary>
    public string? CertificateSerialNumber { get; init; }

    internal RecentContents Recent { get; init; } = RecentContents.None;

    /// <summary>The stream of a charge point, <c>charge-point-{id}</c>.</summary>
    public static string StreamId(string chargePointId) => $"charge-point-{chargePointId}";

    /// <summary>Whose stream that is: the other way round.</summary>
    public static string IdOf(string streamId) => streamId[(StreamType.Length + 1)..];

    /// <summary>The state after one more event.</summary>
    public ChargePoint Evolve(ChargePointEvent e) => e switch
    {
        Registered r => this with
        {
            Exists = true,
            Id = r.ChargePointId,
            Registration = r.Registration,
            SecurityProfile = r.SecurityProfile,
            Discovered = r.Discovered,
            Automation = r.Automation ?? [],
            MessageChecking = r.MessageChecking,
            SubprotocolAssumed = r.SubprotocolAssumed,
        },
        SettingsChanged s => this with
        {
            Registration = s.Registration,
            SecurityProfile = s.SecurityProfile,
            Discovered = false,
            Automation = s.Automation ?? [],
            MessageChecking = s.MessageChecking,
            SubprotocolAssumed = s.SubprotocolAssumed,
            // An operator's word about the profile is the last one.
            Raising = s.SecurityProfile == SecurityProfile ? Raising : [],
        },
        ConfigurationDesired { Value: { } value } d => this with { DesiredConfiguration = DesiredConfiguration.Remove(d.Key).Add(d.Key, value) },
        ConfigurationDesired d => this with { DesiredConfiguration = DesiredConfiguration.Remove(d.Key) },
        PasswordReplaced p => this with { PasswordSet = true, PasswordCall = p.CallId },
        ProfileRaiseRequested r => this with { Raising = [.. Raising, new(r.SecurityProfile, r.CallId)] },
        ProfileRaiseEnded p => this with { Raising = [.. Raising.Where(raise => raise.CallId != p.CallId)] },
        ProfileRaised r => this with { SecurityProfile = r.SecurityProfile, Raising = [.. Raising.Where(raise => raise.SecurityProfile > r.SecurityProfile)] },
        ConnectionRefused => this,
        Removed => this with
        {
            Exists = false,
            Registration = RegistrationPolicy.Rejected,
            PasswordSet = false,
            PasswordCall = null,
            Raising = [],
            Discovered = false,
            Automation = [],
            DesiredConfiguration = NothingDesired,
            CertificateNameRule = CertificateNameRule.Either,
            CertificateSerialNumber = null,
        },
        ChargePointEvent.Connected c => this with { Epoch = c.Epoch, Connected = true, Node = c.Node },
        Disconnected => this with { Connected = false, Node = null },
        Booted b => this with { LastBoot = b, Connectors = WithClocksSet() },
        ConnectorStatusReported s => this with
        {
            Connectors = Connectors.SetItem(s.ConnectorId, Connector.After(Connectors.GetValueOrDefault(s.ConnectorId), s)),
            Recent = Remember(ReportContent.Of(s)),
        },
        MeterValuesReported m => this with { Recent = m.Readings.Aggregate(Recent, (recent, reading) => recent.Add(ReportContent.Of(m, reading))) },
        UnknownTransactionStopped s => this with { Recent = Remember(ReportContent.Of(s)) },
        DataTransferred t => this with { Recent = Remember(ReportContent.Of(t)) },
        DiagnosticsStatusReported d => this with { LastDiagnosticsStatus = d },
        FirmwareStatusReported f => this with { LastFirmwareStatus = f },
        LogStatusReported l => this with { LastLogStatus = l },
        SignedFirmwareStatusReported f => this with { LastSignedFirmwareStatus = f },
        SecurityEventReported s => this with { LastSecurityEvent = s, Recent = Remember(ReportContent.Of(s)) },
        CertificateNameDecided n => this with { CertificateNameRule = n.Rule, CertificateSerialNumber = n.SerialNumber },
        CertificateSigningRequested c => this with { LastCertificateRequest = c },
        _ => throw new UnreachableException($"{e} is no event of a charge point."),
    };

    private RecentContents Remember(UInt128? content) => content is { } hash ? Recent.Add(hash) : Recent;

    private ImmutableSortedDictionary<int, Connector> WithClocksSet() => Connectors.SetItems(
        Connectors.Where(entry => entry.Value.NewestTimestamp is not null)
            .Select(entry => KeyValuePair.Create(entry.Key, entry.Value with { NewestTimestamp = null })));
}

/// <summary>A higher security profile on its way to a charge point.</summary>
/// <param name="CallId">The call that tells it.</param>
public sealed record ProfileRaise(int SecurityProfile, Guid CallId);
