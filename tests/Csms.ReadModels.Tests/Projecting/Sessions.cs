using Csms.Domain.ChargePoints;
using Csms.Domain.Tokens;
using Csms.Domain.Transactions;

namespace Csms.ReadModels.Tests.Projecting;

/// <summary>Records sessions as charge points report them, with repeats and late values.</summary>
internal sealed class Sessions(ReadModelTest test)
{
    private static readonly DateTimeOffset Morning = new(2025, 10, 31, 20, 0, 0, TimeSpan.Zero);
    private int transactions;

    /// <summary>A charge point with a session that stopped and one that runs: 12 events.</summary>
    public async Task<long> RecordAsync(string chargePointId)
    {
        await test.RecordAsync(
            $"charge-point-{chargePointId}",
            new ChargePointEvent.Registered(chargePointId, RegistrationPolicy.Accepted, 1),
            new ChargePointEvent.Connected(1, "a", 1),
            new ChargePointEvent.ConnectorStatusReported(1, ConnectorStatus.Charging, "NoError"));
        await SessionAsync(chargePointId, stops: true);
        var last = await SessionAsync(chargePointId, stops: false);
        return Math.Max(last, await test.RecordAsync($"token-{Guid.NewGuid():D}", new TokenEvent.Registered(Guid.NewGuid(), TokenStatus.Accepted)));
    }

    private async Task<long> SessionAsync(string chargePointId, bool stops)
    {
        var n = ++transactions;
        var stream = $"transaction-{Guid.NewGuid():D}";
        var begin = Morning.AddHours(n);
        TransactionEvent.MeterValuesReported Values(int minutes) => new(1,
        [
            new(begin.AddMinutes(minutes), [new($"{1000 + minutes}"), new("16", "Current.Import", "A", Phase: "L1")]),
        ]);
        await test.RecordAsync(stream, new TransactionEvent.Started(n, chargePointId, 1, Guid.NewGuid(), 1000, begin, AuthorizationStatus.Accepted));
        var last = await test.RecordAsync(stream, Values(1), Values(3), Values(2), Values(3));
        if (!stops) return last;
        await test.RecordAsync(stream, new TransactionEvent.Stopped(
            1200, begin.AddMinutes(5), StopReason.Local, null, [.. Values(3).Readings, new(begin.AddMinutes(5), [new("1200", Context: "Transaction.End")])]));
        return await test.RecordAsync(stream, Values(4), Values(4));
    }
}
