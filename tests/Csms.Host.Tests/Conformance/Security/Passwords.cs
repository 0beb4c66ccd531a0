using System.Net;
using System.Text.Json.Nodes;
using Csms.Host.Storage;
using Csms.Host.Tests.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Csms.Host.Tests.Conformance.Security;

[Collection(OneHost.Name)]
public sealed class Passwords(CsmsFixture csms)
{
    [Theory]
    [InlineData("Rejected")]
    [InlineData("NotSupported")]
    public async Task SD_Z07_Stay_when_the_charge_point_turns_the_new_one_down(string status)
    {
        var door = await Door.RegisteredAsync(csms, $"SD-Z07-{status}", 1);
        byte[] next;
        await using (var cp = await door.InClearAsync(Door.PasswordBytes))
            next = await door.IsToldAPasswordAsync(cp, status);
        (await door.RefusedInClearAsync(next)).ShouldBe(HttpStatusCode.Unauthorized);
        await using var again = await door.InClearAsync(Door.PasswordBytes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SD_Z07_Are_both_good_after_no_answer_until_one_is_used(bool newOneFirst)
    {
        var door = await Door.RegisteredAsync(csms, $"SD-Z07-{newOneFirst}", 1);
        byte[] next;
        RestAnswer asked;
        await using (var cp = await door.InClearAsync(Door.PasswordBytes))
        {
            asked = await csms.Admin.SendAsync("POST", $"/charge-points/{door.Id}/password").ShouldBeAsync(HttpStatusCode.Accepted);
            next = Convert.FromHexString((string)(await cp.ReceiveCallAsync())[3]!["value"]!);
        }

        await Eventually.BecomesAsync(() => csms.Admin.ReadAsync($"/calls/{asked["id"]}"), rest => (string?)rest["status"] == "failed");
        var (used, unused) = newOneFirst ? (next, Door.PasswordBytes) : (Door.PasswordBytes, next);
        await using (await door.InClearAsync(used))
        {
            // Now it is known which one the charge point holds.
        }

        (await door.RefusedInClearAsync(unused)).ShouldBe(HttpStatusCode.Unauthorized);
        await using var again = await door.InClearAsync(used);
    }

    [Fact]
    public async Task SD_Z07_Are_good_when_the_charge_point_is_faster_than_its_answer()
    {
        var door = await Door.RegisteredAsync(csms, "SD-Z07-FAST", 1);
        await using var cp = await door.InClearAsync(Door.PasswordBytes);
        await csms.Admin.SendAsync("POST", $"/charge-points/{door.Id}/password").ShouldBeAsync(HttpStatusCode.Accepted);
        var next = Convert.FromHexString((string)(await cp.ReceiveCallAsync())[3]!["value"]!);
        await using var again = await door.InClearAsync(next);
        (await door.RefusedInClearAsync(Door.PasswordBytes)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task SD_Z07_Stay_when_the_host_died_before_the_new_one_was_to_be_told()
    {
        var door = await Door.RegisteredAsync(csms, "SD-Z07-CRASH", 1);
        var untold = "a passw0rd untold"u8.ToArray();
        // Offered, and then nothing: the call that was to tell it was never stored.
        await csms.Services.GetRequiredService<Credentials>().OfferAsync(door.Id, Guid.CreateVersion7(), untold, CancellationToken.None);
        (await door.RefusedInClearAsync(untold)).ShouldBe(HttpStatusCode.Unauthorized);

        byte[] next;
        await using (var cp = await door.InClearAsync(Door.PasswordBytes))
            next = await door.IsToldAPasswordAsync(cp, "Accepted");
        (await door.RefusedInClearAsync(untold)).ShouldBe(HttpStatusCode.Unauthorized);
        (await door.RefusedInClearAsync(Door.PasswordBytes)).ShouldBe(HttpStatusCode.Unauthorized);
        await using var again = await door.InClearAsync(next);
    }

    [Fact]
    public async Task SD_Z08_Are_both_good_before_the_reboot_that_a_new_one_needs()
    {
        var door = await Door.RegisteredAsync(csms, "SD-Z08", 1);
        byte[] next;
        await using (var cp = await door.InClearAsync(Door.PasswordBytes))
            next = await door.IsToldAPasswordAsync(cp, "RebootRequired");
        await using (await door.InClearAsync(Door.PasswordBytes))
        {
            // Lost and came back, and has not rebooted yet.
        }

        await using (await door.InClearAsync(next))
            (await door.RefusedInClearAsync(Door.PasswordBytes)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task SD_Z09_Are_random_or_given_and_nowhere_to_be_read()
    {
        var door = await Door.RegisteredAsync(csms, "SD-Z09", 1);
        await using var cp = await door.InClearAsync(Door.PasswordBytes);
        var (first, second) = (await door.IsToldAPasswordAsync(cp, "Accepted"), await door.IsToldAPasswordAsync(cp, "Accepted"));
        first.Length.ShouldBe(20);
        second.ShouldNotBe(first);

        var (payload, told) = await door.IsToldAsync(cp, "password", """{"password":"a given passw0rd"}""", "Accepted");
        ((string?)payload["value"]).ShouldBe(Convert.ToHexString("a given passw0rd"u8));
        told.Body!.ToJsonString().ShouldNotContain((string)payload["value"]!, Case.Insensitive);
        await using var given = await door.InClearAsync("a given passw0rd"u8.ToArray());

        var frames = await csms.Admin.ReadAsync($"/charge-points/{door.Id}/journal");
        foreach (var secret in new[] { first, second, "a given passw0rd"u8.ToArray() })
            (frames.Body?.ToJsonString() ?? "").ShouldNotContain(Convert.ToHexString(secret), Case.Insensitive);
        foreach (var recorded in await csms.EventsOfAsync($"call-{told["id"]}"))
            JsonNode.Parse(recorded.Data.Span)!.ToJsonString().ShouldNotContain((string)payload["value"]!, Case.Insensitive);
    }

    [Fact]
    public async Task Are_ordered_once_under_one_key_and_refused_where_they_are_wrong()
    {
        var door = await Door.RegisteredAsync(csms, "PASSWORD-KEY", 1);
        var order = await OrderAsync().ShouldBeAsync(HttpStatusCode.Accepted);
        (await OrderAsync().ShouldBeAsync(HttpStatusCode.Accepted))["id"].ToJsonString().ShouldBe(order["id"].ToJsonString());
        await csms.Admin.SendAsync("POST", $"/charge-points/{door.Id}/password", """{"password":"short"}""").ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_body");
        await csms.Admin.SendAsync("POST", "/charge-points/NOBODY-HERE/password").ShouldBeAsync(HttpStatusCode.NotFound, "charge_point_not_found");
        var certified = await Door.RegisteredAsync(csms, "PASSWORD-SP3", 3);
        await csms.Admin.SendAsync("POST", $"/charge-points/{certified.Id}/password").ShouldBeAsync(HttpStatusCode.Conflict, "password_not_used");

        Task<RestAnswer> OrderAsync() => csms.Admin.SendAsync("POST", $"/charge-points/{door.Id}/password", null, ("Idempotency-Key", "rotation-1"));
    }

    [Fact]
    public async Task Are_not_taken_for_another_request_with_the_same_key()
    {
        var door = await Door.RegisteredAsync(csms, "PASSWORD-OTHER", 1);
        await csms.Admin.SendAsync(
            "POST",
            $"/charge-points/{door.Id}/calls/ChangeConfiguration",
            """{"key":"HeartbeatInterval","value":"60"}""",
            ("Idempotency-Key", "change-1"))
            .ShouldBeAsync(HttpStatusCode.Accepted);

        await csms.Admin.SendAsync("POST", $"/charge-points/{door.Id}/password", null, ("Idempotency-Key", "change-1"))
            .ShouldBeAsync(HttpStatusCode.Conflict, "call_already_requested");
    }
}
