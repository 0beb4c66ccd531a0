using System.Collections.Frozen;

namespace Ocpp.Protocol.V16;

/// <summary>Units of sampled values (OCPP 1.6 section 7.45).</summary>
public static class UnitOfMeasure
{
    /// <summary>Watt-hours; the default.</summary>
    public const string Wh = "Wh";

    /// <summary>Kilowatt-hours.</summary>
    public const string KWh = "kWh";

    /// <summary>Reactive volt-ampere-hours.</summary>
    public const string Varh = "varh";

    /// <summary>Reactive kilovolt-ampere-hours.</summary>
    public const string Kvarh = "kvarh";

    /// <summary>Watts.</summary>
    public const string W = "W";

    /// <summary>Kilowatts.</summary>
    public const string KW = "kW";

    /// <summary>Volt-amperes.</summary>
    public const string VA = "VA";

    /// <summary>Kilovolt-amperes.</summary>
    public const string KVA = "kVA";

    /// <summary>Reactive volt-amperes.</summary>
    public const string Var = "var";

    /// <summary>Reactive kilovolt-amperes.</summary>
    public const string Kvar = "kvar";

    /// <summary>Amperes.</summary>
    public const string A = "A";

    /// <summary>Volts.</summary>
    public const string V = "V";

    /// <summary>Degrees Celsius.</summary>
    public const string Celsius = "Celsius";

    /// <summary>The misspelling of the first schemas (OCPP-J errata 2.1); read, not written.</summary>
    public const string Celcius = "Celcius";

    /// <summary>Degrees Fahrenheit.</summary>
    public const string Fahrenheit = "Fahrenheit";

    /// <summary>Kelvin.</summary>
    public const string K = "K";

    /// <summary>Percent.</summary>
    public const string Percent = "Percent";

    /// <summary>Every word of the specification.</summary>
    public static IReadOnlySet<string> All { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        Wh, KWh, Varh, Kvarh, W,
        KW, VA, KVA, Var, Kvar,
        A, V, Celsius, Celcius, Fahrenheit,
        K, Percent);
}
