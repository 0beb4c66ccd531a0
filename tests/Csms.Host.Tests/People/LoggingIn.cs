using System.Net;
using Csms.Host.Security;
using Csms.Host.Tests.Api;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Csms.Host.Tests.People;

public class LoggingIn(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    [Fact]
    public async Task With_a_one_time_password_is_good_for_choosing_another_one()
    {
        var created = await csms.CreateUserAsync("otto", "operator");
        var oneTime = (string)created["oneTimePassword"]!;
        using var browser = new Browser(csms.Http);

        ((bool)(await browser.LogInAsync("OTTO", oneTime).ShouldBeAsync(HttpStatusCode.OK))["mustChangePassword"]).ShouldBeTrue();
        await browser.Client.ReadAsync("/charge-points").ShouldBeAsync(HttpStatusCode.Forbidden, "password_change_needed");
        await browser.ChangePasswordAsync(oneTime, "short").ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_body");
        await browser.ChangePasswordAsync(oneTime, People.Password).ShouldBeAsync(HttpStatusCode.NoContent);

        await browser.Client.ReadAsync("/charge-points").ShouldBeAsync(HttpStatusCode.OK);
        var session = await browser.Client.ReadAsync("/session").ShouldBeAsync(HttpStatusCode.OK);
        ((string)session["kind"]!, (string)session["name"]!, (string)session["role"]!).ShouldBe(("user", "otto", "operator"));
        using var other = new Browser(csms.Http);
        await other.LogInAsync("otto", oneTime).ShouldBeAsync(HttpStatusCode.Unauthorized, "wrong_credentials");
    }

    [Fact]
    public async Task Gives_a_cookie_that_no_script_reads_and_no_other_site_sends()
    {
        var password = (string)(await csms.CreateUserAsync("carla", "auditor"))["oneTimePassword"]!;
        using var plain = new Browser(csms.Http);
        using var secure = new Browser(csms.Https);

        var cookie = (await plain.LogInAsync("carla", password)).Headers["Set-Cookie"];
        cookie.ShouldStartWith("csms-session=");
        cookie.ShouldContain("; httponly", Case.Insensitive);
        cookie.ShouldContain("; samesite=strict", Case.Insensitive);
        cookie.ShouldNotContain("; secure", Case.Insensitive);
        cookie = (await secure.LogInAsync("carla", password)).Headers["Set-Cookie"];
        cookie.ShouldStartWith("__Host-csms-session=");
        cookie.ShouldContain("; secure", Case.Insensitive);
        await secure.Client.ReadAsync("/session").ShouldBeAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Does_not_tell_whether_there_is_such_a_user()
    {
        await csms.CreateUserAsync("erna", "auditor");
        using var browser = new Browser(csms.Http);

        var wrong = await browser.LogInAsync("erna", "not her password").ShouldBeAsync(HttpStatusCode.Unauthorized, "wrong_credentials");
        var nobody = await browser.LogInAsync("nobody-of-this-name", "not her password").ShouldBeAsync(HttpStatusCode.Unauthorized, "wrong_credentials");

        nobody["detail"].ToJsonString().ShouldBe(wrong["detail"].ToJsonString());
    }

    [Fact]
    public async Task Ends_where_it_is_ended()
    {
        var (browser, _) = await csms.LoggedInAsync("udo", "analyst");
        using var ended = browser;
        var cookies = browser.Cookies.GetCookieHeader(csms.Http);

        await browser.Client.SendAsync("DELETE", "/session", null, Browser.FromOurPage).ShouldBeAsync(HttpStatusCode.NoContent);

        browser.Cookies.GetCookieHeader(csms.Http).ShouldBeEmpty();
        using var thief = new HttpClient(new HttpClientHandler { UseCookies = false, CheckCertificateRevocationList = true }) { BaseAddress = csms.Http };
        await thief.SendAsync("GET", "/session", null, ("Cookie", cookies)).ShouldBeAsync(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task Ends_when_the_user_is_disabled()
    {
        var (browser, id) = await csms.LoggedInAsync("dora", "operator");
        using var out_ = browser;

        await csms.Admin.SendAsync("PATCH", $"/users/{id}", """{"disabled":true}""").ShouldBeAsync(HttpStatusCode.OK);

        await browser.Client.ReadAsync("/session").ShouldBeAsync(HttpStatusCode.Unauthorized, "unauthorized");
        await browser.LogInAsync("dora", People.Password).ShouldBeAsync(HttpStatusCode.Unauthorized, "wrong_credentials");
        await csms.Admin.SendAsync("PATCH", $"/users/{id}", """{"disabled":false}""").ShouldBeAsync(HttpStatusCode.OK);
        await browser.LogInAsync("dora", People.Password).ShouldBeAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Ends_everywhere_else_when_the_password_is_changed_or_reset()
    {
        var (first, id) = await csms.LoggedInAsync("petra", "operator");
        using var here = first;
        using var elsewhere = new Browser(csms.Http);
        await elsewhere.LogInAsync("petra", People.Password).ShouldBeAsync(HttpStatusCode.OK);

        await first.ChangePasswordAsync(People.Password, "three four open the door").ShouldBeAsync(HttpStatusCode.NoContent);

        await first.Client.ReadAsync("/session").ShouldBeAsync(HttpStatusCode.OK);
        await elsewhere.Client.ReadAsync("/session").ShouldBeAsync(HttpStatusCode.Unauthorized);
        await csms.Admin.SendAsync("POST", $"/users/{id}/reset-password").ShouldBeAsync(HttpStatusCode.OK);
        await first.Client.ReadAsync("/session").ShouldBeAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Comes_to_nothing_when_the_password_is_replaced_meanwhile()
    {
        var (browser, _) = await csms.LoggedInAsync("viktor", "operator");
        using var own = browser;
        var checkedBefore = await csms.Services.GetRequiredService<Users>().VerifyAsync("viktor", People.Password, CancellationToken.None);
        var (user, hash) = checkedBefore.ShouldNotBeNull();

        await browser.ChangePasswordAsync(People.Password, "three four open the door").ShouldBeAsync(HttpStatusCode.NoContent);

        (await csms.Services.GetRequiredService<Sessions>().BeginAsync(user, hash, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Is_ended_by_another_password_also_where_it_has_just_begun()
    {
        var created = await csms.CreateUserAsync("wanda", "operator");
        var users = csms.Services.GetRequiredService<Users>();
        var user = (await users.FindAsync((Guid)created["user"]["id"]!, CancellationToken.None)).ShouldNotBeNull();
        await using var connection = await csms.Database.DataSource.OpenConnectionAsync();
        await using var beginning = await connection.BeginTransactionAsync();
        await using var login = new NpgsqlCommand(
            """
            WITH u AS (UPDATE csms.users SET last_login_at = now() WHERE id = $1)
            INSERT INTO csms.sessions (token_hash, user_id, created_at, expires_at)
            VALUES (sha256('just begun'), $1, now(), now() + interval '1 hour')
            """,
            connection);
        login.Parameters.Add(new() { Value = user.Id });
        await login.ExecuteNonQueryAsync();

        var replacing = users.ReplacePasswordAsync(user, "three four open the door", isOneTime: false, CancellationToken.None);
        await Eventually.BecomesAsync(
            () => CountAsync($"pg_stat_activity WHERE {connection.ProcessID} = ANY (pg_blocking_pids(pid))"), waiting => waiting == 1);
        await beginning.CommitAsync();
        await replacing;

        (await CountAsync($"csms.sessions WHERE user_id = '{user.Id}'")).ShouldBe(0);
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData("Origin", "https://evil.example", false)]
    [InlineData("Origin", "null", false)]
    [InlineData("Origin", "http://127.0.0.1:1", false)]
    [InlineData("Sec-Fetch-Site", "cross-site", false)]
    [InlineData("Sec-Fetch-Site", "same-site", false)]
    [InlineData("Sec-Fetch-Site", "none", false)]
    [InlineData("Sec-Fetch-Site", "same-origin", true)]
    [InlineData("Origin", "own", true)]
    public async Task Lets_no_other_sites_page_change_anything(string? header, string? value, bool isTaken)
    {
        var (browser, _) = await csms.LoggedInAsync($"sara-{Guid.NewGuid():N}", "operator");
        using var logged = browser;
        (string, string)[] headers = header is null ? [] : [(header, value == "own" ? csms.Http.GetLeftPart(UriPartial.Authority) : value!)];

        var answer = browser.Client.SendAsync("POST", "/tokens", $$"""{"idTag":"{{Guid.NewGuid().ToString("N")[..16]}}"}""", headers);

        await answer.ShouldBeAsync(isTaken ? HttpStatusCode.Created : HttpStatusCode.Forbidden, isTaken ? null : "cross_site");
        await browser.Client.ReadAsync("/session").ShouldBeAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Is_refused_to_another_sites_page()
    {
        using var browser = new Browser(csms.Http);

        await browser.Client.SendAsync("POST", "/session", """{"name":"a","password":"b"}""", ("Origin", "https://evil.example")).ShouldBeAsync(HttpStatusCode.Forbidden, "cross_site");
    }

    [Fact]
    public async Task Names_the_user_in_events_by_a_pseudonym()
    {
        var (browser, id) = await csms.LoggedInAsync("wilhelmine", "operator");
        using var logged = browser;

        await browser.Client.SendAsync("POST", "/charge-points", """{"id":"CP-BY-USER","securityProfile":0}""", Browser.FromOurPage).ShouldBeAsync(HttpStatusCode.Created);

        (await csms.EventsOfAsync("charge-point-CP-BY-USER")).ShouldAllBe(e => e.Metadata.Actor == $"user:{id:D}");
        var own = await csms.EventsOfAsync($"user-{id:D}");
        own.Select(e => (e.Type, e.Metadata.Actor)).ShouldBe([("user_created", "key:admin"), ("user_password_replaced", $"user:{id:D}")]);
        (await WhatNames.ColumnsAsync(csms, "wilhelmine")).ShouldBe(["csms.users.name: 1", "csms.users.name_key: 1", "csms.users.mail: 1"], ignoreOrder: true);
    }

    private async Task<long> CountAsync(string rows)
    {
        await using var command = csms.Database.DataSource.CreateCommand($"SELECT count(*) FROM {rows}");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
