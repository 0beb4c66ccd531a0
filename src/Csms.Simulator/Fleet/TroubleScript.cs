using Csms.Simulator.Connection;
using Csms.Simulator.Transactions;
using Ocpp.Protocol.V16;

namespace Csms.Simulator.Fleet;

/// <summary>Faults of one charge point, one after another, drawn from the fleet's mix.</summary>
internal sealed class TroubleScript(SimulatedChargePoint chargePoint, SimulatorOptions options)
{
    private static readonly ChargePointErrorCode[] Breakages =
    [
        ChargePointErrorCode.GroundFailure, ChargePointErrorCode.ConnectorLockFailure, ChargePointErrorCode.HighTemperature, ChargePointErrorCode.OverVoltage,
        ChargePointErrorCode.PowerMeterFailure,
    ];

    private readonly Random random = StableRandom.For(options.Seed, chargePoint.Identity, int.MinValue);

    public async Task RunAsync(CancellationToken ct)
    {
        if (options.Faults.IsEmpty) return;
        while (true)
        {
            await WaitAsync(options.Faults.Every * -Math.Log(1 - random.NextDouble()), ct);
            await SufferAsync(options.Faults.Draw(random), ct);
        }
    }

    private async Task SufferAsync(Fault fault, CancellationToken ct)
    {
        var lasting = random.Between(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(45));
        switch (fault)
        {
            case Fault.Offline:
                await chargePoint.GoOfflineAsync(ct);
                await WaitAsync(lasting, ct);
                chargePoint.ComeOnline();
                break;
            case Fault.PowerLoss:
                chargePoint.LosePower();
                await WaitAsync(lasting, ct);
                await chargePoint.RestorePowerAsync(ct);
                break;
            case Fault.Duplicate:
                chargePoint.Arrange(random.Next(2) == 0 ? Mishap.RepeatedWithNewId : Mishap.RepeatedWithSameId);
                break;
            case Fault.LostAnswer:
                chargePoint.Arrange(random.Next(2) == 0 ? Mishap.AnswerLost : Mishap.CutAfterSending);
                break;
            case Fault.LateStop:
                chargePoint.Arrange(Mishap.HeldBack, TransactionMessageKind.Stop);
                break;
            case Fault.HalfOpen:
                chargePoint.StopReading();
                await WaitAsync(lasting, ct);
                chargePoint.CutConnection();
                break;
            case Fault.WrongClock:
                await LoseTimeAsync(lasting, ct);
                break;
            case Fault.Broken:
                var connectorId = random.Next(options.Connectors) + 1;
                await chargePoint.BreakAsync(connectorId, Breakages[random.Next(Breakages.Length)], ct);
                await WaitAsync(lasting, ct);
                await chargePoint.RepairAsync(connectorId, ct);
                break;
        }
    }

    private async Task LoseTimeAsync(TimeSpan lasting, CancellationToken ct)
    {
        chargePoint.Clock.FollowsCentralSystem = false;
        if (random.Next(2) == 0) chargePoint.Clock.StartAtEpoch();
        else chargePoint.Clock.Set(chargePoint.Clock.Now + random.Between(TimeSpan.FromHours(-26), TimeSpan.FromHours(26)));
        await WaitAsync(lasting, ct);
        // The next heartbeat sets it right.
        chargePoint.Clock.FollowsCentralSystem = true;
    }

    private Task WaitAsync(TimeSpan wait, CancellationToken ct) => Task.Delay(wait / options.Speed, chargePoint.Time, ct);
}
