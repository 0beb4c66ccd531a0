using System.Text;
using System.Text.Json;
using Csms.Domain.ChargePoints;
using FsCheck;
using FsCheck.Fluent;
using static Csms.Domain.ChargePoints.ChargePointCommand;
using static Csms.Domain.ChargePoints.ChargePointEvent;
using static Csms.Domain.Tests.Invariants.Anything;

namespace Csms.Domain.Tests.Invariants;

public sealed class AnyChargePoint
{
    private static readonly Gen<ChargePointCommand> Status =
        from connectorId in ConnectorId
        from status in Of<ConnectorStatus>()
        from error in Text
        from received in Time
        from time in Maybe(Time)
        from info in Optional
        select (ChargePointCommand)new ReportConnectorStatus(connectorId, status, error, received, time, info);

    private static readonly Gen<ChargePointCommand> Values =
        from connectorId in ConnectorId
        from readings in Readings
        from received in Time
        from transaction in Maybe(Register)
        select (ChargePointCommand)new ReportMeterValues(connectorId, readings, received, transaction);

    private static readonly Gen<ChargePointCommand> Stop =
        from transaction in Register
        from meter in Register
        from time in Time
        from reason in Text
        from received in Time
        from token in Maybe(Id)
        from data in MaybeList(Readings)
        select (ChargePointCommand)new ReportUnknownStop(transaction, meter, time, reason, received, token, data);

    private static readonly Gen<ChargePointCommand> Transfer =
        from vendor in Text
        from message in Optional
        from content in Id
        select (ChargePointCommand)new ReportDataTransfer(vendor, message, "Accepted", content);

    private static readonly Gen<ChargePointCommand> Security =
        from type in Text
        from time in Gen.Elements(Moments.At("2026-03-01 10:00"), Moments.At("2026-03-01 11:00"))
        from received in Time
        from content in Maybe(Id)
        select (ChargePointCommand)new ReportSecurityEvent(type, time, received, content);

    private static readonly Gen<ChargePointCommand> Jobs =
        from firmware in Of<FirmwareStatus>()
        from diagnostics in Of<DiagnosticsStatus>()
        from log in Of<LogStatus>()
        from requestId in Maybe(Register)
        from content in Id
        from reason in Optional
        from command in Gen.Elements<ChargePointCommand>(
            new ReportDiagnosticsStatus(diagnostics),
            new ReportFirmwareStatus(firmware),
            new ReportLogStatus(log, requestId),
            new ReportSignedFirmwareStatus(firmware, requestId),
            new ReportCertificateRequest(content, "Rejected", reason))
        select command;

    private static readonly Gen<ChargePointCommand> Connection =
        from epoch in Gen.Choose(0, 4)
        from reason in Of<DisconnectReason>()
        from opens in Gen.Elements(true, false)
        select opens ? new ReportConnection(epoch, "node", 0) : (ChargePointCommand)new ReportDisconnection(epoch, reason);

    private static readonly Gen<ChargePointCommand> Registration =
        from policy in Of<RegistrationPolicy>()
        from profile in Gen.Choose(0, 3)
        from command in Gen.Elements<ChargePointCommand>(
            new RequestRegistration("CP-1", policy, profile),
            new RequestSettings(policy, profile),
            new RequestPasswordReplacement(),
            new RequestRemoval(),
            new ReportDiscovery("CP-1", profile),
            new ReportBoot("Vendor", "Model", Iccid: "1"))
        select command;

    private static readonly Gen<ChargePointCommand[]> Commands = Gen.OneOf(Status, Values, Stop, Transfer, Security, Jobs, Connection, Registration).ArrayOf();

    /// <summary>Reports by which a charge point says itself when they were; statuses of a connector never at the same moment.</summary>
    private static readonly Gen<ChargePointCommand[]> TimedReports = Gen.OneOf(Status, Values, Stop, Transfer, Security).ArrayOf()
        .Select(reports => reports.Select((report, i) => report is ReportConnectorStatus status ? status with { Timestamp = Moment(i) } : report).ToArray());

