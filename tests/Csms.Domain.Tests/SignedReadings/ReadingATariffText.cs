using Csms.Domain.SignedReadings;
using static Csms.Domain.SignedReadings.TariffTextProfile;

namespace Csms.Domain.Tests.SignedReadings;

public sealed class ReadingATariffText
{
    [Fact]
    public void Knows_the_three_profiles()
    {
        TariffText.Read("001;EUR;30;49;10;240").ShouldBe(new(TimeFromMinute, "EUR", 30, 49, 10, 240));
        TariffText.Read(" 002;EUR;0;59.5;12,5 ").ShouldBe(new(TimeAfterCharging, "EUR", 0, 59.5m, 12.5m, null));
        TariffText.Read("003;CHF;100;25").ShouldBe(new(TimeAlone, "CHF", 100, null, 25, null));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Tarif 1")]
    [InlineData("0,42 EUR/kWh")]
    [InlineData("001;EUR;30;49;10")]
    [InlineData("001;EUR;30;49;10;soon")]
    [InlineData("002;€;30;49;10")]
    [InlineData("002;EUR;-30;49;10")]
    [InlineData("003;EUR;;10")]
    [InlineData("004;EUR;30;49")]
    public void Leaves_other_words_alone(string? text) => TariffText.Read(text).ShouldBeNull();
}
