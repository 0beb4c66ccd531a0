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

        (await StatusesAsync(session)).ShouldBe([.. Enumerable.Repeat(ConnectorStatus.Preparing, 4), ConnectorStatus.Charging]);
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

    [Theory]
    [InlineData(19, 4)] // Its clock had been there.
    [InlineData(16, 4)]
    [InlineData(15, 20)]
    [InlineData(3, 20)]
    public async Task Of_one_that_is_told_late_begins_before_what_its_connector_said_since(int reportedBefore, int read)
    {
        var point = $"READ-LATE-{reportedBefore}";
        var started = DateTimeOffset.UtcNow.AddDays(-3);
        await csms.AppendAsync(
            ChargePoint.StreamId(point),
            ChargePoint.StreamType,
            0,
            Enumerable.Range(0, 20).Select(n => Status(1, ConnectorStatus.Preparing) with { Timestamp = started.AddSeconds(n <= reportedBefore ? 0 : 5) }));
        var session = Transaction.StreamId(Guid.CreateVersion7());
        await csms.AppendAsync(session, Transaction.StreamType, 0, [new TransactionEvent.Started(1, point, 1, Guid.NewGuid(), 0, started, AuthorizationStatus.Accepted)]);

        (await StatusesAsync(session)).Length.ShouldBe(read);
    }

    [Fact]
    public async Task Goes_back_further_where_the_clock_does_not_tell_since_when()
    {
        await csms.AppendAsync(ChargePoint.StreamId("READ-CLOCK"), ChargePoint.StreamType, 0, Enumerable.Range(0, 20).Select(_ => Status(1, ConnectorStatus.Preparing)));
        var session = await StartAsync("READ-CLOCK", Anomaly.ClockNotSet);

        (await StatusesAsync(session)).Length.ShouldBe(20);
    }

    [Fact]
    public async Task Ends_for_a_first_bill_a_little_after_the_stop_where_the_vehicle_left_by_then()
    {
        var busy = Enumerable.Range(0, 40).Select(n => n switch { 0 => Status(1, ConnectorStatus.Finishing), 5 => Status(1, ConnectorStatus.Available), _ => Status(2, ConnectorStatus.Faulted) });
        var session = await StopAsync("READ-BUSY", busy);

        (await StatusesAsync(session)).ShouldBe([ConnectorStatus.Finishing, ConnectorStatus.Available]);
        (await ConcerningAsync(session, toDeparture: true)).ShouldBe(6);
        (await ConcerningAsync(session, toDeparture: false)).ShouldBe(40);
    }

    [Theory]
    [InlineData(39, 0, null)] // It left later.
    [InlineData(5, -60, null)] // That it left is an old report, told late.
    [InlineData(5, 0, Anomaly.ClockAhead)]
    public async Task Goes_on_where_it_did_not_or_no_clock_tells(int place, int seconds, Anomaly? doubt)
    {
        var left = Status(1, ConnectorStatus.Available) with { Timestamp = DateTimeOffset.UtcNow.AddSeconds(seconds + 1) };
        var session = await StopAsync($"READ-ON-{place}{seconds}{doubt}", Enumerable.Range(0, 40).Select(n => n == place ? left : Status(2, ConnectorStatus.Faulted)), doubt);

        (await ConcerningAsync(session, toDeparture: true)).ShouldBe(40);
    }

    [Fact]
    public async Task Is_done_up_to_the_departure_until_there_is_a_bill_and_then_of_all_that_came_late()
    {
        var session = await StopAsync("READ-TWICE", Enumerable.Range(0, 40).Select(n => n == 0 ? Status(1, ConnectorStatus.Available) : Status(1, ConnectorStatus.Preparing)));
        var work = csms.Services.GetRequiredService<BillWork>();
        async Task<int> KnownAsync() => (await work.BringUpToDateAsync([(session, new("test", DateTimeOffset.UtcNow))], CancellationToken.None))[0]!.Value.Facts.Statuses.Count;

        (await KnownAsync()).ShouldBe(6);
        (await KnownAsync()).ShouldBe(40);
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

    private async Task<string> StopAsync(string chargePointId, IEnumerable<ConnectorStatusReported> afterwards, Anomaly? doubt = null)
    {
        var session = await StartAsync(chargePointId);
        var stop = new TransactionEvent.Stopped(5, DateTimeOffset.UtcNow, StopReason.Local, Anomalies: doubt is { } anomaly ? [anomaly] : null);
        await csms.AppendAsync(session, Transaction.StreamType, 1, [stop]);
        await csms.AppendAsync(ChargePoint.StreamId(chargePointId), ChargePoint.StreamType, 0, afterwards);
        return session;
    }

    private async Task<int> ConcerningAsync(string session, bool toDeparture) =>
        (await csms.Services.GetRequiredService<RecordedSessions>().CompleteAsync([(await csms.EventsOfAsync(session), toDeparture)], CancellationToken.None))[0]
            .Count(recorded => recorded.StreamId != session);

    private async Task<ConnectorStatus[]> StatusesAsync(string session) =>
        [.. (await csms.Services.GetRequiredService<RecordedSessions>().ReadAsync(session, CancellationToken.None))!.Value.Facts.Statuses.Select(status => status.Event.Status)];
}
