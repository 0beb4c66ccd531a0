using Csms.Domain;
using Csms.Domain.ChargePoints;
using Csms.Domain.Tokens;
using Csms.Domain.Transactions;
using Csms.EventStore;
using Csms.Host.Billing;
using Csms.ReadModels.Projecting;
using Microsoft.Extensions.DependencyInjection;
using static Csms.Domain.ChargePoints.ChargePointEvent;

namespace Csms.Host.Tests.Billing;

public sealed class ReadingSessions(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    [Fact]
    public async Task Begins_a_little_before_the_start_however_much_was_said_before()
    {
        var point = ChargePoint.StreamId("READ-LONG");
        await csms.AppendAsync(point, ChargePoint.StreamType, 0, Enumerable.Range(0, 20).Select(_ => Status(1, ConnectorStatus.Preparing)));
        var session = await StartAsync("READ-LONG");
        await csms.AppendAsync(point, ChargePoint.StreamType, 20, [Status(1, ConnectorStatus.Charging)]);

        (await StatusesAsync(session)).ShouldBe([.. Enumerable.Repeat(ConnectorStatus.Preparing, 8), ConnectorStatus.Charging]);
    }

    [Fact]
    public async Task Finds_what_the_connector_said_last_behind_what_its_neighbours_said()
    {
        var point = ChargePoint.StreamId("READ-CROWD");
        await csms.AppendAsync(point, ChargePoint.StreamType, 0, Enumerable.Range(0, 20).Select(n => n == 3 ? Status(1, ConnectorStatus.SuspendedEV) : Status(2, ConnectorStatus.Faulted)));
        var session = await StartAsync("READ-CROWD");
        await csms.AppendAsync(point, ChargePoint.StreamType, 20, [Status(1, ConnectorStatus.Charging)]);

        (await StatusesAsync(session)).ShouldBe([ConnectorStatus.SuspendedEV, ConnectorStatus.Charging]);
    }

    [Fact]
    public async Task Goes_back_further_where_the_clock_does_not_tell_since_when()
    {
        await csms.AppendAsync(ChargePoint.StreamId("READ-CLOCK"), ChargePoint.StreamType, 0, Enumerable.Range(0, 20).Select(_ => Status(1, ConnectorStatus.Preparing)));
        var session = await StartAsync("READ-CLOCK", Anomaly.ClockNotSet);

        (await StatusesAsync(session)).Length.ShouldBe(20);
    }

    [Fact]
    public async Task Is_not_wanted_for_what_a_running_session_reports_unless_it_began_before_what_was_seen()
    {
        var point = ChargePoint.StreamId("READ-RUNS");
        var session = await StartAsync("READ-RUNS");
        await csms.AppendAsync(point, ChargePoint.StreamType, 0, [Status(1, ConnectorStatus.Charging), Status(2, ConnectorStatus.Charging)]);
        await csms.AppendAsync(session, Transaction.StreamType, 1, [new TransactionEvent.Stopped(5, DateTimeOffset.UtcNow, StopReason.Local)]);
        var (transaction, statuses) = (await csms.EventsOfAsync(session), await csms.EventsOfAsync(point));
        var keeping = ActivatorUtilities.CreateInstance<KeepingBills>(csms.Services);
        bool Wants(RecordedEvent recorded) => keeping.Wants(recorded, recorded.Decode()!);

        Wants(transaction[0]).ShouldBeFalse();
        (Wants(statuses[0]), Wants(statuses[1])).ShouldBe((false, true));
        Wants(transaction[1]).ShouldBeTrue();
        Wants(statuses[0]).ShouldBeTrue();

        Wants(transaction[0]).ShouldBeFalse();
        keeping.Begin();
        Wants(statuses[0]).ShouldBeTrue();
    }

    private static ConnectorStatusReported Status(int connectorId, ConnectorStatus status) => new(connectorId, status, "NoError", DateTimeOffset.UtcNow);

    private async Task<string> StartAsync(string chargePointId, params Anomaly[] doubts)
    {
        var session = Transaction.StreamId(Guid.CreateVersion7());
        var start = new TransactionEvent.Started(
            1, chargePointId, 1, Guid.NewGuid(), 0, DateTimeOffset.UtcNow, AuthorizationStatus.Accepted, Anomalies: doubts.Length > 0 ? doubts : null);
        await csms.AppendAsync(session, Transaction.StreamType, 0, [start]);
        return session;
    }

    private async Task<ConnectorStatus[]> StatusesAsync(string session) =>
        [.. (await csms.Services.GetRequiredService<RecordedSessions>().ReadAsync(session, CancellationToken.None))!.Value.Facts.Statuses.Select(status => status.Event.Status)];
}
