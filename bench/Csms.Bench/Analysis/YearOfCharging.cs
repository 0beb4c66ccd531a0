using System.Text.Json;
using Csms.Domain.Bills;
using Csms.Domain.Calls;
using Csms.Domain.ChargePoints;
using Csms.Domain.Tariffs;
using Csms.Domain.Tokens;
using Csms.Domain.Transactions;

namespace Csms.Bench.Analysis;

/// <summary>What a network of charge points records in the year up to now: sessions of twenty samples, their bills by the real rules, states, faults, lost
/// connections and calls. One session in a hundred has a stop that cannot be, so that its bill is held.</summary>
internal sealed class YearOfCharging(EventCopy store, int sessions, int chargePoints = YearOfCharging.ChargePoints)
{
    public const int ChargePoints = 250;
    public const int Connectors = 2;
    private const int Days = 365;
    private const int Reports = 6;
    private const int Drivers = 5_000;
    private const int TroublesOfADay = 25;
    private static readonly JsonElement Accepted = JsonDocument.Parse("""{"status":"Accepted"}""").RootElement;

    private readonly Random random = new(6);
    private readonly List<(DateTimeOffset At, string Stream, object Event)> events = [];
    private readonly List<(Guid Id, DateTimeOffset Over)> ended = [];
    private readonly Dictionary<(int ChargePoint, int Connector), (DateTimeOffset FreeAt, long Register)> meters = [];
    private readonly long[] epochs = new long[chargePoints];
    private readonly DateTimeOffset first = new DateTimeOffset(DateTime.UtcNow.Date, TimeSpan.Zero).AddDays(-Days);
    private int transactions;

    public static string ChargePoint(int number) => $"CP-{number:D5}";

    public static Guid Driver(int number) => new(number, 0x6A7, 0x4B1, 0x9C, 0, 0, 0, 0, 0, 0, 1);

    /// <summary>Up to this moment; <see cref="EventCopy.FinishAsync"/> is the caller's.</summary>
    public async Task RecordAsync(CancellationToken cancellationToken)
    {
        for (var n = 0; n < Drivers; n++)
            events.Add((first, $"token-{Driver(n):D}", new TokenEvent.Registered(Driver(n), TokenStatus.Accepted, null, n % 4 == 0 ? Driver(n % 40) : null)));
        foreach (var tariff in Tariffs.All)
            events.Add((first, $"tariff-{Guid.CreateVersion7():D}", new TariffEvent.Published(1, first, tariff)));
        for (var n = 0; n < chargePoints; n++) Install(n);
        await store.AppendAsync(events, cancellationToken);
        for (var day = 0; day < Days; day++) await RecordAsync(day, cancellationToken);
    }

    private async Task RecordAsync(int day, CancellationToken cancellationToken)
    {
        events.Clear();
        ended.Clear();
        for (var n = sessions * day / Days; n < sessions * (day + 1) / Days; n++) Charge(first.AddDays(day));
        for (var n = 0; n < TroublesOfADay; n++) Trouble(random.Next(chargePoints), first.AddDays(day).AddSeconds(random.Next(86_000)));
        events.Sort((one, other) => one.At.CompareTo(other.At));
        var sequence = await store.AppendAsync(events, cancellationToken);
        var known = events.Select((e, i) => (e.Stream, Reported: e.Event is TransactionEvent t ? new Reported<TransactionEvent>(sequence + i, e.At, t) : null))
            .Where(e => e.Reported is not null).ToLookup(e => e.Stream, e => e.Reported!);
        var bills = new List<(DateTimeOffset, string, object)>();
        foreach (var (id, over) in ended)
            bills.AddRange(Bill(id, [.. known[$"transaction-{id:D}"]], over).Select(e => (over, Csms.Domain.Bills.Bill.StreamId(id), (object)e)));
        await store.AppendAsync(bills, cancellationToken);
    }

    private void Install(int number)
    {
        var (id, at) = (ChargePoint(number), first.AddMinutes(number % 1_000));
        events.Add((at, $"charge-point-{id}", new ChargePointEvent.Registered(id, RegistrationPolicy.Accepted, 1)));
        events.Add((at, $"charge-point-{id}", new ChargePointEvent.Connected(1, "bench", 1)));
        events.Add((at, $"charge-point-{id}", new ChargePointEvent.Booted(
            $"Vendor {number % 3}", $"Model {number % 7}", RegistrationPolicy.Accepted, FirmwareVersion: $"{1 + (number % 4)}.{number % 9}.0")));
        for (var connector = 0; connector <= Connectors; connector++)
            events.Add((at, $"charge-point-{id}", new ChargePointEvent.ConnectorStatusReported(connector, ConnectorStatus.Available, "NoError", at)));
        epochs[number] = 1;
    }

