using System.Globalization;
using Ocpp.Protocol.V16;

namespace Csms.Simulator.Energy;

/// <summary>Turns the state of a meter into sampled values. Voltage wobbles with the time of the reading, so that the same reading is always the same.</summary>
internal static class MeterSampler
{
    private static readonly string[] Phases = [Phase.L1, Phase.L2, Phase.L3];
    private static readonly string[] PhasesToNeutral = [Phase.L1N, Phase.L2N, Phase.L3N];

    public static MeterValue? Read(ConnectorKind kind, double registerWh, EnergyFlow? flow, IEnumerable<string> measurands, string context, DateTimeOffset at)
    {
        var values = measurands.SelectMany(measurand => Sample(measurand, kind, registerWh, flow, at.Ticks)).Select(value => value with { Context = context }).ToArray();
        return values.Length > 0 ? new MeterValue(at, values) : null;
    }

    private static IEnumerable<SampledValue> Sample(string measurand, ConnectorKind kind, double registerWh, EnergyFlow? flow, long seed)
    {
        var (watts, limit) = (flow?.Watts ?? 0, flow?.LimitWatts ?? 0);
        switch (measurand)
        {
            case "Energy.Active.Import.Register":
                return [Value(Math.Floor(registerWh), "F0", Measurand.EnergyActiveImportRegister, UnitOfMeasure.Wh)];
            case "Power.Active.Import":
                return [Value(watts, "F0", Measurand.PowerActiveImport, UnitOfMeasure.W)];
            case "Power.Offered":
                return [Value(limit, "F0", Measurand.PowerOffered, UnitOfMeasure.W)];
            case "Current.Import" when kind == ConnectorKind.Dc:
                return [Value(watts / PackVolts(flow), "F1", Measurand.CurrentImport, UnitOfMeasure.A)];
            case "Current.Import":
                return Phases.Select((phase, i) => Value(watts / 3 / MainsVolts(seed, i), "F2", Measurand.CurrentImport, UnitOfMeasure.A) with { Phase = phase });
            case "Current.Offered":
                return [Value(kind == ConnectorKind.Dc ? limit / PackVolts(flow) : limit / 3 / 230, "F1", Measurand.CurrentOffered, UnitOfMeasure.A)];
            case "Voltage" when kind == ConnectorKind.Dc:
                return [Value(PackVolts(flow), "F1", Measurand.Voltage, UnitOfMeasure.V)];
            case "Voltage":
                return PhasesToNeutral.Select((phase, i) => Value(MainsVolts(seed, i), "F1", Measurand.Voltage, UnitOfMeasure.V) with { Phase = phase });
            case "SoC" when kind == ConnectorKind.Dc && flow is not null:
                return [Value(flow.StateOfCharge * 100, "F0", Measurand.SoC, UnitOfMeasure.Percent) with { Location = Location.EV }];
            case "Frequency":
                return [Value(50 + (Wobble(seed, 7) * 0.03), "F2", Measurand.Frequency, null)];
            case "Temperature":
                return [Value(24 + (watts / 4_000), "F1", Measurand.Temperature, UnitOfMeasure.Celsius) with { Location = Location.Body }];
            default:
                // AC charge points do not know the state of charge; a measurand that has no value now is left out.
                return [];
        }
    }

    private static SampledValue Value(double value, string format, string measurand, string? unit) =>
        new(value.ToString(format, CultureInfo.InvariantCulture), Measurand: measurand, Unit: unit);

    private static double PackVolts(EnergyFlow? flow) => 350 + ((flow?.StateOfCharge ?? 0) * 50);

    private static double MainsVolts(long seed, int phase) => 230 + (2.5 * Wobble(seed, phase));

    // -1 to 1 from whole seconds of the reading's time.
    private static double Wobble(long ticks, int phase) => Math.Sin((ticks / TimeSpan.TicksPerSecond * 0.7) + (phase * 2.1));
}
