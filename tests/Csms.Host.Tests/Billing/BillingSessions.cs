using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Csms.Domain.Bills;
using Csms.Domain.Tokens;
using Csms.Domain.Transactions;
using Csms.EventStore;
using Csms.Host.Billing;
using Csms.Host.Tests.Api;
using Csms.ReadModels.Projecting;
using Microsoft.Extensions.DependencyInjection;
using static Csms.Host.Tests.Billing.Telling;

namespace Csms.Host.Tests.Billing;

public sealed class BillingSessions(BillingHost csms) : IClassFixture<BillingHost>
{
    [Fact]
    public async Task Keep_the_version_of_the_tariff_they_began_under()
    {
        await using var cp = await csms.ConnectAsync("CP-FROZEN", Tariff("frozen", 0.30m));
        var id = await cp.StartsAsync("2024-05-01T10:00:00Z");
        await csms.EarlierAsync("PUT", "/tariffs/frozen", Tariff("frozen", 0.60m).ToJsonString(), at: "2024-05-01T10:30:00Z");
        await cp.StopsAsync(id, "2024-05-01T11:00:00Z", 11_000);
        var later = await cp.StartsAsync("2024-05-01T12:00:00Z", 11_000);
        await cp.StopsAsync(later, "2024-05-01T13:00:00Z", 21_000);

        var (first, second) = ((await csms.CdrsAsync(id, "issued"))[0], (await csms.CdrsAsync(later, "issued"))[0]);
        ((decimal)first["totalExclVat"]!, (int)first["tariffVersion"]!).ShouldBe((3.00m, 1));
        ((decimal)second["totalExclVat"]!, (int)second["tariffVersion"]!).ShouldBe((6.00m, 2));
        ((decimal)(await csms.Admin.ReadAsync("/tariffs/frozen?version=1"))["tariff"]["elements"]![0]!["price_components"]![0]!["price"]!).ShouldBe(0.30m);
    }

    [Fact]
    public async Task Are_free_of_charge_where_no_tariff_is_assigned_and_say_so()
    {
        await csms.RegisterAsync("CP-FREE");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-FREE");
        var id = await cp.StartsAsync("2024-05-01T10:00:00Z");
        await cp.StopsAsync(id, "2024-05-01T11:00:00Z", 11_000);

        var bill = (await csms.CdrsAsync(id, "issued"))[0];
        ((decimal)bill["totalExclVat"]!, (bool)bill["freeOfCharge"]!).ShouldBe((0m, true));
        ((string?)(await csms.Admin.ReadAsync($"/cdrs/{bill["cdrId"]}"))["remark"]).ShouldStartWith("Free of charge");
    }

    [Fact]
    public async Task Are_priced_by_the_most_specific_tariff()
    {
        await using var cp = await csms.ConnectAsync("CP-SCOPES", Tariff("scope-point", 1m));
        await csms.DescribeAsync("CP-SCOPES", "UTC", "scope-places");
        var token = await csms.RegisterTokenAsync("SCOPED", parent: "SCOPE-FLEET");
        var fleet = (string)(await csms.Admin.ReadAsync($"/tokens/{token}"))["parentTokenId"]!;
        await AssignAsync("scope-group", 2m, "chargePointGroup/scope-places");
        await AssignAsync("scope-fleet", 3m, $"tokenGroup/{fleet}");

        var other = await cp.StartsAsync("2024-05-01T10:00:00Z");
        await cp.StopsAsync(other, "2024-05-01T11:00:00Z", 2_000);
        var fleets = await cp.StartsAsync("2024-05-01T12:00:00Z", idTag: "SCOPED");
        await cp.StopsAsync(fleets, "2024-05-01T13:00:00Z", 2_000);
        ((string?)(await csms.CdrsAsync(other, "issued"))[0]["tariffId"]).ShouldBe("scope-point");
        ((string?)(await csms.CdrsAsync(fleets, "issued"))[0]["tariffId"]).ShouldBe("scope-fleet");

        await csms.EarlierAsync("DELETE", "/tariff-assignments/chargePoint/CP-SCOPES", null, HttpStatusCode.NoContent);
        var third = await cp.StartsAsync("2024-05-01T14:00:00Z");
        await cp.StopsAsync(third, "2024-05-01T15:00:00Z", 2_000);
        ((string?)(await csms.CdrsAsync(third, "issued"))[0]["tariffId"]).ShouldBe("scope-group");
    }

