using Csms.Bench.Load.Traffic;
using Csms.Domain;
using Csms.Domain.Transactions;
using Csms.EventStore;
using Csms.Testing;

namespace Csms.Bench.Tests;

public class ComparingWithWhatIsStored : IAsyncLifetime
{
    private static readonly DateTime Morning = new(2026, 3, 1, 10, 0, 0, DateTimeKind.Utc);
    private TestDatabase? database;

    public async Task InitializeAsync() => database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await database!.DisposeAsync();

    [Fact]
    public async Task Finds_what_was_lost_and_what_was_doubled()
    {
        await StoreAsync(1, readings: [0, 1, 2], stops: 1);
        await StoreAsync(2, readings: [0, 2], stops: 1);
        await StoreAsync(3, readings: [0, 1, 1, 2], stops: 1);
        await StoreAsync(4, readings: [0, 1, 2], stops: 0);
        await StoreAsync(5, readings: [0, 1, 2], stops: 1);
        await StoreAsync(5, readings: [], stops: 0);
        await StoreAsync(6, readings: [1, 2, 3], stops: 1);
        var acknowledged = new Acknowledged();
        foreach (var number in Enumerable.Range(1, 7))
            acknowledged.Add(new AcknowledgedSession(number) { MeterValues = 3, First = Morning, Last = Morning.AddMinutes(2), Stopped = true });

        var faults = await acknowledged.CompareAsync(database!.DataSource, CancellationToken.None);

        faults.Order().ShouldBe(
        [
            "transaction 2: 2 meter values of 2 times, acknowledged: 3",
            "transaction 3: 4 meter values of 3 times, acknowledged: 3",
            "transaction 4: 0 stops, acknowledged: True",
            "transaction 5: 2 starts",
            "transaction 6: meter values from 2026-03-01T10:01:00.0000000Z to 2026-03-01T10:03:00.0000000Z, acknowledged: 2026-03-01T10:00:00.0000000Z to 2026-03-01T10:02:00.0000000Z",
            "transaction 7 is not stored",
        ]);
    }

    [Fact]
    public async Task Leaves_open_what_was_never_answered()
    {
        await StoreAsync(8, readings: [0, 1, 2], stops: 1);
        await StoreAsync(9, readings: [0, 1], stops: 0);
        var acknowledged = new Acknowledged();
        foreach (var number in (int[])[8, 9])
            acknowledged.Add(new AcknowledgedSession(number) { MeterValues = 2, InDoubt = 1, First = Morning, Last = Morning.AddMinutes(1), StopInDoubt = true });

        (await acknowledged.CompareAsync(database!.DataSource, CancellationToken.None)).ShouldBeEmpty();
    }

    private async Task StoreAsync(int number, int[] readings, int stops)
    {
        TransactionEvent[] events =
        [
            new TransactionEvent.Started(number, "CP-1", 1, Guid.NewGuid(), 0, Morning, Domain.Tokens.AuthorizationStatus.Accepted),
            .. readings.Select(minute => new TransactionEvent.MeterValuesReported(1, [new MeterReading(Morning.AddMinutes(minute), [])])),
            .. Enumerable.Repeat(new TransactionEvent.Stopped(1, Morning, StopReason.Local), stops),
        ];
        await using var store = new PostgresEventStore(database!.DataSource);
        var stored = events.Select(e =>
        {
            var (type, dotNetType, data) = StoredEvents.Write(e);
            return new NewEvent(Guid.CreateVersion7(), type, dotNetType, data, new EventMetadata("test", Morning));
        }).ToArray();
        await store.AppendAsync(new StreamAppend($"transaction-{Guid.NewGuid()}", "transaction", 0, stored), CancellationToken.None);
    }
}