    [Fact]
    public void Changes_nothing_when_any_of_its_reports_come_again() => TimedReports.ShouldHold(reports =>
        Carried(reports).Decide(reports).ShouldBeEmpty());

    [Fact]
    public void Is_registered_and_removed_in_turns() => Commands.ShouldHold(commands =>
    {
        var events = Carried(commands).Events.Where(e => e is Registered or Removed).ToArray();
        for (var i = 0; i < events.Length; i++) (events[i] is Registered).ShouldBe(i % 2 == 0);
    });

    [Fact]
    public void Connects_with_growing_epochs_and_disconnects_from_the_last() => Commands.ShouldHold(commands =>
    {
        long epoch = 0;
        var open = false;
        foreach (var e in Carried(commands).Events)
        {
            if (e is Connected connected)
            {
                connected.Epoch.ShouldBeGreaterThan(epoch);
                (epoch, open) = (connected.Epoch, true);
            }
            else if (e is Disconnected disconnected)
            {
                (disconnected.Epoch, open).ShouldBe((epoch, true));
                open = false;
            }
        }
    });

    [Fact]
    public void Is_never_refused_a_report() => Commands.ShouldHold(commands =>
    {
        var state = Carried(commands).State;
        foreach (var report in commands.Where(command => command.GetType().Name.StartsWith("Report", StringComparison.Ordinal)))
            ChargePointDecider.Decide(report, state).Rejection.ShouldBeNull();
    });

    [Fact]
    public void Goes_on_from_a_snapshot_as_if_it_had_been_folded_whole() => Cut(Commands).ShouldHold(history =>
    {
        var (commands, cut) = history;
        var events = Carried(commands).Events;
        cut = Math.Min(cut, events.Count);

        var continued = Fold(FromSnapshot(Fold(ChargePoint.Initial, events[..cut])), events[cut..]);

        var whole = Fold(ChargePoint.Initial, events);
        Shown(continued).ShouldBe(Shown(whole));
    });

    [Fact]
    public void Knows_its_reports_again_after_a_snapshot() => Cut(TimedReports).ShouldHold(history =>
    {
        var (reports, cut) = history;
        var events = Carried(reports).Events;
        cut = Math.Min(cut, events.Count);

        var continued = Fold(FromSnapshot(Fold(ChargePoint.Initial, events[..cut])), events[cut..]);

        reports.SelectMany(report => ChargePointDecider.Decide(report, continued).Events).ShouldBeEmpty();
    });

    [Fact]
    public void Folds_to_the_state_that_was_in_memory() => Commands.ShouldHold(commands => Carried(commands).ShouldFoldToTheSameState());

    private static Gen<(ChargePointCommand[] Commands, int Cut)> Cut(Gen<ChargePointCommand[]> commands) =>
        from some in commands
        from cut in Gen.Choose(0, some.Length)
        select (some, cut);

    private static ChargePoint Fold(ChargePoint state, IEnumerable<ChargePointEvent> events) => events.Aggregate(state, (state, e) => state.Evolve(e));

    private static ChargePoint FromSnapshot(ChargePoint state) => ChargePointSnapshot.Read(ChargePointSnapshot.Write(state)).ShouldNotBeNull();

    // By reflection too, so that a member which the snapshot leaves out is seen here.
    private static (string, string) Shown(ChargePoint state) => (Encoding.UTF8.GetString(ChargePointSnapshot.Write(state)), JsonSerializer.Serialize(state));

    private static DateTimeOffset Moment(int index) => Moments.At("2026-03-01 09:00").AddSeconds(index);

    private static History<ChargePointCommand, ChargePointEvent, ChargePoint> Carried(IEnumerable<ChargePointCommand> commands) =>
        new History<ChargePointCommand, ChargePointEvent, ChargePoint>(
            ChargePoint.Initial, (state, e) => state.Evolve(e), ChargePointDecider.Decide).Carry(commands);
}
