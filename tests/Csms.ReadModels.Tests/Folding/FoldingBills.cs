using System.Text.Json.Nodes;
using Csms.Domain.Assignments;
using Csms.Domain.Bills;
using Csms.Domain.Cdrs;
using Csms.Domain.Pricing;
using Csms.Domain.Sessions;
using Csms.Domain.Tariffs;

namespace Csms.ReadModels.Tests.Folding;

public sealed class FoldingBills : ReadModelTest
{
    private static readonly BilledSession Session = new(new("44444444-4444-4444-4444-444444444444"), 7, "CP-1", 1, new("55555555-5555-5555-5555-555555555555"));
    private static readonly Tariff PerKwh = new("day", "EUR", [new([new(TariffDimensionType.Energy, 0.5m, 1, 19)])]);

    [Fact]
    public async Task A_held_session_is_released_taken_back_and_billed_anew()
    {
        var (first, second) = (Cdr("c-1", 4), Cdr("c-2", 6));
        await FoldAsync(Catalog.Find("cdrs")!, Feed(
            "bill-44444444-4444-4444-4444-444444444444",
            new BillEvent.Held(Session, "c-1", "day", 3, ["STOP_MISSING"], 4000, Noon, [1, 2]),
            new BillEvent.Ruled("c-1", ["STOP_MISSING"], 4000, 4000, "key:ann", "asked the driver"),
            new BillEvent.CdrIssued(Session, first.Cdr, 3, first.Price, [1, 2], ["STOP_MISSING"]),
            new BillEvent.CdrCredited(Session, first.Cdr.Reversed(Noon.AddDays(1)), 3),
            new BillEvent.CdrIssued(Session, second.Cdr, 3, second.Price, [1, 2, 3])));

        var rows = JsonNode.Parse(await RowsAsync("v1_cdrs", "cdr_id"))!.AsArray();
        rows.Select(row => ((string?)row!["cdr_id"], (string?)row["state"], (decimal?)row["total_excl_vat"], (string?)row["credited_by"])).ShouldBe(
            [("c-1", "credited", 2m, "c-1-C"), ("c-1-C", "credit", -2m, null), ("c-2", "issued", 3m, null)]);
        ((string?)rows[0]!["ruled_by"], (decimal?)rows[0]!["energy_kwh"], (string?)rows[1]!["credit_reference_id"]).ShouldBe(("key:ann", 4m, "c-1"));
    }

    [Fact]
    public async Task Tariffs_show_their_newest_version_and_where_they_are_assigned()
    {
        await FoldAsync(Catalog.Find("tariffs")!, Feed(
            "tariff-44444444-4444-4444-4444-444444444444",
            new TariffEvent.Published(1, Noon, PerKwh),
            new TariffEvent.Published(2, Noon.AddDays(1), PerKwh with { Currency = "CHF" }),
            new TariffEvent.Withdrawn(Noon.AddDays(2))));
        await FoldAsync(Catalog.Find("tariff_assignments")!, [
            .. Feed("assignment-default", new AssignmentEvent.Assigned(AssignmentScope.Default, null, "day", Noon)),
            .. Feed("assignment-charge-point-CP-1", new AssignmentEvent.Assigned(AssignmentScope.ChargePoint, "CP-1", "day", Noon), new AssignmentEvent.Unassigned(Noon.AddDays(1)))]);

        var tariff = JsonNode.Parse(await RowsAsync("v1_tariffs", "stream_id"))!.AsArray().ShouldHaveSingleItem()!;
        ((int)tariff["version"]!, (string?)tariff["currency"], (string?)tariff["document"]!["currency"]).ShouldBe((2, "CHF", "CHF"));
        tariff["withdrawn_from"].ShouldNotBeNull();
        JsonNode.Parse(await RowsAsync("v1_tariff_assignments", "stream_id"))!.AsArray().Select(row => ((string?)row!["key"], (string?)row["tariff_id"]))
            .ShouldBe([("CP-1", null), (null, "day")]);
    }

    private static (Cdr Cdr, PricedSession Price) Cdr(string id, decimal kwh)
    {
        var price = PricingEngine.Price(
            PerKwh, new([new(Noon, Noon.AddHours(1), Activity.Charging, TimeCountsAs.Time, kwh * 1000)]), RoundingPolicy.PerTotal, TimeZoneInfo.Utc);
        var subject = new CdrSubject(
            "DE",
            "ABC",
            id,
            new("DE", "ABC", "55555555-5555-5555-5555-555555555555", "RFID", "55555555-5555-5555-5555-555555555555"),
            AuthMethod.Whitelist,
            new("LOC1", "Am Weg 1", "Köln", "DEU", new("50.93836", "6.95997"), "CP-1", "DE*ABC*E1", "1", "IEC_62196_T2", "SOCKET", "AC_3_PHASE"),
            new(3, Noon, PerKwh),
            Noon.AddHours(1));
        return (Domain.Cdrs.Cdr.Of(subject, price), price);
    }
}
