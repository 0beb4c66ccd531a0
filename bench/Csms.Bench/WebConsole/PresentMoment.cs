using Csms.Bench.Analysis;
using Csms.Domain.Anomalies;
using Csms.Domain.ChargePoints;
using Csms.Domain.Tokens;
using Csms.Domain.Transactions;

namespace Csms.Bench.WebConsole;

/// <summary>What is going on after a year of charging: sessions that run, charge points that are faulted, offline or wait to be accepted, anomalies that nobody has looked at.</summary>
internal sealed class PresentMoment(EventCopy store, int chargePoints, int firstTransaction)
{
    private const int Running = 500;
    private const int Faulted = 200;
    private const int Offline = 300;
    private const int Waiting = 40;
    private const int Anomalies = 250;
    private static readonly TimeSpan BetweenReadings = TimeSpan.FromMinutes(10);

    private readonly List<(DateTimeOffset At, string Stream, object Event)> events = [];
    private readonly DateTimeOffset now = DateTimeOffset.UtcNow;
    private readonly Random random = new(8);

    public async Task RecordAsync(CancellationToken cancellationToken)
    {
        for (var n = 0; n < Running; n++) Charge(n);
        for (var n = 0; n < Faulted; n++)
            Report(random.Next(chargePoints), new ChargePointEvent.ConnectorStatusReported(1 + random.Next(2), ConnectorStatus.Faulted, "GroundFailure", now.AddMinutes(-n), VendorErrorCode: $"E{n % 20}"), n);
        for (var n = 0; n < Offline; n++) Report(n * chargePoints / Offline, new ChargePointEvent.Disconnected(1_000_000, DisconnectReason.Lost), n);
        for (var n = 0; n < Waiting; n++)
            events.Add((now.AddMinutes(-n), $"charge-point-NEW-{n:D3}", new ChargePointEvent.Registered($"NEW-{n:D3}", RegistrationPolicy.Pending, 0)));
        for (var n = 0; n < Anomalies; n++)
            events.Add((now.AddMinutes(-n), $"anomaly-{Guid.CreateVersion7(now.AddMinutes(-n)):D}", new AnomalyEvent.Found(AnomalyKind.StartWithoutStop, YearOfCharging.ChargePoint(n), Source: n + 1, ConnectorId: 1, TransactionId: n + 1)));
        events.Sort((one, other) => one.At.CompareTo(other.At));
        await store.AppendAsync(events, cancellationToken);
    }

    private void Report(int chargePoint, ChargePointEvent reported, int minutesAgo) =>
        events.Add((now.AddMinutes(-minutesAgo), $"charge-point-{YearOfCharging.ChargePoint(chargePoint)}", reported));

    private void Charge(int number)
    {
        var (chargePoint, connector) = (number * chargePoints / Running, 1 + (number % 2));
        var start = now.AddMinutes(-20 - random.Next(160));
        var stream = $"transaction-{Guid.CreateVersion7(start):D}";
        var register = 5_000_000L;
        events.Add((start, stream, new TransactionEvent.Started(
            firstTransaction + number, YearOfCharging.ChargePoint(chargePoint), connector, YearOfCharging.Driver(number), register, start, AuthorizationStatus.Accepted)));
        events.Add((start, $"charge-point-{YearOfCharging.ChargePoint(chargePoint)}", new ChargePointEvent.ConnectorStatusReported(connector, ConnectorStatus.Charging, "NoError", start)));
        for (var at = start + BetweenReadings; at < now; at += BetweenReadings)
        {
            register += 1_800;
            events.Add((at, stream, new TransactionEvent.MeterValuesReported(connector, [new(at, [
                new($"{register}", "Energy.Active.Import.Register", "Wh", "Sample.Periodic", null, "Outlet"),
                new("10800.0", "Power.Active.Import", "W", "Sample.Periodic", null, "Outlet")])])));
        }
    }
}
