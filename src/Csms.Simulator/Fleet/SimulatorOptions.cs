namespace Csms.Simulator.Fleet;

/// <summary>A fleet as the command line describes it.</summary>
public sealed record SimulatorOptions
{
    /// <summary>The endpoint without identities: <c>ws://localhost:8080/ocpp</c>.</summary>
    public required Uri Url { get; init; }

    public int Count { get; init; } = 20;

    /// <summary>Identities are the prefix and a number of four digits: SIM-0001.</summary>
    public string IdPrefix { get; init; } = "SIM-";

    public int FirstNumber { get; init; } = 1;

    public int Connectors { get; init; } = 2;

    /// <summary>Every how many-th charge point is a DC fast charger; 0 for none.</summary>
    public int DcEvery { get; init; } = 3;

    /// <summary>How many times faster drivers come and go. Power and timestamps stay true: see <see cref="Energy.Vehicle.Hurried"/>.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>How long to run; for ever when null.</summary>
    public TimeSpan? Duration { get; init; }

    public int Seed { get; init; } = 1;

    /// <summary>One password for all, with Basic authentication.</summary>
    public string? Password { get; init; }

    /// <summary>PEM file of the CA to trust for wss.</summary>
    public string? CaFile { get; init; }

    /// <summary>idTags of the drivers.</summary>
    public IReadOnlyList<string> Tags { get; init; } = ["DEMO-ANNA", "DEMO-BEN", "DEMO-CHLOE", "DEMO-DAVID", "DEMO-EMMA"];

    /// <summary>Share of drivers whose token the central system has never heard of.</summary>
    public double UnknownTags { get; init; } = 0.04;

    public FaultMix Faults { get; init; } = FaultMix.None;

    /// <summary>Days of sessions that are told first, as by charge points that were offline since; 0 for none.</summary>
    public int HistoryDays { get; init; }

    /// <summary>Share of those sessions whose end is lost, told twice and not alike, or has a register that cannot be.</summary>
    public double HistoryDoubts { get; init; }

    /// <summary>Configuration keys that differ from the maker's.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>First wait before a charge point tries to connect again.</summary>
    public TimeSpan FirstReconnectWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What that wait grows to while the central system is away.</summary>
    public TimeSpan LongestReconnectWait { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Keep every acknowledgement, to hold it against what was stored.</summary>
    public bool KeepLedger { get; init; }

    /// <summary>Keep every frame of every charge point.</summary>
    public bool KeepFrames { get; init; }

    internal ChargePointOptions ChargePoint(int index)
    {
        var dc = DcEvery > 0 && index % DcEvery == DcEvery - 1;
        return new ChargePointOptions
        {
            Identity = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{IdPrefix}{FirstNumber + index:D4}"),
            Url = Url,
            Connectors = Connectors,
            Kind = dc ? ConnectorKind.Dc : ConnectorKind.Ac,
            ConnectorWatts = dc ? 150_000 : 22_000,
            Model = dc ? "Motorway 150" : "Pavement 22",
            Password = Password is null ? null : ChargePointOptions.PasswordFrom(Password),
            CaFile = CaFile,
            Settings = Settings,
            InitialRegisterWh = 1_000 + (StableRandom.For(Seed, IdPrefix, index).NextDouble() * 4_000_000),
            Speed = Speed,
            Seed = Seed,
            FirstReconnectWait = FirstReconnectWait,
            LongestReconnectWait = LongestReconnectWait,
            DriverUnplugsAtOnce = false,
            KeepFrames = KeepFrames,
        };
    }
}
