using Csms.Domain.Bills;
using Csms.Domain.Cdrs;
using Csms.Domain.Pricing;
using Csms.Domain.Sessions;
using Csms.Domain.Tariffs;

namespace Csms.ReadModels.Tests.Analysis;

/// <summary>A bill that was issued and taken back, and one that is held.</summary>
internal sealed class Bills
{
    private static readonly DateTimeOffset Noon = new(2025, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly Tariff PerKwh = new("day", "EUR", [new([new(TariffDimensionType.Energy, 0.5m, 1, 19)])]);

    public BilledSession Session { get; } = new(Guid.NewGuid(), 7, "CP-'1", 1, Guid.NewGuid());

    public BillEvent Issued => new BillEvent.CdrIssued(Session, Cdr, 1, Price, [1, 2]);

    public BillEvent Credited => new BillEvent.CdrCredited(Session, Cdr.Reversed(Noon.AddDays(1)), 1);

    public BillEvent Held => new BillEvent.Held(Session, "held", "day", 1, ["STOP_MISSING"], 4000, Noon, [1, 2]);

    private static PricedSession Price => PricingEngine.Price(
        PerKwh, new([new(Noon, Noon.AddHours(1), Activity.Charging, TimeCountsAs.Time, 4000)]), RoundingPolicy.PerTotal, TimeZoneInfo.Utc);

    private Cdr Cdr => Cdr.Of(
        new(
            "DE", "ABC", "issued", new("DE", "ABC", $"{Session.TokenId}", "RFID", $"{Session.TokenId}"), AuthMethod.Whitelist,
            new("LOC1", "Am Weg 1", "Köln", "DEU", new("50.93836", "6.95997"), "CP-1", "DE*ABC*E1", "1", "IEC_62196_T2", "SOCKET", "AC_3_PHASE"),
            new(1, Noon, PerKwh), Noon.AddHours(1)),
        Price);
}
