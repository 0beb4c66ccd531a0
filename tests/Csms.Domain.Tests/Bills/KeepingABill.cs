using Csms.Domain.Bills;
using Csms.Domain.ChargePoints;
using Csms.Domain.Tariffs;
using Csms.Domain.Transactions;
using static Csms.Domain.Tests.Bills.Telling;
using static Csms.Domain.Tests.Moments;
using static Csms.Domain.Tests.Pricing.Prices;

namespace Csms.Domain.Tests.Bills;

public sealed class KeepingABill() : Specification<BillCommand, BillEvent, Bill>(Bill.Initial, (state, e) => state.Evolve(e), BillDecider.Decide)
{
    private static readonly Tariff PerKwh = Tariff(Kwh(0.5m));
    private static readonly Tariff WithParking = Tariff(Kwh(0.5m), Parking(6));
    private static readonly BillEvent Opened = new BillEvent.Opened(Session, Terms(PerKwh));

    [Fact]
    public void Freezes_the_terms_once()
    {
        Given().When(new BillCommand.ReportStart(Session, Terms(PerKwh))).Then(Opened);
        Given(Opened).When(new BillCommand.ReportStart(Session, Terms(WithParking))).ThenNothing();
    }

    [Fact]
    public void Bills_nothing_while_the_session_runs() => After(Starts("10:00"), Reads("10:30", 6000)).ShouldBeEmpty();

    [Fact]
    public void Bills_a_session_that_stopped_once()
    {
        object[] told = [Starts("10:00"), Reads("10:30", 6000), Stops("11:00", 11_000)];
        var issued = After(told).ShouldHaveSingleItem().ShouldBeOfType<BillEvent.CdrIssued>();
        (issued.Cdr.TotalCost.ExclVat, issued.Cdr.TotalEnergy, issued.Cdr.Id).ShouldBe((5m, 10m, Session.Id.ToString()));
        issued.Cdr.CdrToken.Uid.ShouldBe(Session.TokenId.ToString());
        issued.Sources.ShouldBe([1L, 2L, 3L]);

        Given(Opened, issued).When(Report(told)).ThenNothing();
    }

    [Fact]
    public void Holds_what_is_doubtful_and_says_so_once()
    {
        object[] told = [Starts("10:00"), Reads("10:30", 6000), new TransactionEvent.Superseded(8)];
        var held = After(told).ShouldHaveSingleItem().ShouldBeOfType<BillEvent.Held>();
        (held.Wh, held.CdrId).ShouldBe((5000, Session.Id.ToString()));
        held.Flags.ShouldBe(["STOP_MISSING"]);

        Given(Opened, held).When(Report(told)).ThenNothing();
    }

    [Fact]
    public void Bills_what_an_operator_released_until_something_new_is_known()
    {
        object[] told = [Starts("10:00"), Reads("10:30", 6000), new TransactionEvent.Superseded(8)];
        var held = After(told)[0];
        var ruled = new BillEvent.Ruled(Session.Id.ToString(), ["STOP_MISSING"], 5000, 4000, "key:ann", "asked the driver");
        Given(Opened, held).When(new BillCommand.RequestRuling(Session.Id.ToString(), "key:ann", "asked the driver", 4000)).Then(ruled);

        var issued = After([Opened, held, ruled], told).ShouldHaveSingleItem().ShouldBeOfType<BillEvent.CdrIssued>();
        issued.Cdr.TotalCost.ExclVat.ShouldBe(2m);

        // A reading that came late shows more of the same: the operator had not seen it.
        After([Opened, held, ruled, issued], [.. told, Reads("10:45", 8000)]).ShouldHaveSingleItem().ShouldBeOfType<BillEvent.Held>().CdrId.ShouldNotBe(issued.Cdr.Id);
    }