    [Fact]
    public async Task Are_priced_by_a_tariff_and_at_a_charge_point_whose_names_need_escaping()
    {
        await csms.RegisterAsync("Süd/7 %2F");
        await csms.EarlierAsync("POST", "/tariffs", Tariff("day/night", 0.30m).ToJsonString(), HttpStatusCode.Created);
        ((string?)(await csms.Admin.ReadAsync("/tariffs/day%2Fnight").ShouldBeAsync(HttpStatusCode.OK))["tariffId"]).ShouldBe("day/night");

        var scope = $"chargePoint/{Uri.EscapeDataString("Süd/7 %2F")}";
        var assigned = await csms.EarlierAsync("PUT", $"/tariff-assignments/{scope}", """{"tariffId":"day/night"}""");

        ((string?)assigned["key"]).ShouldBe("Süd/7 %2F");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "Süd/7 %2F");
        var id = await cp.StartsAsync("2024-05-01T10:00:00Z");
        await cp.StopsAsync(id, "2024-05-01T11:00:00Z", 11_000);
        ((decimal)(await csms.CdrsAsync(id, "issued"))[0]["totalExclVat"]!).ShouldBe(3.00m);
    }

    [Fact]
    public async Task Are_held_while_doubtful_released_by_an_operator_and_corrected_by_a_late_stop()
    {
        await using var cp = await csms.ConnectAsync("CP-LATE", Tariff("late", 0.50m));
        var id = await cp.StartsAsync("2024-05-01T10:00:00Z");
        await cp.ReadsAsync(id, "2024-05-01T10:30:00Z", 6_000);
        await cp.StartsAsync("2024-05-01T12:00:00Z", 11_000);

        var held = (await csms.CdrsAsync(id, "held"))[0];
        held["flags"]!.AsArray().Select(flag => (string?)flag).ShouldContain("STOP_MISSING");
        var cdrId = (string)held["cdrId"]!;
        await csms.Admin.ReadAsync($"/cdrs/{cdrId}").ShouldBeAsync(HttpStatusCode.Conflict, "cdr_held");
        await csms.Admin.SendAsync("POST", $"/cdrs/{cdrId}/release", """{"reason":""}""").ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_body");
        await csms.Admin.SendAsync("POST", $"/cdrs/{cdrId}/release", """{"reason":"nobody will ever know"}""").ShouldBeAsync(HttpStatusCode.OK);
        ((decimal)(await csms.CdrsAsync(id, "issued"))[0]["totalExclVat"]!).ShouldBe(2.50m);

        await cp.StopsAsync(id, "2024-05-01T11:00:00Z", 11_000);

        ((decimal)(await csms.CdrsAsync(id, "credit"))[0]["totalExclVat"]!).ShouldBe(-2.50m);
        var anew = (await csms.CdrsAsync(id, "issued"))[0];
        ((decimal)anew["totalExclVat"]!).ShouldBe(5.00m);
        ((string?)(await csms.CdrsAsync(id, "credited"))[0]["cdrId"]).ShouldBe(cdrId);
        var credit = await csms.Admin.ReadAsync($"/cdrs/{cdrId}-C");
        ((bool)credit["credit"], (string?)credit["credit_reference_id"]).ShouldBe((true, cdrId));
    }

    [Fact]
    public async Task Are_credited_and_billed_anew_when_an_operator_corrects_the_energy()
    {
        await using var cp = await csms.ConnectAsync("CP-CORRECT", Tariff("correct", 1m));
        var id = await cp.StartsAsync("2024-05-01T10:00:00Z");
        await cp.StopsAsync(id, "2024-05-01T11:00:00Z", 5_000);
        var cdrId = (await csms.CdrsAsync(id, "issued"))[0]["cdrId"];

        await csms.Admin.SendAsync("POST", $"/cdrs/{cdrId}/corrections", """{"reason":"meter replaced","energyWh":3000}""").ShouldBeAsync(HttpStatusCode.OK);
        await csms.Admin.SendAsync("POST", $"/cdrs/{cdrId}/corrections", """{"reason":"again","energyWh":1}""").ShouldBeAsync(HttpStatusCode.Conflict, "cdr_replaced");

        ((string?)(await csms.CdrsAsync(id, "credited"))[0]["cdrId"]).ShouldBe((string?)cdrId);
        var anew = (await csms.CdrsAsync(id, "issued"))[0];
        ((decimal)anew["totalExclVat"]!, (string?)anew["chargePointId"]).ShouldBe((3m, "CP-CORRECT"));
        var why = await csms.Admin.ReadAsync($"/cdrs/{anew["cdrId"]}/explanation");
        ((string?)why["ruling"]["reason"], (string?)why["ruling"]["by"]).ShouldBe(("meter replaced", "key:admin"));
    }

    [Fact]
    public async Task Explain_themselves_down_to_the_readings()
    {
        await using var cp = await csms.ConnectAsync("CP-WHY", Tariff("why", 0.25m, vat: 10));
        var id = await cp.StartsAsync("2024-05-01T10:00:00Z");
        await cp.ReadsAsync(id, "2024-05-01T10:30:00Z", 11_000);
        await cp.StopsAsync(id, "2024-05-01T11:00:00Z", 21_000);
        var cdrId = (await csms.CdrsAsync(id, "issued"))[0]["cdrId"];

        var why = await csms.Admin.ReadAsync($"/cdrs/{cdrId}/explanation").ShouldBeAsync(HttpStatusCode.OK);

        ((decimal)why["exclVat"], (decimal)why["inclVat"], (string?)why["assignedBy"]).ShouldBe((5.00m, 5.50m, "ChargePoint"));
        var line = why["lines"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)line["type"], (decimal)line["volume"]!, (decimal)line["unitPrice"]!).ShouldBe(("ENERGY", 20m, 0.25m));
        var behind = (await csms.EventsOfTransactionAsync(id)).Select(e => e.Sequence).ToArray();
        why["periods"]![0]!["readings"]!.AsArray().Select(sequence => (long)sequence!).ShouldBe(behind);
        why["events"].AsArray().Select(e => (long)e!["sequence"]!).ShouldBe(behind, ignoreOrder: true);
    }

    [Fact]
    public async Task Tell_what_they_cost_while_they_run()
    {
        await using var cp = await csms.ConnectAsync("CP-RUNNING", Tariff("running", 0.40m));
        var id = await cp.StartsAsync("2024-05-01T10:00:00Z");
        await cp.ReadsAsync(id, "2024-05-01T10:30:00Z", 6_000);

        var running = await csms.Admin.ReadAsync($"/transactions/{id}/cost").ShouldBeAsync(HttpStatusCode.OK);
        ((string?)running["state"], (decimal)running["exclVat"]).ShouldBe(("running", 2.00m));
        running.Body!["flags"].ShouldBeNull();
        await cp.StopsAsync(id, "2024-05-01T11:00:00Z", 11_000);
        await csms.CdrsAsync(id, "issued");
        var final = await csms.Admin.ReadAsync($"/transactions/{id}/cost");
        ((string?)final["state"], (decimal)final["exclVat"]).ShouldBe(("issued", 4.00m));
    }

    [Fact]
    public async Task Wait_for_the_vehicle_to_leave_where_parking_costs_something()
    {
        var tariff = Tariff("parking", 0m);
        tariff["elements"]![0]!["price_components"]!.AsArray().Add(new JsonObject { ["type"] = "PARKING_TIME", ["price"] = 6, ["step_size"] = 1 });
        await using var cp = await csms.ConnectAsync("CP-PARKING", tariff);
        var id = await cp.StartsAsync("2024-05-01T10:00:00Z");
        await cp.TellsAsync("Charging", "2024-05-01T10:00:00Z");
        await cp.StopsAsync(id, "2024-05-01T11:00:00Z", 11_000, "Local");
        await cp.TellsAsync("Finishing", "2024-05-01T11:00:00Z");
        (await csms.Admin.ReadAsync($"/transactions/{id}/cost"))["state"].ToString().ShouldBe("open");

        await cp.TellsAsync("Available", "2024-05-01T11:30:00Z");

        var bill = (await csms.CdrsAsync(id, "issued"))[0];
        ((decimal)bill["totalExclVat"]!, (decimal)bill["parkingHours"]!).ShouldBe((3.00m, 0.5m));
    }

    /// <summary>The day is counted by the database's clock; that of the node that received the stop may be ahead of it.</summary>
    [Fact]
    public async Task Are_billed_a_day_after_the_stop_by_whatever_clock_that_is_a_day()
    {
        var tariff = Tariff("departed", 1m);
        var parking = new JsonObject { ["type"] = "PARKING_TIME", ["price"] = 6, ["step_size"] = 1 };
        tariff["elements"]![0]!["price_components"]!.AsArray().Add(parking);
        await using var cp = await csms.ConnectAsync("CP-DEPARTED", tariff);
        var id = await cp.StartsAsync("2024-05-01T10:00:00Z");
        await cp.StopsAsync(id, "2024-05-01T11:00:00Z", 2_000, "Local");
        await cp.TellsAsync("Finishing", "2024-05-01T11:00:00Z");

        var stop = (await csms.EventsOfTransactionAsync(id))[^1];
        await ActivatorUtilities.CreateInstance<ClosingDepartures>(csms.Services).ReactAsync(stop, stop.Decode()!, CancellationToken.None);

        var bill = (await csms.CdrsAsync(id, "issued"))[0];
        ((decimal)bill["totalExclVat"]!).ShouldBe(1m);
        bill["flags"]!.AsArray().Select(flag => (string?)flag).ShouldBe(["DEPARTURE_UNKNOWN"]);
    }

    /// <summary>A charge point does not forget the number of a reservation, and sends it with every start from then on.</summary>
    [Fact]
    public async Task Are_billed_the_reservation_that_they_used_and_none_that_another_one_did()
    {
        var tariff = Tariff("reserved", 0m);
        tariff["elements"]!.AsArray().Add(new JsonObject
        {
            ["price_components"] = new JsonArray(new JsonObject { ["type"] = "FLAT", ["price"] = 5, ["step_size"] = 1 }),
            ["restrictions"] = new JsonObject { ["reservation"] = "RESERVATION" },
        });
        await using var cp = await csms.ConnectAsync("CP-RESERVED", tariff);
        const string wish = """{"connectorId":1,"expiryDate":"2099-01-01T00:00:00Z","idTag":"DRIVER","reservationId":5}""";
        var asked = csms.Admin.SendAsync("POST", "/charge-points/CP-RESERVED/calls/ReserveNow?wait=20", wish);
        await cp.AnswerAsync(await cp.ReceiveCallAsync(), """{"status":"Accepted"}""");
        await asked.ShouldBeAsync(HttpStatusCode.OK);
        await ReservationBecomesAsync("reserved");

        var first = await ChargesAsync(DateTimeOffset.UtcNow.AddSeconds(1));
        await ReservationBecomesAsync("used");
        var second = await ChargesAsync(DateTimeOffset.UtcNow.AddSeconds(15));

        ((decimal)(await csms.CdrsAsync(first, "issued"))[0]["totalExclVat"]!).ShouldBe(5m);
        ((decimal)(await csms.CdrsAsync(second, "issued"))[0]["totalExclVat"]!).ShouldBe(0m);

        Task ReservationBecomesAsync(string status) => Eventually.BecomesAsync(
            () => csms.Admin.ReadAsync($"/reservations?chargePointId=CP-RESERVED&status={status}"), answer => answer.Items.Count == 1);

        async Task<int> ChargesAsync(DateTimeOffset from)
        {
            var start = $$"""{"connectorId":1,"idTag":"DRIVER","meterStart":0,"timestamp":"{{from:O}}","reservationId":5}""";
            var id = (int)(await cp.CallAsync("StartTransaction", start))["transactionId"]!;
            await cp.StopsAsync(id, $"{from.AddSeconds(10):O}", 50);
            return id;
        }
    }

    [Fact]
    public async Task Have_no_fractions_in_a_currency_without_minor_units()
    {
        await using var cp = await csms.ConnectAsync("CP-YEN", Tariff("yen", 31.7m, "JPY"));
        var id = await cp.StartsAsync("2024-01-31T23:30:00Z");
        await cp.StopsAsync(id, "2024-02-01T00:30:00Z", 2_500);

        var bill = (await csms.CdrsAsync(id, "issued"))[0];
        ((decimal)bill["totalExclVat"]!, (string?)bill["currency"]).ShouldBe((48m, "JPY"));
    }

    [Fact]
    public async Task Are_each_billed_by_what_is_known_of_them_when_many_end_at_the_same_time()
    {
        await using var cp = await csms.ConnectAsync("CP-MANY-1", Tariff("many", 1m));
        var (from, to) = (DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow);
        var sessions = Enumerable.Range(1, 40).Select(n => (Stream: Transaction.StreamId(Guid.CreateVersion7()), ChargePointId: $"CP-MANY-{n % 3}", ConnectorId: n)).ToArray();
        await Task.WhenAll(sessions.Select(session => csms.AppendAsync(
            session.Stream,
            Transaction.StreamType,
            0,
            [new TransactionEvent.Started(1, session.ChargePointId, session.ConnectorId, Guid.NewGuid(), 0, from, AuthorizationStatus.Accepted)])));
        foreach (var session in sessions)
            await BillAsync(session.Stream, 1);
        await Task.WhenAll(sessions.Select(session => csms.AppendAsync(
            session.Stream, Transaction.StreamType, 1, [new TransactionEvent.Stopped(session.ConnectorId * 1000, to, StopReason.Local)])));

        foreach (var (stream, chargePointId, connectorId) in sessions)
        {
            var bill = await BillAsync(stream, 2);
            bill.Select(e => e.Type).ShouldBe(["bill_opened", "cdr_issued"]);
            var cdr = bill[1].Decode().ShouldBeOfType<BillEvent.CdrIssued>().Cdr;
            (cdr.TotalEnergy, cdr.TotalCost.ExclVat).ShouldBe((connectorId, chargePointId == "CP-MANY-1" ? connectorId : 0m));
            var transaction = await csms.EventsOfAsync(stream);
            bill.Select(e => (e.Metadata.CorrelationId, e.Metadata.CausationId)).ShouldBe(
            [
                ($"event:{transaction[0].Sequence}", $"reaction:opening-bills:{transaction[0].Sequence}"),
                ($"event:{transaction[1].Sequence}", $"reaction:keeping-bills:{transaction[1].Sequence}"),
            ]);
        }

        Task<IReadOnlyList<RecordedEvent>> BillAsync(string stream, int events) =>
            Eventually.BecomesAsync(() => csms.EventsOfAsync(BillWork.BillOf(stream)), bill => bill.Count >= events);
    }

    [Fact]
    public async Task Are_billed_once_however_often_that_is_told()
    {
        await using var cp = await csms.ConnectAsync("CP-ONCE", Tariff("once", 1m));
        var id = await cp.StartsAsync("2024-05-01T10:00:00Z");
        await cp.StopsAsync(id, "2024-05-01T11:00:00Z", 2_000);
        await csms.CdrsAsync(id, "issued");
        var stream = (await csms.EventsOfTransactionAsync(id))[0].StreamId;

        // As if the node had died before its checkpoint, and as if two nodes did the same at once.
        var work = csms.Services.GetRequiredService<BillWork>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => work.BringUpToDateAsync(stream, new EventMetadata("test", DateTimeOffset.UtcNow), CancellationToken.None)));

        (await csms.EventsOfAsync(BillWork.BillOf(stream))).Select(e => e.Type).ShouldBe(["bill_opened", "cdr_issued"]);
    }

    [Fact]
    public async Task Are_billed_after_a_crash_between_any_two_lines()
    {
        await using var cp = await csms.ConnectAsync("CP-CRASH", Tariff("crash", 1m));
        var id = await cp.StartsAsync("2024-05-01T10:00:00Z");
        await cp.StopsAsync(id, "2024-05-01T11:00:00Z", 2_000);
        var cdrId = (string)(await csms.CdrsAsync(id, "issued"))[0]["cdrId"]!;
        var stream = BillWork.BillOf((await csms.EventsOfTransactionAsync(id))[0].StreamId);
        await cp.DisposeAsync();

        foreach (var kept in new[] { 1, 0 })
        {
            await csms.StopAsync();
            await ForgetAsync(stream, kept);
            await csms.StartAsync();
            await Eventually.BecomesAsync(() => csms.EventsOfAsync(stream), events => events.Count == 2);
            (await csms.EventsOfAsync(stream)).Select(e => e.Type).ShouldBe(["bill_opened", "cdr_issued"]);
            Encoding.UTF8.GetString((await csms.EventsOfAsync(stream))[1].Data.Span).ShouldContain(cdrId);
        }
    }

    [Fact]
    public async Task Name_nobody_in_their_events_and_keep_their_sums_when_the_driver_is_forgotten()
    {
        await using var cp = await csms.ConnectAsync("CP-FORGET", Tariff("forget", 1m));
        var token = await csms.RegisterTokenAsync("FORGET-ME-7");
        var id = await cp.StartsAsync("2024-05-01T10:00:00Z", idTag: "FORGET-ME-7");
        await cp.StopsAsync(id, "2024-05-01T11:00:00Z", 2_000);
        var cdrId = (await csms.CdrsAsync(id, "issued"))[0]["cdrId"];
        ((string?)(await csms.Admin.ReadAsync($"/cdrs/{cdrId}"))["cdr_token"]["uid"]).ShouldBe("FORGET-ME-7");
        foreach (var recorded in await csms.EventsOfAsync(BillWork.BillOf((await csms.EventsOfTransactionAsync(id))[0].StreamId)))
            Encoding.UTF8.GetString(recorded.Data.Span).ShouldNotContain("FORGET-ME-7");

        await csms.Admin.SendAsync("POST", $"/tokens/{token}/forget").ShouldBeAsync(HttpStatusCode.Accepted);

        var cdr = await csms.Admin.ReadAsync($"/cdrs/{cdrId}");
        ((string?)cdr["cdr_token"]["uid"], (decimal)cdr["total_cost"]["excl_vat"]!).ShouldBe((token.ToString("D"), 1m));
    }

    [Fact]
    public async Task Are_simulated_and_re_rated_by_another_tariff()
    {
        await using var cp = await csms.ConnectAsync("CP-RERATE", Tariff("rerate", 1m));
        var ids = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add(await cp.StartsAsync($"2024-05-0{i + 1}T10:00:00Z"));
            await cp.StopsAsync(ids[i], $"2024-05-0{i + 1}T11:00:00Z", 1_000 + (i * 1000));
            await csms.CdrsAsync(ids[i], "issued");
        }

        const string period = "\"from\":\"2024-05-01T00:00:00Z\",\"to\":\"2024-06-01T00:00:00Z\",\"chargePointId\":\"CP-RERATE\"";
        await csms.EarlierAsync("PUT", "/tariffs/rerate", Tariff("rerate", 2m).ToJsonString(), at: "2025-01-01T00:00:00Z");

        var simulated = await csms.Admin.SendAsync("POST", "/tariffs/rerate/simulations", $"{{{period}}}").ShouldBeAsync(HttpStatusCode.OK);
        ((int)simulated["sessions"], (int)simulated["changed"], (decimal)simulated["billed"], (decimal)simulated["simulated"]).ShouldBe((3, 2, 3m, 6m));

        var wish = $$"""{"tariffId":"rerate","reason":"wrong price",{{period}}}""";
        var prepared = await csms.Admin.SendAsync("POST", "/re-ratings", wish, ("Idempotency-Key", "k-1")).ShouldBeAsync(HttpStatusCode.Created);
        ((string?)(await csms.Admin.SendAsync("POST", "/re-ratings", wish, ("Idempotency-Key", "k-1")))["id"]).ShouldBe((string?)prepared["id"]);
        var longer = wish.Replace("2024-06", "2024-07", StringComparison.Ordinal);
        await csms.Admin.SendAsync("POST", "/re-ratings", longer, ("Idempotency-Key", "k-1"))
            .ShouldBeAsync(HttpStatusCode.Conflict, "re_rating_exists");
        prepared["preview"]["bills"]!.AsArray().Count.ShouldBe(2);
        (await csms.CountAsync(ids[2])).ShouldBe(1);
        await csms.Admin.SendAsync("POST", $"/re-ratings/{prepared["id"]}/confirm").ShouldBeAsync(HttpStatusCode.Accepted);
        await csms.Admin.SendAsync("POST", $"/re-ratings/{prepared["id"]}/confirm").ShouldBeAsync(HttpStatusCode.Accepted);

        var done = await Eventually.BecomesAsync(() => csms.Admin.ReadAsync($"/re-ratings/{prepared["id"]}"), answer => (string?)answer["state"] == "completed");
        ((int)done["changed"], (int)done["skipped"], (int)done["done"]).ShouldBe((2, 0, 2));
        await csms.CdrsAsync(ids[2], "credited");
        ((decimal)(await csms.CdrsAsync(ids[2], "issued"))[0]["totalExclVat"]!).ShouldBe(4m);
        (await csms.CountAsync(ids[2])).ShouldBe(3);
        (await csms.CountAsync(ids[0])).ShouldBe(1);
    }

    [Fact]
    public async Task Are_not_priced_by_what_is_no_tariff()
    {
        var wrong = Tariff("wrong", -1m);
        wrong["currency"] = "eur";
        var refused = await csms.Admin.SendAsync("POST", "/tariffs", wrong.ToJsonString()).ShouldBeAsync(HttpStatusCode.UnprocessableEntity, "currency_unknown");
        refused["errors"].AsObject().Select(member => member.Key).ShouldBe(["currency", "elements[0].price_components[0].price"]);
        await csms.Admin.SendAsync("POST", "/tariffs", """{"id":"x"}""").ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_body");
        await csms.Admin.SendAsync("PUT", "/tariff-assignments/default", """{"tariffId":"nobody"}""").ShouldBeAsync(HttpStatusCode.NotFound, "tariff_not_found");
        await csms.Admin.SendAsync("PUT", "/tariff-assignments/default/x", """{"tariffId":"x"}""").ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_parameter");
        await csms.Admin.SendAsync("PUT", "/tariffs/nobody", Tariff("nobody", 1m).ToJsonString()).ShouldBeAsync(HttpStatusCode.NotFound, "tariff_not_found");
    }

    private async Task AssignAsync(string tariffId, decimal price, string scope)
    {
        await csms.EarlierAsync("POST", "/tariffs", Tariff(tariffId, price).ToJsonString(), HttpStatusCode.Created);
        await csms.EarlierAsync("PUT", $"/tariff-assignments/{scope}", new JsonObject { ["tariffId"] = tariffId }.ToJsonString());
    }

    /// <summary>As if the later events of the stream had never been, and no reaction had come so far: what refuses that is taken away for a moment.</summary>
    private async Task ForgetAsync(string streamId, int kept)
    {
        await using var command = csms.Database.DataSource.CreateCommand(
            $"""
            ALTER TABLE events.mt_events DISABLE TRIGGER USER;
            ALTER TABLE events.mt_streams DISABLE TRIGGER USER;
            DELETE FROM events.mt_events WHERE stream_id = '{streamId}' AND version > {kept};
            {(kept == 0 ? $"DELETE FROM events.mt_streams WHERE id = '{streamId}'" : $"UPDATE events.mt_streams SET version = {kept} WHERE id = '{streamId}'")};
            ALTER TABLE events.mt_events ENABLE ALWAYS TRIGGER csms_append_only;
            ALTER TABLE events.mt_streams ENABLE ALWAYS TRIGGER csms_never_shrinks;
            ALTER TABLE events.mt_streams ENABLE ALWAYS TRIGGER csms_only_grows;
            DELETE FROM csms.reactions WHERE name IN ('opening-bills', 'keeping-bills', 're-rating-bills');
            """);
        await command.ExecuteNonQueryAsync();
    }
}