    private void Charge(DateTimeOffset day)
    {
        var (number, connector) = (random.Next(chargePoints), random.Next(Connectors) + 1);
        var (freeAt, register) = meters.GetValueOrDefault((number, connector), (day, 1_000_000));
        var start = day.AddSeconds(random.Next(80_000));
        if (start < freeAt) start = freeAt;
        var step = TimeSpan.FromSeconds(random.Next(300, 1_500));
        var (charges, id, driver) = (ChargePoint(number), Guid.CreateVersion7(start), Driver(random.Next(Drivers)));
        var (stream, transaction) = ($"transaction-{id:D}", ++transactions);
        if (random.Next(5) == 0) Call(number, transaction, start.AddSeconds(-20));
        events.Add((start.AddSeconds(-10), $"authorization-{Guid.CreateVersion7(start):D}", new AuthorizationEvent.Decided(charges, driver, AuthorizationStatus.Accepted, AuthorizationReason.Accepted)));
        Status(number, connector, ConnectorStatus.Preparing, start.AddSeconds(-5));
        events.Add((start, stream, new TransactionEvent.Started(transaction, charges, connector, driver, register, start, AuthorizationStatus.Accepted)));
        Status(number, connector, ConnectorStatus.Charging, start.AddSeconds(1));
        var at = start;
        for (var i = 0; i < Reports; i++)
        {
            at += step;
            register += (long)(step.TotalHours * random.Next(6_000, 11_000));
            events.Add((at, stream, new TransactionEvent.MeterValuesReported(connector, [new(at, [
                new($"{register}", "Energy.Active.Import.Register", "Wh", "Sample.Periodic", null, "Outlet"),
                new($"{random.Next(6_000, 11_000)}.0", "Power.Active.Import", "W", "Sample.Periodic", null, "Outlet"),
                new($"{20 + (10 * i)}", "SoC", "Percent", "Sample.Periodic", null, "EV")])])));
        }
        at = at.AddSeconds(30);
        var reported = transaction % 100 == 0 ? register - 900_000 : register;
        events.Add((at, stream, new TransactionEvent.Stopped(
            reported, at, transaction % 20 == 0 ? StopReason.PowerLoss : StopReason.EVDisconnected, null,
            [new(start, [new($"{register - 1}", Context: "Transaction.Begin")]), new(at, [new($"{reported}", Context: "Transaction.End")])])));
        Status(number, connector, ConnectorStatus.Finishing, at.AddSeconds(1));
        Status(number, connector, ConnectorStatus.Available, at.AddSeconds(60));
        meters[(number, connector)] = (at.AddSeconds(120), register);
        ended.Add((id, at.AddHours(2)));
    }

    private IEnumerable<BillEvent> Bill(Guid id, IReadOnlyList<Reported<TransactionEvent>> reported, DateTimeOffset over)
    {
        var facts = new SessionFacts(reported, []);
        var start = facts.Start;
        var session = new BilledSession(id, start.TransactionId, start.ChargePointId, start.ConnectorId, start.TokenId);
        var tariff = Tariffs.All[start.TransactionId % Tariffs.All.Count];
        var terms = new BillTerms(
            new(1, first, tariff), "Europe/Berlin", Domain.Pricing.RoundingPolicy.PerTotal, Domain.Sessions.IdlePolicy.Default, "DE", "ABC",
            new("LOC1", "Am Weg 1", "Köln", "DEU", new("50.93836", "6.95997"), start.ChargePointId, "DE*ABC*E1", "1", "IEC_62196_T2", "SOCKET", "AC_3_PHASE"), "default");
        var bill = Csms.Domain.Bills.Bill.Initial;
        foreach (var command in (BillCommand[])[new BillCommand.ReportStart(session, terms), new BillCommand.ReportSession(facts, over)])
            foreach (var decided in BillDecider.Decide(command, bill).Events)
            {
                bill = bill.Evolve(decided);
                yield return decided;
            }
    }

    /// <summary>A lost connection or a fault, for a while.</summary>
    private void Trouble(int number, DateTimeOffset at)
    {
        var stream = $"charge-point-{ChargePoint(number)}";
        if (random.Next(4) == 0)
        {
            var connector = random.Next(Connectors) + 1;
            events.Add((at, stream, new ChargePointEvent.ConnectorStatusReported(connector, ConnectorStatus.Faulted, "GroundFailure", at, VendorErrorCode: $"E{random.Next(20)}")));
            Status(number, connector, ConnectorStatus.Available, at.AddMinutes(random.Next(5, 300)));
            return;
        }
        events.Add((at, stream, new ChargePointEvent.Disconnected(epochs[number], DisconnectReason.Lost)));
        events.Add((at.AddMinutes(random.Next(1, 60)), stream, new ChargePointEvent.Connected(++epochs[number], "bench", 1)));
    }

    private void Call(int number, int transaction, DateTimeOffset at)
    {
        var id = Guid.CreateVersion7(at);
        var stream = $"call-{id:D}";
        events.Add((at, stream, new CallEvent.Requested(id, ChargePoint(number), "RemoteStartTransaction", JsonDocument.Parse("""{"idTag":"withheld"}""").RootElement, "key:app", at.AddMinutes(1), 30)));
        events.Add((at.AddSeconds(0.01), stream, new CallEvent.Sent(epochs[number], "bench")));
        events.Add((at.AddSeconds(random.Next(1, 30) / 10.0), stream, transaction % 50 == 0 ? new CallEvent.TimedOut() : new CallEvent.Answered(Accepted)));
    }

    private void Status(int number, int connector, ConnectorStatus status, DateTimeOffset at) =>
        events.Add((at, $"charge-point-{ChargePoint(number)}", new ChargePointEvent.ConnectorStatusReported(connector, status, "NoError", at)));

    private static class Tariffs
    {
        public static IReadOnlyList<Tariff> All { get; } =
        [
            .. Enumerable.Range(1, 8).Select(n => new Tariff(
                $"tariff-{n}", "EUR", [new([new(TariffDimensionType.Flat, n / 10m, 1, 19), new(TariffDimensionType.Energy, 0.4m + (n / 100m), 1, 19), new(TariffDimensionType.Time, n / 2m, 60, 19)])])),
        ];
    }
}
