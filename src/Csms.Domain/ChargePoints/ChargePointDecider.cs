using System.Collections.Immutable;
using System.Diagnostics;
using static Csms.Domain.ChargePoints.ChargePointCommand;
using static Csms.Domain.ChargePoints.ChargePointEvent;

namespace Csms.Domain.ChargePoints;

/// <summary>The rules of a charge point. Operators may be refused; what it reports is stored, doubtful or not, removed or not.</summary>
public static class ChargePointDecider
{
    private static readonly Rejection ChargePointExists = new("charge_point_exists", "A charge point with this identity is registered already.");
    private static readonly Rejection ChargePointNotFound = new("charge_point_not_found", "No charge point with this identity is registered.");
    private static readonly Rejection ProfileUnknown = new("security_profile_unknown", "A security profile is 0, 1, 2 or 3.");
    private static readonly Rejection ProfileNotLowered = new(
        "security_profile_not_lowered", "A security profile is never lowered over OCPP (A00.FR.005). An administrator changes it at the charge point and here by PATCH.");
    private static readonly Rejection PasswordNotSet = new(
        "password_not_set", "Security profiles 1 and 2 need a password, and this charge point has none yet: give it one by POST …/password first.");

    /// <summary>The events that follow from a command, or why it is refused.</summary>
    public static Decision<ChargePointEvent> Decide(ChargePointCommand command, ChargePoint state) => (command, state) switch
    {
        (RequestRegistration, { Exists: true }) => ChargePointExists,
        (RequestRegistration r, _) =>
            [new Registered(r.ChargePointId, r.Registration, r.SecurityProfile, false, Listed(r.Automation), r.MessageChecking, r.SubprotocolAssumed)],

        (RequestSettings or RequestConfiguration or RequestPasswordReplacement or RequestProfileRaise or RequestCertificateName or RequestRemoval, { Exists: false }) => ChargePointNotFound,
        (RequestSettings s, _) => Settings(s, state),
        (RequestConfiguration c, _) => Configuration(c.Values, state),
        (RequestPasswordReplacement, _) => [new PasswordReplaced()],
        (RequestProfileRaise r, _) => Raise(r, state),
        (RequestCertificateName n, _) => n.Rule == state.CertificateNameRule && n.SerialNumber == state.CertificateSerialNumber
            ? []
            : [new CertificateNameDecided(n.Rule, n.SerialNumber)],
        (RequestRemoval, _) => [new Removed()],

        (ReportDiscovery, { Exists: true }) => [],
        (ReportDiscovery d, _) => [new Registered(d.ChargePointId, RegistrationPolicy.Pending, d.SecurityProfile, Discovered: true)],

        (ReportConnection c, _) when c.Epoch <= state.Epoch => [],
        (ReportConnection c, _) when state.Raising.Any(raise => raise.SecurityProfile == c.SecurityProfile) =>
            [new Connected(c.Epoch, c.Node, c.SecurityProfile), new ProfileRaised(c.SecurityProfile)],
        (ReportConnection c, _) => [new Connected(c.Epoch, c.Node, c.SecurityProfile)],
        (ReportProfileRaiseEnded e, _) when state.Raising.Any(raise => raise.CallId == e.CallId) => [new ProfileRaiseEnded(e.CallId)],
        (ReportProfileRaiseEnded, _) => [],
        (ReportPasswordTaken t, { Exists: true }) when state.PasswordCall != t.CallId => [new PasswordReplaced(t.CallId)],
        (ReportPasswordTaken, _) => [],
        (ReportRefusedConnection r, _) => [new ConnectionRefused(r.Reason, r.Times, r.ContentId)],
        (ReportDisconnection d, { Connected: true }) when d.Epoch == state.Epoch => [new Disconnected(d.Epoch, d.Reason)],
        (ReportDisconnection, _) => [],

        // Two boots in a row may look alike and be two boots: always a fact.
        (ReportBoot b, _) => [Boot(b, state.Registration)],

        (ReportConnectorStatus s, _) => Status(s, state),
        (ReportMeterValues m, _) => MeterValues(m, state),
        (ReportUnknownStop s, _) => UnlessRepeated(UnknownStop(s), ReportContent.Of, state),
        (ReportDataTransfer t, _) =>
            UnlessRepeated(new DataTransferred(t.VendorId, t.MessageId, t.Status, t.ContentId, t.AnswerContentId), ReportContent.Of, state),

        // Without a device time nothing tells a repetition from a second upload that goes the same way: always a fact.
        (ReportDiagnosticsStatus d, _) => [new DiagnosticsStatusReported(d.Status)],
        (ReportFirmwareStatus f, _) => [new FirmwareStatusReported(f.Status)],
        (ReportLogStatus l, _) => [new LogStatusReported(l.Status, l.RequestId)],
        (ReportSignedFirmwareStatus f, _) => [new SignedFirmwareStatusReported(f.Status, f.RequestId)],
        (ReportCertificateRequest c, _) => [new CertificateSigningRequested(c.ContentId, c.Status, c.Reason)],
        (ReportSecurityEvent e, _) => UnlessRepeated(SecurityEvent(e), ReportContent.Of, state),

        _ => throw new UnreachableException($"{command} is no command to a charge point."),
    };

