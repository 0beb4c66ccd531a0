using Csms.Domain.SignedReadings;
using static Csms.Domain.Tests.SignedReadings.Payloads;

namespace Csms.Domain.Tests.SignedReadings;

public sealed class ComparingWithTheRegister
{
    private readonly SigningMeter meter = new();

    [Theory]
    [InlineData(12_250, true)]
    [InlineData(12_240, true)]
    [InlineData(12_260, true)]
    [InlineData(12_261, false)]
    [InlineData(12_239, false)]
    [InlineData(0, false)]
    public void Allows_one_digit_of_the_meter(int registerWh, bool agrees)
    {
        var comparison = meter.Measures(Begin, End).CompareWith(registerWh)!;
        comparison.ToleranceWh.ShouldBe(10);
        comparison.Reason.ShouldBe(agrees ? null : SignedReason.SignedMismatch);
    }

    [Theory]
    [InlineData(12_251, true)]
    [InlineData(12_252, false)]
    public void Allows_one_digit_of_the_register_when_the_meter_is_finer(int registerWh, bool agrees)
    {
        var fine = meter.Measures(Begin.With("100.5", "100.5000"), End.With("112.75", "112.7500"));
        (fine.CompareWith(registerWh)!.Reason is null).ShouldBe(agrees);
    }

    [Fact]
    public void Has_nothing_to_say_without_signed_energy()
    {
        meter.Measures(Begin).CompareWith(12_250).ShouldBeNull();
        meter.Measures(Begin, End).CompareWith(decimal.MaxValue)!.Reason.ShouldBe(SignedReason.SignedMismatch);
        meter.Measures(Begin, End).CompareWith(decimal.MinValue)!.Reason.ShouldBe(SignedReason.SignedMismatch);
    }
}