    [Fact]
    public void Credits_and_bills_anew_when_a_stop_comes_late()
    {
        object[] told = [Starts("10:00"), Reads("10:30", 6000), new TransactionEvent.Superseded(8)];
        var held = After(told)[0];
        var ruled = new BillEvent.Ruled(Session.Id.ToString(), ["STOP_MISSING"], 5000, 5000, "key:ann", "why not");
        var first = (BillEvent.CdrIssued)After([Opened, held, ruled], told)[0];

        var events = After([Opened, held, ruled, first], [.. told, Stops("11:00", 11_000)]);

        var credit = events[0].ShouldBeOfType<BillEvent.CdrCredited>().Cdr;
        (credit.TotalCost.ExclVat, credit.CreditReferenceId).ShouldBe((-2.5m, first.Cdr.Id));
        var second = events[1].ShouldBeOfType<BillEvent.CdrIssued>().Cdr;
        (second.TotalCost.ExclVat, second.Id == first.Cdr.Id, second.Id.Length).ShouldBe((5m, false, 36));
    }

    /// <summary>The vehicle was full long before: what was read last is what the stop says, and only its time is news.</summary>
    [Fact]
    public void Credits_and_bills_anew_when_a_stop_that_comes_late_tells_another_end()
    {
        var opened = new BillEvent.Opened(Session, Terms(Tariff(Time(6))));
        object[] told = [Starts("10:00"), Reads("10:30", 6000), new TransactionEvent.Superseded(8)];
        var held = After([opened], told)[0];
        var ruled = new BillEvent.Ruled(Session.Id.ToString(), ["STOP_MISSING"], 5000, 5000, "key:ann", "why not", At("2026-03-01 10:30"), KnownUpTo: told.Length);
        var first = After([opened, held, ruled], told)[0];

        var events = After([opened, held, ruled, first], [.. told, Stops("12:00", 6000)]);

        events.OfType<BillEvent.CdrCredited>().ShouldHaveSingleItem().Cdr.TotalCost.ExclVat.ShouldBe(-3m);
        var second = events.OfType<BillEvent.CdrIssued>().ShouldHaveSingleItem().Cdr;
        (second.TotalCost.ExclVat, second.EndDateTime).ShouldBe((12m, At("2026-03-01 12:00")));
    }

    /// <summary>A stop that changes nothing leaves the bill as it was made before it.</summary>
    [Fact]
    public void Is_corrected_although_a_stop_has_come_since_it_was_made()
    {
        object[] told = [Starts("10:00"), Reads("10:30", 6000), Closed(billed: true)];
        var first = (BillEvent.CdrIssued)After([Opened], told)[0];
        told = [.. told, Stops("10:30", 6000)];
        After([Opened, first], told).ShouldBeEmpty();

        var ruled = new BillEvent.Ruled(first.Cdr.Id, [], 5000, 4000, "key:ann", "read on site", KnownUpTo: told.Length);

        After([Opened, first, ruled], told).OfType<BillEvent.CdrIssued>().ShouldHaveSingleItem().Cdr.TotalEnergy.ShouldBe(4m);
    }

    [Fact]
    public void Corrects_an_energy_and_leaves_the_end_that_an_operator_named()
    {
        var opened = new BillEvent.Opened(Session, Terms(Tariff(Time(6))));
        object[] told = [Starts("10:00"), Reads("10:30", 6000), new TransactionEvent.Superseded(8)];
        var held = After([opened], told)[0];
        var ruled = new BillEvent.Ruled(Session.Id.ToString(), ["STOP_MISSING"], 5000, 7000, "key:ann", "why not", At("2026-03-01 11:00"));
        var first = (BillEvent.CdrIssued)After([opened, held, ruled], told)[0];

        var wish = new BillCommand.RequestRuling(first.Cdr.Id, "key:ann", "mistyped", 6000);
        Given(opened, held, ruled, first).When(wish).Then(ruled with { CdrId = first.Cdr.Id, BilledWh = 6000, Reason = "mistyped" });
    }