    private static Decision<ChargePointEvent> Settings(RequestSettings s, ChargePoint state)
    {
        var automation = Listed(s.Automation ?? state.Automation);
        var now = new SettingsChanged(state.Registration, state.SecurityProfile, automation, state.MessageChecking, state.SubprotocolAssumed);
        var then = new SettingsChanged(
            s.Registration ?? now.Registration,
            s.SecurityProfile ?? now.SecurityProfile,
            automation,
            s.MessageChecking ?? now.MessageChecking,
            s.SubprotocolAssumed ?? now.SubprotocolAssumed);
        return then == now && (automation ?? []).SequenceEqual(state.Automation) ? [] : [then];
    }

    /// <summary>A05.FR.02-04, and A00.FR.005: only upwards, and not without what the profile needs.</summary>
    private static Decision<ChargePointEvent> Raise(RequestProfileRaise r, ChargePoint state) => r.SecurityProfile switch
    {
        < 0 or > 3 => ProfileUnknown,
        var profile when profile < state.SecurityProfile => ProfileNotLowered,
        var profile when profile == state.SecurityProfile || state.Raising.Contains(new ProfileRaise(profile, r.CallId)) => [],
        1 or 2 when !state.PasswordSet => PasswordNotSet,
        var profile => [new ProfileRaiseRequested(profile, r.CallId)],
    };

    /// <summary>Each once, in one order, and nothing rather than an empty list.</summary>
    private static IReadOnlyList<Automation>? Listed(IReadOnlyList<Automation>? automation) =>
        automation is { Count: > 0 } ? [.. automation.Distinct().Order()] : null;

    private static Decision<ChargePointEvent> Configuration(IReadOnlyDictionary<string, string> values, ChargePoint state)
    {
        var wanted = values.ToImmutableSortedDictionary(ConfigurationKey.Comparer);
        return
        [
            .. wanted.Where(entry => state.DesiredConfiguration.GetValueOrDefault(entry.Key) != entry.Value)
                .Select(entry => new ConfigurationDesired(entry.Key, entry.Value)),
            .. state.DesiredConfiguration.Keys.Where(key => !wanted.ContainsKey(key)).Select(key => new ConfigurationDesired(key)),
        ];
    }

    private static Booted Boot(ReportBoot b, RegistrationPolicy answer) => new(
        b.Vendor,
        b.Model,
        answer,
        b.ChargePointSerialNumber,
        b.ChargeBoxSerialNumber,
        b.FirmwareVersion,
        b.Iccid,
        b.Imsi,
        b.MeterType,
        b.MeterSerialNumber);

    private static Decision<ChargePointEvent> Status(ReportConnectorStatus s, ChargePoint state)
    {
        var connector = state.Connectors.GetValueOrDefault(s.ConnectorId);
        var clock = s.Timestamp is { } timestamp ? Doubts.None.About(timestamp, s.ReceivedAt) : Doubts.None;
        // A late replay comes before the current status, not after it: no transition to judge.
        var isHistory = clock == Doubts.None && connector?.IsHistory(s.Timestamp) == true;
        var from = isHistory ? null : connector?.Current.Status;
        var doubts = clock
            .If(s.ConnectorId < 0, Anomaly.ImpossibleConnector)
            .If(!StatusTransitions.IsPossible(s.ConnectorId, from, s.Status), Anomaly.ImpossibleTransition)
            .If(s.Status != ConnectorStatus.Faulted && s.ErrorCode != "NoError", Anomaly.ErrorWithoutFault);
        var fact = new ConnectorStatusReported(
            s.ConnectorId, s.Status, s.ErrorCode, s.Timestamp, s.Info, s.VendorId, s.VendorErrorCode, doubts.ToList());
        // Device times have seconds: a connector may go and come back within one. Then arrival decides, or it would seem never to have come back.
        var cameBack = connector?.Current is { } current && current.Timestamp == s.Timestamp && ReportContent.Of(current) != ReportContent.Of(fact);
        return cameBack ? [fact] : UnlessRepeated(fact, ReportContent.Of, state);
    }

    private static Decision<ChargePointEvent> MeterValues(ReportMeterValues m, ChargePoint state)
    {
        var fresh = m.Readings
            .DistinctBy(reading => ContentHash.Of(m.ConnectorId, reading, m.TransactionId))
            .Where(reading => !state.Recent.Contains(ContentHash.Of(m.ConnectorId, reading, m.TransactionId)))
            .ToArray();
        if (fresh.Length == 0) return [];

        var doubts = Doubts.None
            .If(m.ConnectorId < 0, Anomaly.ImpossibleConnector)
            .If(m.TransactionId is not null, Anomaly.UnknownTransaction)
            .About(fresh, m.ReceivedAt);
        return [new MeterValuesReported(m.ConnectorId, fresh, m.TransactionId, doubts.ToList())];
    }

    private static UnknownTransactionStopped UnknownStop(ReportUnknownStop s) => new(
        s.TransactionId,
        s.MeterStop,
        s.Timestamp,
        s.Reason,
        s.TokenId,
        s.TransactionData is { Count: > 0 } ? s.TransactionData : null,
        Doubts.None
            .If(true, Anomaly.UnknownTransaction)
            .About(s.Timestamp, s.ReceivedAt)
            .About(s.TransactionData, s.ReceivedAt)
            .ToList());

    private static SecurityEventReported SecurityEvent(ReportSecurityEvent e) =>
        new(e.Type, e.Timestamp, e.ContentId, Doubts.None.About(e.Timestamp, e.ReceivedAt).ToList());

    private static Decision<ChargePointEvent> UnlessRepeated<T>(T fact, Func<T, UInt128?> contentOf, ChargePoint state)
        where T : ChargePointEvent =>
        contentOf(fact) is { } content && state.Recent.Contains(content) ? [] : [fact];
}
