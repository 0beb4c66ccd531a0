using Csms.Domain.ChargingProfiles;

namespace Csms.Domain.Tests.ChargingProfiles;

/// <summary>The stack that certification lays on a charge point, asked for some seconds after it was installed.</summary>
public sealed class TC_072_StackingChargingProfiles : ScheduleSpecification
{
    [Theory]
    [InlineData(0, ChargingRateUnit.A)]
    [InlineData(3, ChargingRateUnit.A)]
    [InlineData(50, ChargingRateUnit.A)]
    [InlineData(3, ChargingRateUnit.W)]
    public void Falls_back_to_the_lower_level_when_the_higher_one_is_over(int later, ChargingRateUnit unit)
    {
        var scale = unit == ChargingRateUnit.W ? 1000 : 1;
        var lower = Amperes((0, 6 * scale), (100, 8 * scale), (200, 10 * scale)) with { Unit = unit, Duration = 400 };
        var higher = Amperes((0, 7 * scale), (100, 9 * scale)) with { Unit = unit, Duration = 150 };
        var installed = Installed((1, Valid(Default(lower, level: 0))), (1, Valid(Default(higher, level: 1))));

        Limits(installed, Ask(unit: unit) with { Start = Noon.AddSeconds(later), Duration = 350 })
            .ShouldBe([(0, 7 * scale), (100 - later, 9 * scale), (150 - later, 8 * scale), (200 - later, 10 * scale)]);

        static ChargingProfile Valid(ChargingProfile profile) => profile with { ValidFrom = Noon, ValidTo = Noon.AddSeconds(401) };
    }
}