    /// <summary>A charge point with one connector reports all of a session under connector 0 (quirk Q03).</summary>
    [Fact]
    public void Bills_what_was_read_at_connector_0_where_the_start_was_reported_there_as_well()
    {
        var start = (TransactionEvent.Started)Starts("10:00") with { Anomalies = [Anomaly.ConnectorAssumed] };
        var values = (TransactionEvent.MeterValuesReported)Reads("10:30", 6000) with { ConnectorId = 0 };
        var issued = After(start, values, Closed(billed: true)).ShouldHaveSingleItem().ShouldBeOfType<BillEvent.CdrIssued>();
        issued.Cdr.TotalEnergy.ShouldBe(5m);
        After(Starts("10:00"), values, Closed(billed: true)).ShouldHaveSingleItem().ShouldBeOfType<BillEvent.Held>();
    }

    [Fact]
    public void Holds_what_the_policy_closed_unless_the_policy_bills_it()
    {
        object[] told = [Starts("10:00"), Reads("10:30", 6000)];
        After([.. told, Closed(billed: false)]).ShouldHaveSingleItem().ShouldBeOfType<BillEvent.Held>().Flags.ShouldBe(["STOP_MISSING"]);
        var issued = After([.. told, Closed(billed: true)]).ShouldHaveSingleItem().ShouldBeOfType<BillEvent.CdrIssued>();
        (issued.Cdr.TotalCost.ExclVat, issued.Flags!.Single()).ShouldBe((2.5m, "STOP_MISSING"));
    }

    [Fact]
    public void Waits_on_when_meter_values_show_that_what_was_closed_goes_on() =>
        After(Starts("10:00"), Closed(billed: true), Reads("10:30", 6000)).ShouldBeEmpty();

    /// <summary>A policy that was wrong costs nobody anything: whenever it closed, the stop has the last word.</summary>
    [Fact]
    public void Is_the_same_whenever_the_policy_closed_what_stops_after_all()
    {
        object[] told = [Reads("10:20", 4000), Reads("10:50", 9000), Stops("11:00", 11_000), Closed(billed: true)];
        foreach (var order in Orders(told))
        {
            List<BillEvent> events = [Opened];
            for (var known = 0; known <= order.Length; known++) events.AddRange(After([.. events], [Starts("10:00"), .. order[..known]]));
            var cdrs = events.OfType<BillEvent.CdrIssued>().Select(e => e.Cdr).Concat(events.OfType<BillEvent.CdrCredited>().Select(e => e.Cdr)).ToArray();
            cdrs.Sum(cdr => cdr.TotalCost.ExclVat).ShouldBe(5m);
            events.OfType<BillEvent.CdrIssued>().Last().Cdr.TotalEnergy.ShouldBe(10m);
        }
    }

    [Fact]
    public void Bills_until_the_moment_that_an_operator_names()
    {
        var opened = new BillEvent.Opened(Session, Terms(Tariff(Time(6))));
        object[] told = [Starts("10:00"), Reads("10:30", 6000), new TransactionEvent.Superseded(8)];
        var held = After([opened], told)[0];
        var ruled = new BillEvent.Ruled(Session.Id.ToString(), ["STOP_MISSING"], 5000, 5000, "key:ann", "the next one came", At("2026-03-01 11:00"));
        Given(opened, held).When(new BillCommand.RequestRuling(Session.Id.ToString(), "key:ann", "the next one came", null, At("2026-03-01 11:00"))).Then(ruled);

        var issued = After([opened, held, ruled], told).ShouldHaveSingleItem().ShouldBeOfType<BillEvent.CdrIssued>().Cdr;
        (issued.TotalCost.ExclVat, issued.TotalEnergy, issued.EndDateTime).ShouldBe((6m, 5m, At("2026-03-01 11:00")));
    }

    [Fact]
    public void Knows_what_kilowatt_hours_that_say_watt_hours_amount_to()
    {
        object[] samples = [Reads("10:15", 1002), Reads("10:30", 1005), Reads("10:45", 1008)];
        Assessment.InKilowattHours(Terms(PerKwh), Facts([Starts("10:00", 1_000_000), .. samples, Stops("11:00", 1_010_000)])).ShouldBe(10_000);
        Assessment.InKilowattHours(Terms(PerKwh), Facts([Starts("10:00", 1000), .. samples, Stops("11:00", 1010)])).ShouldBe(10_000);
        Assessment.InKilowattHours(Terms(PerKwh), Facts(Starts("10:00"), Stops("11:00", 9_000_000))).ShouldBeNull();
    }

