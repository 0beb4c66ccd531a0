using System.Net;
using System.Net.Http.Headers;
using Csms.Host.Security;
using Csms.Host.Tests.Api;

namespace Csms.Host.Tests.People;

public class NarrowingKeys(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    [Fact]
    public async Task Lets_them_do_what_they_are_narrowed_to()
    {
        var issued = await csms.Admin.SendAsync("POST", "/api-keys", """{"name":"grafana","role":"analyst","scopes":["read:transactions"]}""").ShouldBeAsync(HttpStatusCode.Created);
        using var client = ClientOf(issued);

        await client.ReadAsync("/transactions").ShouldBeAsync(HttpStatusCode.OK);
        await client.ReadAsync("/session").ShouldBeAsync(HttpStatusCode.OK);
        await client.ReadAsync("/charge-points").ShouldBeAsync(HttpStatusCode.Forbidden, "forbidden");
        var listed = (await csms.Admin.ReadAsync("/api-keys?limit=1000")).Items.Single(k => (string?)k["name"] == "grafana");
        listed["lastUsedAt"].ShouldNotBeNull();
        listed.ToJsonString().ShouldNotContain((string)issued["secret"]!);
    }

    [Theory]
    [InlineData("""{"name":"x","role":"analyst","scopes":["send:commands"]}""", "scopes")]
    [InlineData("""{"name":"x","role":"analyst","scopes":[]}""", "scopes")]
    [InlineData("""{"name":"x"}""", "role")]
    [InlineData("""{"role":"auditor"}""", "name")]
    [InlineData("""{"name":"x","role":"auditor","expiresAt":"2020-01-01T00:00:00Z"}""", "expiresAt")]
    public async Task Refuses_what_makes_no_sense(string body, string member) =>
        (await csms.Admin.SendAsync("POST", "/api-keys", body).ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_body"))["errors"][member].ShouldNotBeNull();

    [Fact]
    public async Task Hands_out_no_more_than_one_has()
    {
        using var narrow = await csms.WithKeyAsync("administrator", ["manage:keys", "manage:users"]);

        await narrow.SendAsync("POST", "/api-keys", """{"name":"wide","role":"administrator"}""").ShouldBeAsync(HttpStatusCode.Forbidden, "beyond_own_permissions");
        await narrow.SendAsync("POST", "/users", """{"name":"wide","role":"administrator"}""").ShouldBeAsync(HttpStatusCode.Forbidden, "beyond_own_permissions");
        await narrow.SendAsync("POST", "/api-keys", """{"name":"narrow","role":"administrator","scopes":["manage:keys"]}""").ShouldBeAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Puts_on_record_who_issued_and_revoked_them()
    {
        var issued = await csms.Admin.SendAsync("POST", "/api-keys", """{"name":"short-lived","role":"operator"}""").ShouldBeAsync(HttpStatusCode.Created);
        using var client = ClientOf(issued);
        await client.ReadAsync("/charge-points").ShouldBeAsync(HttpStatusCode.OK);
        var id = (Guid)issued["key"]["id"]!;

        await csms.Admin.SendAsync("DELETE", $"/api-keys/{id}").ShouldBeAsync(HttpStatusCode.NoContent);
        await csms.Admin.SendAsync("DELETE", $"/api-keys/{id}").ShouldBeAsync(HttpStatusCode.NoContent);

        await client.ReadAsync("/charge-points").ShouldBeAsync(HttpStatusCode.Unauthorized, "unauthorized");
        var events = await csms.EventsOfAsync($"api-key-{id:D}");
        events.Select(e => (e.Type, e.Metadata.Actor)).ShouldBe([("api_key_issued", "key:admin"), ("api_key_revoked", "key:admin")]);
        (await WhatNames.ColumnsAsync(csms, (string)issued["secret"]!)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Ends_them_when_their_time_is_over()
    {
        var time = new MovingTime();
        var keys = new ApiKeys(csms.Database.DataSource, time);
        var (key, secret) = keys.New("seasonal", "auditor", expiresAt: time.Now.AddHours(1));
        await keys.StoreAsync(key, secret, CancellationToken.None);

        (await keys.VerifyAsync(secret, CancellationToken.None)).ShouldNotBeNull().ExpiresAt.ShouldNotBeNull();
        time.Now = key.ExpiresAt!.Value.AddSeconds(-1);
        (await keys.VerifyAsync(secret, CancellationToken.None)).ShouldNotBeNull();
        // Remembered by this node, and over all the same.
        time.Now = key.ExpiresAt.Value;
        (await keys.VerifyAsync(secret, CancellationToken.None)).ShouldBeNull();
        (await new ApiKeys(csms.Database.DataSource, time).VerifyAsync(secret, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Ends_a_live_stream_when_its_key_is_revoked()
    {
        var issued = await csms.Admin.SendAsync("POST", "/api-keys", """{"name":"follower","role":"auditor"}""").ShouldBeAsync(HttpStatusCode.Created);
        using var client = ClientOf(issued);
        await using var stream = await client.GetStreamAsync(new Uri("/api/v1/events/live?types=tariff_withdrawn", UriKind.Relative));

        await csms.Admin.SendAsync("DELETE", $"/api-keys/{(Guid)issued["key"]["id"]!}").ShouldBeAsync(HttpStatusCode.NoContent);

        using var reader = new StreamReader(stream);
        await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Ends_a_live_stream_when_its_user_is_given_a_lesser_role()
    {
        var (browser, id) = await csms.LoggedInAsync("lena", "operator");
        using var own = browser;
        var live = new Uri("/api/v1/journal/live?chargePointId=CP-1&idTags=shown", UriKind.Relative);
        await using var stream = await browser.Client.GetStreamAsync(live);

        await csms.Admin.SendAsync("PATCH", $"/users/{id}", """{"role":"analyst"}""").ShouldBeAsync(HttpStatusCode.OK);

        using var reader = new StreamReader(stream);
        await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Shows_analysts_pseudonyms_only()
    {
        await csms.RegisterTokenAsync("ANALYSED-1", parent: "ANALYSED-GROUP");
        using var analyst = await csms.WithKeyAsync("analyst");
        using var auditor = await csms.WithKeyAsync("auditor");

        foreach (var path in (string[])["/tokens?limit=1000", "/transactions", "/reservations", "/authorizations"])
            (await analyst.ReadAsync(path).ShouldBeAsync(HttpStatusCode.OK)).Body!.ToJsonString().ShouldNotContain("ANALYSED");
        foreach (var path in (string[])["/tokens?idTag=ANALYSED-1", "/tokens?parentIdTag=ANALYSED-GROUP", "/transactions?idTag=x", "/reservations?idTag=x", "/authorizations?idTag=x"])
            await analyst.ReadAsync(path).ShouldBeAsync(HttpStatusCode.Forbidden, "forbidden");
        var token = await Eventually.BecomesAsync(async () => await auditor.ReadAsync("/tokens?idTag=ANALYSED-1"), page => page.Items.Count == 1);
        ((string?)token.Items[0]["parentIdTag"]).ShouldBe("ANALYSED-GROUP");
        (await analyst.ReadAsync($"/tokens/{token.Items[0]["tokenId"]}").ShouldBeAsync(HttpStatusCode.OK)).Body!.ToJsonString().ShouldNotContain("ANALYSED");
    }

    private sealed class MovingTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private HttpClient ClientOf(RestAnswer issued)
    {
        var client = new HttpClient { BaseAddress = csms.Http };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)issued["secret"]!);
        return client;
    }
}
