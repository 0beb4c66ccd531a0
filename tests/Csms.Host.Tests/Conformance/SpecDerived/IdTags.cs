using Csms.Host.Tests.Api;

namespace Csms.Host.Tests.Conformance.SpecDerived;

/// <summary>SD-A: what an idTag is worth (OCPP 1.6 sections 3.10, 4.1, 7.27).</summary>
[Collection(OneHost.Name)]
public sealed class IdTags(CsmsFixture csms)
{
    [Fact]
    public async Task SD_A01_Are_the_same_in_any_case()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.IsAuthorizedAsync(station.IdTag.ToLowerInvariant());
    }

    [Fact]
    public async Task SD_A02_Are_accepted_with_expiry_and_parent_where_they_have_them()
    {
        await using var station = await Station.ConnectAsync(csms);
        (await station.AuthorizesAsync()).ToJsonString().ShouldBe("""{"status":"Accepted"}""");

        await station.EnterAsync("A02", expiryDate: new DateTimeOffset(2100, 1, 1, 2, 0, 0, TimeSpan.FromHours(2)), parent: "A02-GROUP");
        var told = await station.AuthorizesAsync("A02");
        ((string?)told["status"]).ShouldBe("Accepted");
        ((string?)told["expiryDate"]).ShouldBe("2100-01-01T00:00:00.000Z");
        ((string?)told["parentIdTag"]).ShouldBe("A02-GROUP");
    }

    [Theory]
    [InlineData("invalid", "Invalid")]
    [InlineData("blocked", "Blocked")]
    [InlineData("expired", "Expired")]
    public async Task SD_A03_Are_refused_with_the_reason(string status, string told)
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.EnterAsync("A03" + status, status);

        ((string?)(await station.AuthorizesAsync("A03" + status))["status"]).ShouldBe(told);
        var start = await station.StartsAsync("A03" + status);
        ((string?)start["idTagInfo"]!["status"]).ShouldBe(told);
    }

    [Fact]
    public async Task SD_A04_Are_busy_at_the_start_alone()
    {
        await using var station = await Station.ConnectAsync(csms);
        await using var other = await Station.ConnectAsync(csms);
        await station.EnterAsync("A04", most: 1);
        var first = await station.IsChargingAsync("A04");

        await other.IsAuthorizedAsync("A04");
        var second = await other.StartsAsync("A04");
        await station.StopsAsync(first, idTag: "A04");
        var third = await other.StartsAsync("A04", connectorId: 2);

        ((string?)second["idTagInfo"]!["status"]).ShouldBe("ConcurrentTx");
        ((string?)third["idTagInfo"]!["status"]).ShouldBe("ConcurrentTx", "the second one runs whatever it was told");
    }

    [Fact]
    public async Task SD_A04_Are_busy_from_the_answer_to_the_start_until_that_to_the_stop()
    {
        await using var station = await Station.ConnectAsync(csms);
        await using var other = await Station.ConnectAsync(csms);
        for (var i = 0; i < 20; i++)
        {
            await station.EnterAsync($"A04-{i}", most: 1);
            var first = await station.HasStartedAsync($"A04-{i}");
            var second = await other.StartsAsync($"A04-{i}");
            ((string?)second["idTagInfo"]!["status"]).ShouldBe("ConcurrentTx", $"round {i}");

            await other.StopsAsync((int)second["transactionId"]!);
            await station.StopsAsync(first);
            await other.HasStartedAsync($"A04-{i}");
        }
    }

    [Fact]
    public async Task SD_A04_Are_busy_for_all_but_one_of_those_that_start_at_the_very_same_instant()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.EnterAsync("A04-RACE", most: 1);
        var others = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Station.ConnectAsync(csms)));

        var starts = await Task.WhenAll(others.Select(other => other.StartsAsync("A04-RACE")));

        starts.Select(start => (string?)start["idTagInfo"]!["status"]).Order().ShouldBe(["Accepted", .. Enumerable.Repeat("ConcurrentTx", 5)]);
        foreach (var other in others)
            await other.DisposeAsync();
    }

    [Fact]
    public async Task Are_on_record_with_what_was_told_and_why()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.EnterAsync("REASON-GROUP", parent: "REASON-PARENT", most: 1);
        await station.EnterAsync("REASON-LATE", expiryDate: DateTimeOffset.UtcNow.AddDays(-1));
        await station.EnterAsync("REASON-BLOCKED", "blocked");
        string[] tags = ["reason-group", "REASON-LATE", "REASON-BLOCKED", "REASON-NOBODY"];
        foreach (var tag in tags)
            await station.AuthorizesAsync(tag);
        await station.StartsAsync("REASON-GROUP");
        await station.StartsAsync("REASON-GROUP", connectorId: 2);

        var told = await Eventually.BecomesAsync(() => csms.Admin.ReadAsync($"/authorizations?chargePointId={station.Id}"), answer => answer.Items.Count == 6);
        told.Items.Select(item => ((string?)item["occasion"], (string?)item["idTag"], (string?)item["status"], (string?)item["reason"])).ShouldBe(
            [
                ("start", "REASON-GROUP", "concurrentTx", "concurrent_limit"),
                ("start", "REASON-GROUP", "accepted", "accepted_in_group"),
                ("authorize", "REASON-NOBODY", "invalid", "unknown_token"),
                ("authorize", "REASON-BLOCKED", "blocked", "marked_blocked"),
                ("authorize", "REASON-LATE", "expired", "past_expiry_date"),
                ("authorize", "REASON-GROUP", "accepted", "accepted_in_group"),
            ],
            ignoreOrder: true);
        var one = (await csms.Admin.ReadAsync("/authorizations?idTag=reason-nobody")).Items.ShouldHaveSingleItem();
        (await csms.Admin.ReadAsync($"/authorizations?tokenId={one["tokenId"]}&status=invalid")).Items.Count.ShouldBe(1);
        (await csms.Admin.ReadAsync("/authorizations?idTag=reason-never-seen")).Items.ShouldBeEmpty();
        // The idTag itself is in no event.
        var stored = (await csms.EventsOfAsync($"authorization-{one["id"]}")).ShouldHaveSingleItem();
        System.Text.Encoding.UTF8.GetString(stored.Data.Span).ShouldNotContain("NOBODY");
        stored.Metadata.Actor.ShouldBe($"charge-point:{station.Id}");
    }

    [Fact]
    public async Task SD_A05_Have_1_to_20_characters()
    {
        await using var station = await Station.ConnectAsync(csms, checking: "strict");
        await station.BootAsync();
        (await station.FailingCallAsync("Authorize", new { idTag = new string('A', 21) })).Code.ShouldBe("PropertyConstraintViolation");
        ((string?)(await station.AuthorizesAsync(""))["status"]).ShouldBe("Invalid");
        await station.EnterAsync(new string('A', 20));
        await station.IsAuthorizedAsync(new string('A', 20));
    }

    [Fact]
    public async Task SD_A06_Are_of_a_group_by_their_parent_and_not_by_their_name()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.EnterAsync("A06-1", parent: "A06-GROUP");
        await station.EnterAsync("A06-2", parent: "a06-group");

        var (first, second) = (await station.AuthorizesAsync("A06-1"), await station.AuthorizesAsync("A06-2"));
        ((string)first["parentIdTag"]!).ShouldBe((string)second["parentIdTag"]!, StringCompareShould.IgnoreCase);

        // The parent's own name opens nothing.
        ((string?)(await station.AuthorizesAsync("A06-GROUP"))["status"]).ShouldBe("Invalid");
    }

    [Fact]
    public async Task SD_A07_Are_told_with_the_parent_that_a_reservation_is_for()
    {
        await using var station = await Station.ConnectAsync(csms, group: "A07-GROUP");
        ((string?)(await station.AuthorizesAsync())["parentIdTag"]).ShouldBe("A07-GROUP");
    }

    [Fact]
    public async Task SD_A09_Are_never_accepted_with_a_date_in_the_past()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.EnterAsync("A09", expiryDate: DateTimeOffset.UtcNow.AddSeconds(-1));

        (await station.AuthorizesAsync("A09")).ToJsonString().ShouldBe("""{"status":"Expired"}""");
    }
}
