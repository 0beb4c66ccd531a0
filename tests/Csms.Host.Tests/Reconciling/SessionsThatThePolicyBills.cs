using Csms.Host.Tests.Billing;
using static Csms.Host.Tests.Billing.Telling;

namespace Csms.Host.Tests.Reconciling;

public sealed class SessionsThatThePolicyBills(TrustingHost csms) : IClassFixture<TrustingHost>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Are_billed_with_their_last_reading_and_anew_when_the_stop_comes(bool next)
    {
        var name = next ? "next" : "free";
        await using var cp = await csms.ConnectAsync($"CP-TRUST-{name}", Tariff($"trust-{name}", 0.50m));
        var id = await cp.StartsAsync("2024-05-01T10:00:00Z");
        await cp.ReadsAsync(id, "2024-05-01T10:30:00Z", 6_000);
        if (next)
            await cp.StartsAsync("2024-05-01T12:00:00Z", 11_000);
        else
            await cp.TellsAsync("Available", "2024-05-01T11:00:00Z");
        ((decimal)(await csms.CdrsAsync(id, "issued"))[0]["totalExclVat"]!).ShouldBe(2.50m);

        await cp.StopsAsync(id, "2024-05-01T11:00:00Z", 11_000);

        ((decimal)(await csms.CdrsAsync(id, "credit"))[0]["totalExclVat"]!).ShouldBe(-2.50m);
        ((decimal)(await csms.CdrsAsync(id, "issued"))[0]["totalExclVat"]!).ShouldBe(5.00m);
    }
}
