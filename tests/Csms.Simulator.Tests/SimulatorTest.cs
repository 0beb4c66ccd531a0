using Csms.Simulator.Connection;

namespace Csms.Simulator.Tests;

/// <summary>A charge point and a central system of its own for each test.</summary>
public abstract class SimulatorTest : IAsyncLifetime
{
    private readonly List<SimulatedChargePoint> chargePoints = [];

    internal ScriptedCentralSystem Central { get; private set; } = null!;

    public async Task InitializeAsync() => Central = await ScriptedCentralSystem.OpenAsync();

    public async Task DisposeAsync()
    {
        foreach (var chargePoint in chargePoints)
        {
            await chargePoint.DisposeAsync();
            chargePoint.Failures.ShouldBeEmpty();
        }

        await Central.DisposeAsync();
    }

    internal SimulatedChargePoint ChargePoint(Func<ChargePointOptions, ChargePointOptions>? change = null, TimeProvider? time = null, params (string Key, string Value)[] settings)
    {
        var options = new ChargePointOptions
        {
            Identity = "CP-1",
            Url = Central.Url,
            FirstReconnectWait = TimeSpan.FromMilliseconds(10),
            Settings = settings.ToDictionary(setting => setting.Key, setting => setting.Value),
        };
        var chargePoint = new SimulatedChargePoint(change?.Invoke(options) ?? options, timeProvider: time);
        chargePoints.Add(chargePoint);
        return chargePoint;
    }

    internal async Task<SimulatedChargePoint> BootedAsync(Func<ChargePointOptions, ChargePointOptions>? change = null, TimeProvider? time = null, params (string Key, string Value)[] settings)
    {
        var chargePoint = ChargePoint(change, time, settings);
        await chargePoint.ConnectAsync();
        await chargePoint.BootAsync();
        return chargePoint;
    }

    internal static string[] ActionsSent(SimulatedChargePoint chargePoint) => [.. chargePoint.Frames.Sent.Where(frame => frame.IsCall).Select(frame => frame.Name!)];

    internal static IEnumerable<string?> StatusesOf(SimulatedChargePoint chargePoint, int connectorId) => chargePoint.Frames.CallsSent("StatusNotification")
        .Where(frame => frame.Payload.GetProperty("connectorId").GetInt32() == connectorId).Select(frame => frame.Payload.GetProperty("status").GetString());

    internal static Task<SeenFrame> StatusAsync(SimulatedChargePoint chargePoint, int connectorId, string status) => chargePoint.Frames.WaitForAsync(frame =>
        frame.Sent && frame.IsCallOf("StatusNotification") && frame.Payload.GetProperty("connectorId").GetInt32() == connectorId && frame.Payload.GetProperty("status").GetString() == status);
}