    [Fact]
    public void Is_not_taken_back_by_somebody_who_knew_less()
    {
        object[] told = [Starts("10:00"), Stops("11:00", 11_000)];
        var issued = After([.. told, Reads("10:30", 9000)])[0];
        Given(Opened, issued).When(Report(told)).ThenNothing();
    }

    [Fact]
    public void Corrects_the_energy_an_operator_knows_better()
    {
        object[] told = [Starts("10:00"), Stops("11:00", 11_000)];
        var issued = (BillEvent.CdrIssued)After(told)[0];
        var ruled = new BillEvent.Ruled(issued.Cdr.Id, [], 10_000, 8_000, "key:ann", "meter replaced");
        Given(Opened, issued).When(new BillCommand.RequestRuling(issued.Cdr.Id, "key:ann", "meter replaced", 8_000)).Then(ruled);
        After([Opened, issued, ruled], told).OfType<BillEvent.CdrIssued>().ShouldHaveSingleItem().Cdr.TotalCost.ExclVat.ShouldBe(4m);

        Given(Opened, issued).When(new BillCommand.RequestRuling(issued.Cdr.Id, "key:ann", "as it is", 10_000)).ThenNothing();
        Given(Opened, issued).When(new BillCommand.RequestRuling("another", "key:ann", "why not", 1)).ThenRejected("cdr_replaced");
        Given().When(new BillCommand.RequestRuling("any", "key:ann", "why not", 1)).ThenRejected("cdr_not_found");
    }

    [Fact]
    public void Prices_by_another_tariff_once_per_re_rating()
    {
        object[] told = [Starts("10:00"), Stops("11:00", 11_000)];
        var issued = (BillEvent.CdrIssued)After(told)[0];
        var (another, id) = (new TariffVersion(2, At("2026-02-01"), Tariff(Kwh(0.75m))), Guid.NewGuid());
        var rerated = new BillEvent.Rerated(issued.Cdr.Id, another, id, "key:ann", "wrong price");
        var wish = new BillCommand.RequestRerating(issued.Cdr.Id, another, id, "key:ann", "wrong price");
        Given(Opened, issued).When(wish).Then(rerated);
        Given(Opened, issued, rerated).When(wish).ThenNothing();
        var events = After([Opened, issued, rerated], told);
        events[1].ShouldBeOfType<BillEvent.CdrIssued>().Cdr.TotalCost.ExclVat.ShouldBe(7.5m);
        Given([Opened, issued, rerated, .. events]).When(wish with { ReRating = Guid.NewGuid() }).ThenRejected("cdr_replaced");
    }

    [Fact]
    public void Waits_for_a_vehicle_that_parks_and_gives_up_after_a_day()
    {
        var opened = new BillEvent.Opened(Session, Terms(WithParking));
        object[] told = [Starts("10:00"), Tells("10:00", ConnectorStatus.Charging), Stops("11:00", 11_000), Tells("11:00", ConnectorStatus.Finishing)];
        After([opened], told).ShouldBeEmpty();
        After([opened], [.. told, Tells("11:30", ConnectorStatus.Available)])[0].ShouldBeOfType<BillEvent.CdrIssued>().Cdr.TotalCost.ExclVat.ShouldBe(8m);

        var late = BillDecider.Decide(new BillCommand.ReportSession(Facts(told), Now.AddDays(1)), Bill.Initial.Evolve(opened)).Events;
        var issued = late.ShouldHaveSingleItem().ShouldBeOfType<BillEvent.CdrIssued>();
        (issued.Cdr.TotalCost.ExclVat, issued.Flags!.Contains("DEPARTURE_UNKNOWN")).ShouldBe((5m, true));
    }

    [Fact]
    public void Says_that_nothing_happened()
    {
        object[] told = [Starts("10:00"), Stops("10:00", 1000)];
        After(told).ShouldHaveSingleItem().ShouldBeOfType<BillEvent.NothingBilled>();
        Given(Opened, new BillEvent.NothingBilled()).When(Report(told)).ThenNothing();
    }

