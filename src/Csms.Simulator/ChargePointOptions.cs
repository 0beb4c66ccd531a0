using System.Security.Cryptography.X509Certificates;
using System.Text;
using Csms.Simulator.Files;

namespace Csms.Simulator;

/// <summary>What a charge point is when it leaves the factory and is put on the wall.</summary>
public sealed record ChargePointOptions
{
    public required string Identity { get; init; }

    /// <summary>The address without the identity, as an installer enters it: <c>ws://host:port/ocpp</c>.</summary>
    public required Uri Url { get; init; }

    public int Connectors { get; init; } = 1;
    public ConnectorKind Kind { get; init; } = ConnectorKind.Ac;
    public double ConnectorWatts { get; init; } = 22_000;

    public string Vendor { get; init; } = "Elmwood Charging";
    public string Model { get; init; } = "Pavement 22";
    public string? SerialNumber { get; init; }
    public string FirmwareVersion { get; init; } = "1.4.2";

    /// <summary>Sent as raw bytes with Basic authentication (security profile 1 and 2); none when null.</summary>
    public ReadOnlyMemory<byte>? Password { get; init; }

    /// <summary>Where it connects from security profile 2 on (<c>wss://host:port/ocpp</c>); the same address as before when null.</summary>
    public Uri? SecureUrl { get; init; }

    /// <summary>What it shows with security profile 3 until it has been given a certificate over OCPP; with its key.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>PEM file with the only roots this charge point trusts; the system's when null.</summary>
    public string? CaFile { get; init; }

    /// <summary>Configuration keys that differ from the maker's values, read-only ones too.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>DataTransfer vendors this device knows; all others are answered UnknownVendorId.</summary>
    public IReadOnlySet<string> KnownVendorIds { get; init; } = new HashSet<string>();

    /// <summary>Watt-hours on the meter of each connector when the device is new to us.</summary>
    public double InitialRegisterWh { get; init; } = 1_000;

    /// <summary>How many times faster cars come, charge and leave. Timestamps and power stay true: see <see cref="Energy.Vehicle.Hurried"/>.</summary>
    public double Speed { get; init; } = 1;

    public int Seed { get; init; } = 1;

    /// <summary>A driver plugs in after a remote start; otherwise it ends after ConnectionTimeOut.</summary>
    public bool DriverPlugsInAfterRemoteStart { get; init; } = true;

    /// <summary>A driver takes the cable out as soon as a session has ended by remote hand; a life script does it in its own time.</summary>
    public bool DriverUnplugsAtOnce { get; init; } = true;

    /// <summary>First wait before a new attempt to connect; doubles up to <see cref="LongestReconnectWait"/>.</summary>
    public TimeSpan FirstReconnectWait { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan LongestReconnectWait { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How firmware is fetched and logs are sent; null: over HTTP in earnest, over other protocols as if it had worked.</summary>
    public FileTransfer? Files { get; init; }

    /// <summary>Installs signed firmware only, and answers UpdateFirmware with NotSupported (Improved security, L01.FR.20).</summary>
    public bool SignedFirmwareOnly { get; init; }

    /// <summary>Keep every frame in <see cref="SimulatedChargePoint.Frames"/>; a fleet of thousands does not.</summary>
    public bool KeepFrames { get; init; } = true;

    public static ReadOnlyMemory<byte> PasswordFrom(string text) => Encoding.UTF8.GetBytes(text);
}
