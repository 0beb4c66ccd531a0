using Csms.Simulator.Energy;
using Csms.Simulator.Transactions;
using Ocpp.Protocol.V16;

namespace Csms.Simulator.Fleet;

/// <summary>The days of one charge point: drivers come to each connector, charge, and leave; now and then something breaks.</summary>
internal sealed class LifeScript(SimulatedChargePoint chargePoint, SimulatorOptions options)
{
    private static readonly TimeSpan FirstArrivals = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan MeanGap = TimeSpan.FromMinutes(18);
    private static readonly TimeSpan ShortestStay = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan LongestStay = TimeSpan.FromHours(2);
    private static readonly TimeSpan AtTheCable = TimeSpan.FromSeconds(20);

    public Task RunAsync(CancellationToken ct)
    {
        var connectors = chargePoint.Connectors.Select(connector => UseAsync(connector, StableRandom.For(options.Seed, chargePoint.Identity, connector.Id), ct));
        return Task.WhenAll([chargePoint.RunAsync(ct), new TroubleScript(chargePoint, options).RunAsync(ct), .. connectors]);
    }

    private async Task UseAsync(Connector connector, Random random, CancellationToken ct)
    {
        await WaitAsync(random.Between(TimeSpan.Zero, FirstArrivals), ct);
        while (true)
        {
            try
            {
                await MeetAsync(connector, random, ct);
            }
            catch (InvalidOperationException)
            {
                // The lights went out while the driver stood there, or a remote start was quicker.
            }

            await WaitAsync(MeanGap * -Math.Log(1 - random.NextDouble()), ct);
        }
    }

    private async Task MeetAsync(Connector connector, Random random, CancellationToken ct)
    {
        // Drawn in the same order whatever happens, so that a seed gives the same drivers.
        var vehicle = Vehicle.Draw(random);
        var idTag = random.NextDouble() < options.UnknownTags ? $"STRANGER-{random.Next(100, 1000)}" : random.OneOf(options.Tags);
        var stay = random.Between(ShortestStay, LongestStay);
        var leavesByCable = random.NextDouble() < 0.15;

        if (connector.Transaction is { } startedRemotely) await StayAsync(startedRemotely, stay, leavesByCable, ct);
        else if (connector.CanStart) await ChargeAsync(connector, vehicle, idTag, stay, leavesByCable, ct);
        else if (connector.Status == ChargePointStatus.Finishing) await chargePoint.UnplugAsync(connector.Id, ct);
    }

    private async Task ChargeAsync(Connector connector, Vehicle vehicle, string idTag, TimeSpan stay, bool leavesByCable, CancellationToken ct)
    {
        await chargePoint.PlugInAsync(connector.Id, vehicle, ct);
        await WaitAsync(AtTheCable, ct);
        if (await chargePoint.AuthorizeAsync(idTag, ct) == AuthorizationStatus.Accepted && connector.Transaction is null)
        {
            var transaction = await chargePoint.StartAsync(connector.Id, idTag, ct: ct);
            await StayAsync(transaction, stay, leavesByCable, ct);
            return;
        }

        await WaitAsync(AtTheCable, ct);
        if (connector.Transaction is null) await chargePoint.UnplugAsync(connector.Id, ct);
    }

    private async Task StayAsync(SimulatedTransaction transaction, TimeSpan stay, bool leavesByCable, CancellationToken ct)
    {
        await Task.WhenAny(transaction.Ended, WaitAsync(stay, ct));
        ct.ThrowIfCancellationRequested();
        if (!leavesByCable) await chargePoint.StopAsync(transaction, ct: ct);
        await WaitAsync(AtTheCable, ct);
        await chargePoint.UnplugAsync(transaction.ConnectorId, ct);
    }

    private Task WaitAsync(TimeSpan wait, CancellationToken ct) => Task.Delay(wait / options.Speed, chargePoint.Time, ct);
}