    [Fact]
    public void Puts_a_clock_right_that_was_never_set()
    {
        var start = new TransactionEvent.Started(7, "CP-1", 1, Session.TokenId, 1000, At("1970-01-01 00:00"), Domain.Tokens.AuthorizationStatus.Accepted);
        var facts = new SessionFacts(
            [new(1, At("2026-03-01 10:00"), start), new(2, At("2026-03-01 11:00"), (TransactionEvent)Stops("11:00", 11_000))], []);
        var issued = BillDecider.Decide(new BillCommand.ReportSession(facts, Now), Bill.Initial.Evolve(Opened)).Events[0].ShouldBeOfType<BillEvent.CdrIssued>();
        (issued.Cdr.StartDateTime, issued.Flags!.Contains("TIME_CORRECTED")).ShouldBe((At("2026-03-01 10:00"), true));
    }

    /// <summary>A late reading, a status and a stop may overtake each other; the bill is the same.</summary>
    [Fact]
    public void Is_the_same_in_whatever_order_it_became_known()
    {
        var opened = new BillEvent.Opened(Session, Terms(Tariff(
            When(new(EndTime: new(10, 40)), Kwh(0.5m, 100, 19)), new TariffElement([Kwh(0.4m, 100, 19), Time(3, 60), Parking(6, 300)]))));
        object[] told =
        [
            Tells("10:00", ConnectorStatus.Charging), Reads("10:20", 4000), Reads("10:50", 9000), Tells("10:55", ConnectorStatus.SuspendedEV),
            Stops("11:00", 9000), Tells("11:20", ConnectorStatus.Available),
        ];
        var bills = Orders(told).Select(order => After([opened], [Starts("10:00"), .. order])[^1].ShouldBeOfType<BillEvent.CdrIssued>().Cdr).ToArray();
        bills.Length.ShouldBe(720);
        bills.ShouldAllBe(cdr => cdr.BillsTheSameAs(bills[0]) && cdr.Id == bills[0].Id);
        bills[0].TotalCost.ExclVat.ShouldBeGreaterThan(0);
    }

    /// <summary>However it was first billed in between, what counts in the end is the same, and the rest adds up to nothing.</summary>
    [Fact]
    public void Adds_up_to_the_same_when_it_was_billed_in_between()
    {
        object[] told = [Reads("10:20", 4000), Reads("10:50", 9000), Stops("11:00", 11_000), Reads("10:30", 5000)];
        foreach (var order in Orders(told))
        {
            List<BillEvent> events = [Opened];
            for (var known = 0; known <= order.Length; known++) events.AddRange(After([.. events], [Starts("10:00"), .. order[..known]]));
            var cdrs = events.OfType<BillEvent.CdrIssued>().Select(e => e.Cdr).Concat(events.OfType<BillEvent.CdrCredited>().Select(e => e.Cdr)).ToArray();
            cdrs.Sum(cdr => cdr.TotalCost.ExclVat).ShouldBe(5m);
            cdrs.Select(cdr => cdr.Id).ShouldBeUnique();
        }
    }

    private static IEnumerable<object[]> Orders(object[] events) => events.Length <= 1
        ? [events]
        : events.SelectMany((e, i) => Orders([.. events[..i], .. events[(i + 1)..]]).Select(rest => (object[])[e, .. rest]));

    private static TransactionEvent.ClosedByPolicy Closed(bool billed) => new(ClosingReason.ConnectorAvailable, billed);

    private static BillCommand.ReportSession Report(params object[] told) => new(Facts(told), Now);

    private static IReadOnlyList<BillEvent> After(params object[] told) => After([Opened], told);

    private static IReadOnlyList<BillEvent> After(BillEvent[] given, object[] told)
    {
        var decision = BillDecider.Decide(Report(told), given.Aggregate(Bill.Initial, (state, e) => state.Evolve(e)));
        decision.Rejection.ShouldBeNull();
        return decision.Events;
    }
}
