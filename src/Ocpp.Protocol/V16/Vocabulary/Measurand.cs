using System.Collections.Frozen;

namespace Ocpp.Protocol.V16;

/// <summary>What was measured (OCPP 1.6 section 7.31).</summary>
public static class Measurand
{
    /// <summary>Current from the vehicle.</summary>
    public const string CurrentExport = "Current.Export";

    /// <summary>Current to the vehicle.</summary>
    public const string CurrentImport = "Current.Import";

    /// <summary>Most current offered to the vehicle.</summary>
    public const string CurrentOffered = "Current.Offered";

    /// <summary>Register of energy from the vehicle.</summary>
    public const string EnergyActiveExportRegister = "Energy.Active.Export.Register";

    /// <summary>Register of energy to the vehicle; the default.</summary>
    public const string EnergyActiveImportRegister = "Energy.Active.Import.Register";

    /// <summary>Register of reactive energy from the vehicle.</summary>
    public const string EnergyReactiveExportRegister = "Energy.Reactive.Export.Register";

    /// <summary>Register of reactive energy to the vehicle.</summary>
    public const string EnergyReactiveImportRegister = "Energy.Reactive.Import.Register";

    /// <summary>Energy from the vehicle in an interval.</summary>
    public const string EnergyActiveExportInterval = "Energy.Active.Export.Interval";

    /// <summary>Energy to the vehicle in an interval.</summary>
    public const string EnergyActiveImportInterval = "Energy.Active.Import.Interval";

    /// <summary>Reactive energy from the vehicle in an interval.</summary>
    public const string EnergyReactiveExportInterval = "Energy.Reactive.Export.Interval";

    /// <summary>Reactive energy to the vehicle in an interval.</summary>
    public const string EnergyReactiveImportInterval = "Energy.Reactive.Import.Interval";

    /// <summary>Mains frequency in Hz; has no unit (errata 3.84).</summary>
    public const string Frequency = "Frequency";

    /// <summary>Power from the vehicle.</summary>
    public const string PowerActiveExport = "Power.Active.Export";

    /// <summary>Power to the vehicle.</summary>
    public const string PowerActiveImport = "Power.Active.Import";

    /// <summary>Power factor.</summary>
    public const string PowerFactor = "Power.Factor";

    /// <summary>Most power offered to the vehicle.</summary>
    public const string PowerOffered = "Power.Offered";

    /// <summary>Reactive power from the vehicle.</summary>
    public const string PowerReactiveExport = "Power.Reactive.Export";

    /// <summary>Reactive power to the vehicle.</summary>
    public const string PowerReactiveImport = "Power.Reactive.Import";

    /// <summary>Fan speed.</summary>
    public const string RPM = "RPM";

    /// <summary>State of charge of the vehicle in percent.</summary>
    public const string SoC = "SoC";

    /// <summary>Temperature in the charge point.</summary>
    public const string Temperature = "Temperature";

    /// <summary>AC voltage.</summary>
    public const string Voltage = "Voltage";

    /// <summary>Every word of the specification.</summary>
    public static IReadOnlySet<string> All { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        CurrentExport, CurrentImport, CurrentOffered, EnergyActiveExportRegister, EnergyActiveImportRegister,
        EnergyReactiveExportRegister, EnergyReactiveImportRegister, EnergyActiveExportInterval, EnergyActiveImportInterval, EnergyReactiveExportInterval,
        EnergyReactiveImportInterval, Frequency, PowerActiveExport, PowerActiveImport, PowerFactor,
        PowerOffered, PowerReactiveExport, PowerReactiveImport, RPM, SoC,
        Temperature, Voltage);
}
