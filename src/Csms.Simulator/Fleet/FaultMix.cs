using System.Globalization;

namespace Csms.Simulator.Fleet;

/// <summary>Which faults happen in a fleet, and how often each among them.</summary>
public sealed record FaultMix(IReadOnlyDictionary<Fault, double> Weights)
{
    private static readonly Dictionary<string, Fault> Names = Enum.GetValues<Fault>().ToDictionary(NameOf, StringComparer.OrdinalIgnoreCase);

    public static FaultMix None { get; } = new(new Dictionary<Fault, double>());

    public static FaultMix All { get; } = new(Enum.GetValues<Fault>().ToDictionary(fault => fault, _ => 1.0));

    /// <summary>Mean time between two faults of one charge point, before the speed of the fleet shortens it.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(40);

    public bool IsEmpty => Weights.Count == 0;

    /// <summary><c>none</c>, <c>all</c>, or names with optional weights: <c>offline,power-loss=0.5</c>.</summary>
    /// <exception cref="FormatException">A name is unknown or a weight is no positive number; the message says which.</exception>
    public static FaultMix Parse(string text)
    {
        if (text.Equals("none", StringComparison.OrdinalIgnoreCase)) return None;
        if (text.Equals("all", StringComparison.OrdinalIgnoreCase)) return All;
        var weights = new Dictionary<Fault, double>();
        foreach (var item in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (name, weight) = item.Split('=', 2) is [var left, var right] ? (left, right) : (item, "1");
            if (!Names.TryGetValue(name, out var fault)) throw new FormatException($"There is no fault named '{name}'; there are {string.Join(", ", Names.Keys)}, all and none.");
            if (!double.TryParse(weight, CultureInfo.InvariantCulture, out var number) || number is not (> 0 and < double.PositiveInfinity))
                throw new FormatException($"The weight '{weight}' of {name} is not a positive number.");
            weights[fault] = number;
        }

        return new FaultMix(weights);
    }

    internal Fault Draw(Random random)
    {
        var point = random.NextDouble() * Weights.Values.Sum();
        foreach (var (fault, weight) in Weights)
        {
            point -= weight;
            if (point < 0) return fault;
        }

        return Weights.Keys.Last();
    }

    private static string NameOf(Fault fault) => fault switch
    {
        Fault.PowerLoss => "power-loss",
        Fault.LostAnswer => "lost-answer",
        Fault.WrongClock => "wrong-clock",
        Fault.LateStop => "late-stop",
        Fault.HalfOpen => "half-open",
        Fault.Duplicate => "duplicate",
        Fault.Broken => "broken",
        _ => "offline",
    };
}
