using Csms.Simulator.Energy;
using Csms.Simulator.Settings;
using Csms.Simulator.Transactions;
using Ocpp.Protocol;
using Ocpp.Protocol.V16;

namespace Csms.Simulator.Fleet;

/// <summary>
/// Sessions of the last days, put into the queue as by a charge point that has been offline since: OCPP has such messages delivered late, with the times at
/// which things happened (OCPP 1.6 section 3.7.1). To be told before the device connects.
/// </summary>
public static class HistoryScript
{
    private static readonly TimeSpan BetweenReadings = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan UntilNow = TimeSpan.FromMinutes(5);

    /// <summary>Returns how many sessions were put into the queue.</summary>
    /// <param name="doubtful">Share of the sessions whose end is not reported as it should be.</param>
    public static int Tell(SimulatedChargePoint chargePoint, int days, IReadOnlyList<string> tags, Random random, double doubtful = 0)
    {
        var end = chargePoint.Clock.Now - UntilNow;
        var story = new List<(DateTimeOffset At, TransactionMessage Message)>();
        foreach (var connector in chargePoint.Connectors)
        {
            var at = end.AddDays(-days);
            while (NextArrival(at, random) is var arrival && arrival < end)
            {
                var told = Session(chargePoint.Settings, connector, arrival, random.OneOf(tags), random).ToArray();
                at = told[^1].At;
                if (at < end) story.AddRange(doubtful > 0 && random.NextDouble() < doubtful ? Spoiled(told, random) : told);
                else connector.RegisterWh = told[0].Message.Transaction!.RegisterAtStart;
            }
        }

        // Two connectors at once: the queue has everything in the order in which it happened. The sort is stable.
        foreach (var (_, message) in story.OrderBy(part => part.At)) chargePoint.Queue.Add(message);
        return story.Count(part => part.Message.Kind == TransactionMessageKind.Start);
    }

    private static IEnumerable<(DateTimeOffset At, TransactionMessage Message)> Session(
        SettingStore settings, Connector connector, DateTimeOffset at, string idTag, Random random)
    {
        var vehicle = Vehicle.Draw(random);
        var flow = new EnergyFlow(vehicle, PowerCurve.Of(connector.Kind, connector.MaxWatts, vehicle, random.Next()));
        var transaction = new SimulatedTransaction(connector, idTag, DeviceClock.Whole(at), flow, reservationId: null);
        var stay = connector.Kind == ConnectorKind.Dc
            ? random.Between(TimeSpan.FromMinutes(12), TimeSpan.FromMinutes(50))
            : random.Between(TimeSpan.FromMinutes(35), TimeSpan.FromHours(7));
        Collect(settings, transaction, ReadingContext.TransactionBegin, TimeSpan.Zero);
        yield return (transaction.StartedAt, new TransactionMessage(TransactionMessageKind.Start, transaction,
            new StartTransactionRequest(connector.Id, new IdToken(idTag), transaction.MeterStart, transaction.StartedAt)));

        for (var elapsed = BetweenReadings; elapsed < stay && !flow.Full; elapsed += BetweenReadings)
        {
            Flow(transaction, BetweenReadings);
            var read = transaction.StartedAt + elapsed;
            if (MeterSampler.Read(connector.Kind, connector.RegisterWh, flow, settings.List("MeterValuesSampledData"), ReadingContext.SamplePeriodic, read) is { } value)
                yield return (read, new TransactionMessage(TransactionMessageKind.MeterValues, transaction, new MeterValuesRequest(connector.Id, [value])));
        }

        Flow(transaction, stay - flow.Elapsed);
        Collect(settings, transaction, ReadingContext.TransactionEnd, stay);
        var stoppedAt = DeviceClock.Whole(transaction.StartedAt + stay);
        var byCable = random.NextDouble() < 0.15;
        transaction.End(stoppedAt, connector.WholeWh, byCable ? StopReason.EVDisconnected : StopReason.Local);
        yield return (stoppedAt, new TransactionMessage(TransactionMessageKind.Stop, transaction, new StopTransactionRequest(
            TransactionId: 0, transaction.MeterStop!.Value, stoppedAt, byCable ? null : new IdToken(idTag), transaction.StopReason,
            transaction.StopData.Count > 0 ? [.. transaction.StopData] : null)));
    }

    /// <summary>As charge points get it wrong: the end is lost, or has a register that cannot be, or is told twice and not alike.</summary>
    private static (DateTimeOffset At, TransactionMessage Message)[] Spoiled((DateTimeOffset At, TransactionMessage Message)[] told, Random random)
    {
        var (at, stop) = told[^1];
        var session = stop.Transaction!;
        return random.Next(3) switch
        {
            0 => told[..^1],
            1 => [.. told[..^1], (at, stop.WithMeterStop(Math.Max(0, session.MeterStart - 1_000)))],
            _ => [.. told, (at, stop.WithMeterStop(session.MeterStop!.Value + 1_000))],
        };
    }

    private static void Flow(SimulatedTransaction transaction, TimeSpan by)
    {
        transaction.Flow.Advance(by);
        transaction.Connector.RegisterWh = transaction.RegisterAtStart + transaction.Flow.EnergyWh;
    }

    private static void Collect(SettingStore settings, SimulatedTransaction transaction, string context, TimeSpan elapsed)
    {
        var connector = transaction.Connector;
        var at = DeviceClock.Whole(transaction.StartedAt + elapsed);
        if (MeterSampler.Read(connector.Kind, connector.RegisterWh, transaction.Flow, settings.List("StopTxnSampledData"), context, at) is { } value)
            transaction.StopData.Add(value);
    }

    // Few people charge at night.
    private static DateTimeOffset NextArrival(DateTimeOffset after, Random random)
    {
        var at = after;
        do at += TimeSpan.FromHours(3.5) * -Math.Log(1 - random.NextDouble());
        while (at.Hour is < 6 or > 21 && random.NextDouble() < 0.85);
        return at;
    }
}
