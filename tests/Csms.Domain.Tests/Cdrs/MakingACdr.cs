using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Csms.Domain.Cdrs;
using Csms.Domain.Sessions;
using Csms.Domain.Tariffs;
using Csms.Testing;
using static Csms.Domain.Tests.Moments;
using static Csms.Domain.Tests.Pricing.Prices;

namespace Csms.Domain.Tests.Cdrs;

public sealed class MakingACdr
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Tariff Tariff = Tariff(
        When(new(Reservation: ReservationRestrictionType.Reservation), Flat(2, 20), Time(5, 300, 20)),
        When(new(EndTime: new(12, 0)), Kwh(0.25m, 1, 10)),
        new TariffElement([Flat(0.5m, 20), Kwh(0.5m, 1, 10), Parking(2, 900, 20)]));

    private static readonly CdrSubject Subject = new(
        "DE",
        "ABC",
        "6f1b0d4e-3f0c-4c5e-9a53-0a4b8c1d2e3f",
        new("NL", "XYZ", "012345678", "RFID", "NL-XYZ-C1234-8"),
        AuthMethod.Whitelist,
        new("LOC1", "Am Weg 1", "Köln", "DEU", new("50.938361", "6.959974"), "EVSE1", "DE*ABC*E1", "1", "IEC_62196_T2", "SOCKET", "AC_3_PHASE"),
        new(3, At("2026-01-01"), Tariff),
        At("2026-01-10 13:00:00.5"),
        MeterId: "meter-1");

    [Fact]
    public void Says_in_ocpis_words_what_was_billed_and_why() =>
        Snapshot.Match(this, JsonNode.Parse(Made().ToJson())!.ToJsonString(Indented));

    [Fact]
    public void Takes_it_back_with_all_totals_negated()
    {
        var (cdr, credit) = (Made(), Made().Reversed(At("2026-01-11")));
        (credit.Id, credit.Credit, credit.CreditReferenceId).ShouldBe(($"{cdr.Id}-C", true, cdr.Id));
        credit.Id.Length.ShouldBeLessThanOrEqualTo(39);
        (credit.TotalCost, credit.TotalEnergy, credit.TotalTime, credit.TotalParkingTime)
            .ShouldBe((new(-cdr.TotalCost.ExclVat, -cdr.TotalCost.InclVat), -cdr.TotalEnergy, -cdr.TotalTime, -cdr.TotalParkingTime));
        Price?[] costs = [credit.TotalFixedCost, credit.TotalEnergyCost, credit.TotalParkingCost, credit.TotalReservationCost];
        costs.ShouldAllBe(cost => cost!.ExclVat < 0 && cost.InclVat < 0);
        credit.ChargingPeriods.Count.ShouldBe(cdr.ChargingPeriods.Count);
    }

    [Fact]
    public void Needs_something_that_happened() =>
        Should.Throw<ArgumentException>(() => Cdr.Of(Subject, Tariff.In("UTC", Timeline.Empty)));

    private static Cdr Made() => Cdr.Of(Subject, Tariff.In("Europe/Berlin", new Timeline(
    [
        Charging("2026-01-10 10:13", "2026-01-10 11:40", 20.001m),
        Free("2026-01-10 11:40", "2026-01-10 11:50"),
        Idle("2026-01-10 11:50", "2026-01-10 12:30"),
    ]).AfterReservation(At("2026-01-10 10:00"), At("2026-01-10 10:13"))));
}
