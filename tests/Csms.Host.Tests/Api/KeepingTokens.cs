using System.Net;

namespace Csms.Host.Tests.Api;

public class KeepingTokens(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    [Fact]
    public async Task Registers_one_that_charge_points_are_told_about_at_once()
    {
        await csms.RegisterAsync("CP-TOKENS");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-TOKENS");
        (await AuthorizeAsync(cp, "card-1")).ShouldBe("Invalid");

        var registered = await csms.Admin.SendAsync(
            "POST", "/tokens", """{"idTag":"CARD-1","expiryDate":"2100-01-01T02:00:00+02:00","parentIdTag":"FLEET","maxConcurrentTransactions":1}""").ShouldBeAsync(HttpStatusCode.Created);

        (await AuthorizeAsync(cp, "card-1")).ShouldBe("Accepted");
        ((string?)registered["status"]).ShouldBe("accepted");
        ((string?)registered["expiryDate"]).ShouldBe("2100-01-01T00:00:00Z");
        ((string?)registered["parentIdTag"]).ShouldBe("FLEET");
        ((string?)registered["idTag"]).ShouldBe("CARD-1");
        registered.Headers["Location"].ShouldBe($"/api/v1/tokens/{registered["tokenId"]}");
        foreach (var stored in await csms.EventsOfAsync($"token-{registered["tokenId"]}"))
            System.Text.Encoding.UTF8.GetString(stored.Data.Span).ShouldNotContain("CARD-1");
    }

    [Fact]
    public async Task Changes_what_is_given_clears_what_is_null_and_leaves_the_rest()
    {
        var path = await RegisterAsync("""{"idTag":"PATCH-1","expiryDate":"2100-01-01T00:00:00Z","parentIdTag":"G","maxConcurrentTransactions":2}""");

        var changed = await csms.Admin.SendAsync("PATCH", path, """{"status":"Blocked","expiryDate":null}""").ShouldBeAsync(HttpStatusCode.OK);

        ((string?)changed["status"]).ShouldBe("blocked");
        changed.Body!["expiryDate"].ShouldBeNull();
        ((string?)changed["parentIdTag"]).ShouldBe("G");
        ((int?)changed["maxConcurrentTransactions"]).ShouldBe(2);
        changed.Headers.Keys.ShouldContain("X-Event-Sequence");
        (await csms.Admin.SendAsync("PATCH", path, "{}").ShouldBeAsync(HttpStatusCode.OK)).Headers.Keys.ShouldNotContain("X-Event-Sequence");
    }

    [Fact]
    public async Task Lets_only_the_first_of_two_editors_change_it()
    {
        var path = await RegisterAsync("""{"idTag":"ETAG-1"}""");
        var seen = (await csms.Admin.ReadAsync(path)).Headers["ETag"];

        await csms.Admin.SendAsync("PATCH", path, """{"status":"blocked"}""", ("If-Match", seen)).ShouldBeAsync(HttpStatusCode.OK);

        await csms.Admin.SendAsync("PATCH", path, """{"status":"expired"}""", ("If-Match", seen)).ShouldBeAsync(HttpStatusCode.PreconditionFailed, "precondition_failed");
        await csms.Admin.SendAsync("DELETE", path, null, ("If-Match", seen)).ShouldBeAsync(HttpStatusCode.PreconditionFailed, "precondition_failed");
        await csms.Admin.SendAsync("DELETE", path, null, ("If-Match", "*")).ShouldBeAsync(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Knows_one_idTag_by_one_token_whatever_its_case()
    {
        var path = await RegisterAsync("""{"idTag":"Same-1"}""");

        var refused = await csms.Admin.SendAsync("POST", "/tokens", """{"idTag":"sAME-1"}""").ShouldBeAsync(HttpStatusCode.Conflict, "token_exists");
        path.ShouldBe($"/tokens/{refused["tokenId"]}");
        var found = await csms.Admin.ReadAsync("/tokens?idTag=SAME-1").ShouldBeAsync(HttpStatusCode.OK);
        ((string?)found.Items.ShouldHaveSingleItem()["idTag"]).ShouldBe("Same-1");
        (await csms.Admin.ReadAsync("/tokens?idTag=SAME-1&status=blocked")).Items.ShouldBeEmpty();
        (await csms.Admin.ReadAsync("/tokens?idTag=NEVER")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Forgets_one_that_is_removed_until_it_is_registered_again()
    {
        var path = await RegisterAsync("""{"idTag":"GONE-1"}""");

        await csms.Admin.SendAsync("DELETE", path).ShouldBeAsync(HttpStatusCode.NoContent);

        await csms.Admin.ReadAsync(path).ShouldBeAsync(HttpStatusCode.NotFound, "token_not_found");
        await csms.Admin.SendAsync("DELETE", path).ShouldBeAsync(HttpStatusCode.NotFound, "token_not_found");
        await csms.Admin.SendAsync("PATCH", path, """{"status":"blocked"}""").ShouldBeAsync(HttpStatusCode.NotFound, "token_not_found");
        (await RegisterAsync("""{"idTag":"GONE-1"}""")).ShouldBe(path);
    }

    [Fact]
    public async Task Lists_the_tokens_of_a_group_page_by_page()
    {
        foreach (var i in Enumerable.Range(1, 3))
            await RegisterAsync($$"""{"idTag":"MEMBER-{{i}}","parentIdTag":"LISTED"}""");
        var last = (await csms.Admin.SendAsync("POST", "/tokens", """{"idTag":"LONER"}""")).Headers["X-Event-Sequence"];

        var first = await csms.Admin.ReadAsync($"/tokens?parentIdTag=listed&limit=2&minPosition={last}").ShouldBeAsync(HttpStatusCode.OK);
        var second = await csms.Admin.ReadAsync($"/tokens?parentIdTag=listed&limit=2&after={first["next"]}").ShouldBeAsync(HttpStatusCode.OK);

        first.Items.Concat(second.Items).Select(item => (string?)item["idTag"]).ShouldBe(["MEMBER-3", "MEMBER-2", "MEMBER-1"]);
    }

    private async Task<string> RegisterAsync(string body)
    {
        var registered = await csms.Admin.SendAsync("POST", "/tokens", body).ShouldBeAsync(HttpStatusCode.Created);
        return $"/tokens/{registered["tokenId"]}";
    }

    private static async Task<string?> AuthorizeAsync(RawChargePoint cp, string idTag) =>
        (string?)(await cp.CallAsync("Authorize", $$"""{"idTag":"{{idTag}}"}"""))["idTagInfo"]!["status"];
}
