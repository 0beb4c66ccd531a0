using System.Globalization;
using System.Text;

namespace Csms.Simulator.Files;

/// <summary>What a device has to show when it is asked for its diagnostics or its security log.</summary>
internal sealed class DeviceLog(DateTimeOffset since)
{
    private const int MostEvents = 1000;
    private readonly Lock gate = new();
    private readonly Queue<(DateTimeOffset At, string Text)> securityEvents = new();

    public void Add(DateTimeOffset at, string type, string? techInfo)
    {
        lock (gate)
        {
            securityEvents.Enqueue((at, techInfo is null ? type : $"{type}: {techInfo}"));
            if (securityEvents.Count > MostEvents) securityEvents.Dequeue();
        }
    }

    /// <summary>Whether anything of a period is left: the log begins with the device.</summary>
    public bool Covers(DateTimeOffset? until) => until is not { } end || end >= since;

    public byte[] SecurityEvents(DateTimeOffset? from, DateTimeOffset? until)
    {
        lock (gate) return Text(securityEvents.Where(entry => !(entry.At < from) && !(entry.At > until)).Select(entry => $"{Written(entry.At)} {entry.Text}"));
    }

    public static byte[] Diagnostics(SimulatedChargePoint chargePoint, DateTimeOffset? from, DateTimeOffset? until)
    {
        var state = chargePoint.Connectors.Select(connector =>
            string.Create(CultureInfo.InvariantCulture, $"connector {connector.Id}: {connector.Status} {connector.ErrorCode} {connector.RegisterWh:F0} Wh"));
        var settings = chargePoint.Settings.Keys.Where(key => !key.WriteOnly).OrderBy(key => key.Name, StringComparer.Ordinal).Select(key => $"{key.Name}={chargePoint.Settings[key.Name]}");
        // The password came in a frame; a log that leaves the device must not have it.
        var frames = chargePoint.Frames.All
            .Where(frame => !(frame.At < from) && !(frame.At > until) && !frame.Text.Contains("AuthorizationKey", StringComparison.OrdinalIgnoreCase))
            .Select(frame => $"{Written(frame.At)} {(frame.Sent ? "->" : "<-")} {frame.Text}");
        return Text([$"{chargePoint.Identity} {chargePoint.FirmwareVersion}", .. state, .. settings, .. frames]);
    }

    private static byte[] Text(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));

    private static string Written(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
