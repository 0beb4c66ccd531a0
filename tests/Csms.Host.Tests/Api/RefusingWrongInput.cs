using System.Net;
using System.Text.Json.Nodes;

namespace Csms.Host.Tests.Api;

/// <summary>Whatever is wrong with a request is said with a status, a stable code and the name of what is wrong; never with a 500.</summary>
public class RefusingWrongInput(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    private const string Unknown = "0b6c2f4e-1d3a-4b5c-8d7e-9f0a1b2c3d4e";

    [Theory]
    [InlineData("", "invalid_body", null)]
    [InlineData("null", "invalid_body", null)]
    [InlineData("[]", "invalid_body", null)]
    [InlineData("\"CP\"", "invalid_body", null)]
    [InlineData("{", "invalid_json", null)]
    [InlineData("{\"id\":\"X\",}", "invalid_json", null)]
    [InlineData("nonsense", "invalid_json", null)]
    [InlineData("{}", "invalid_body", "id")]
    [InlineData("{\"id\":null}", "invalid_body", "id")]
    [InlineData("{\"id\":7}", "invalid_body", "id")]
    [InlineData("{\"id\":\"\"}", "invalid_body", "id")]
    [InlineData("{\"id\":\"0123456789012345678901234567890123456789012345678\"}", "invalid_body", "id")]
    [InlineData("{\"id\":\"a\\u0000b\"}", "invalid_body", "id")]
    [InlineData("{\"id\":\"a\\ud800b\"}", "invalid_body", "id")]
    [InlineData("{\"id\":\"X\",\"id\":\"Y\"}", "invalid_body", "id")]
    [InlineData("{\"id\":\"X\",\"colour\":\"red\"}", "invalid_body", "colour")]
    [InlineData("{\"id\":\"X\",\"registration\":\"maybe\"}", "invalid_body", "registration")]
    [InlineData("{\"id\":\"X\",\"registration\":1}", "invalid_body", "registration")]
    [InlineData("{\"id\":\"X\",\"securityProfile\":4}", "invalid_body", "securityProfile")]
    [InlineData("{\"id\":\"X\",\"securityProfile\":\"2\"}", "invalid_body", "securityProfile")]
    [InlineData("{\"id\":\"X\",\"securityProfile\":1e99}", "invalid_body", "securityProfile")]
    [InlineData("{\"id\":\"X\",\"securityProfile\":0,\"password\":\"sixteen-bytes-ok\"}", "invalid_body", "password")]
    [InlineData("{\"id\":\"X\",\"securityProfile\":3,\"password\":\"sixteen-bytes-ok\"}", "invalid_body", "password")]
    [InlineData("{\"id\":\"X\",\"password\":\"too short\"}", "invalid_body", "password")]
    [InlineData("{\"id\":\"X\",\"password\":\"01234567890123456789012345678901234567890\"}", "invalid_body", "password")]
    [InlineData("{\"id\":\"X\",\"password\":\"0123456789\\u0007012345\"}", "invalid_body", "password")]
    public Task Of_a_charge_point(string body, string code, string? member) => RefusedAsync("POST", "/charge-points", body, code, member);

    [Theory]
    [InlineData("{}", "idTag")]
    [InlineData("{\"idTag\":\"\"}", "idTag")]
    [InlineData("{\"idTag\":\"012345678901234567890\"}", "idTag")]
    [InlineData("{\"idTag\":\"Ümlaut\"}", "idTag")]
    [InlineData("{\"idTag\":\"X\",\"status\":\"concurrentTx\"}", "status")]
    [InlineData("{\"idTag\":\"X\",\"expiryDate\":\"tomorrow\"}", "expiryDate")]
    [InlineData("{\"idTag\":\"X\",\"expiryDate\":\"2026-01-01\"}", "expiryDate")]
    [InlineData("{\"idTag\":\"X\",\"expiryDate\":\"2026-01-01T00:00:00\"}", "expiryDate")]
    [InlineData("{\"idTag\":\"X\",\"expiryDate\":\"2026-02-30T00:00:00Z\"}", "expiryDate")]
    [InlineData("{\"idTag\":\"X\",\"expiryDate\":1767225600}", "expiryDate")]
    [InlineData("{\"idTag\":\"X\",\"parentIdTag\":\"\"}", "parentIdTag")]
    [InlineData("{\"idTag\":\"X\",\"maxConcurrentTransactions\":0}", "maxConcurrentTransactions")]
    [InlineData("{\"idTag\":\"X\",\"maxConcurrentTransactions\":1.5}", "maxConcurrentTransactions")]
    [InlineData("{\"idTag\":\"X\",\"tokenId\":\"0b6c2f4e-1d3a-4b5c-8d7e-9f0a1b2c3d4e\"}", "tokenId")]
    public Task Of_a_token(string body, string member) => RefusedAsync("POST", "/tokens", body, "invalid_body", member);

    [Theory]
    [InlineData("PATCH", "/charge-points/X", "{\"id\":\"Y\"}", "id")]
    [InlineData("PATCH", "/charge-points/X", "{\"securityProfile\":-1}", "securityProfile")]
    [InlineData("PATCH", "/charge-points/X", "{\"securityProfile\":0,\"password\":\"sixteen-bytes-ok\"}", "password")]
    [InlineData("PATCH", "/tokens/" + Unknown, "{\"idTag\":\"Y\"}", "idTag")]
    [InlineData("PATCH", "/tokens/" + Unknown, "{\"setsParent\":true}", "setsParent")]
    [InlineData("PATCH", "/tokens/" + Unknown, "{\"maxConcurrentTransactions\":-1}", "maxConcurrentTransactions")]
    public Task Of_a_change(string method, string path, string body, string member) => RefusedAsync(method, path, body, "invalid_body", member);

    [Theory]
    [InlineData("/charge-points?registration=maybe", "registration")]
    [InlineData("/charge-points?registration=1", "registration")]
    [InlineData("/charge-points?connected=perhaps", "connected")]
    [InlineData("/charge-points?limit=0", "limit")]
    [InlineData("/charge-points?limit=1001", "limit")]
    [InlineData("/charge-points?limit=ten", "limit")]
    [InlineData("/charge-points?limit=1&limit=2", "limit")]
    [InlineData("/charge-points?colour=red", "colour")]
    [InlineData("/charge-points?search=%00", "search")]
    [InlineData("/charge-points?minPosition=-1", "minPosition")]
    [InlineData("/charge-points?after=nonsense", "after")]
    [InlineData("/charge-points/X/calls?status=lost", "status")]
    [InlineData("/charge-points/X/calls?after=WyJhIiwiYiJd", "after")]
    [InlineData("/tokens?status=concurrentTx", "status")]
    [InlineData("/tokens?after=bm9uc2Vuc2U", "after")]
    [InlineData("/tokens/nonsense", "tokenId")]
    [InlineData("/calls/nonsense", "callId")]
    [InlineData("/transactions?from=yesterday", "from")]
    [InlineData("/transactions?to=2026-01-01", "to")]
    [InlineData("/transactions?to=2026-01-01T00:00:00", "to")]
    [InlineData("/transactions?connectorId=99999999999", "connectorId")]
    [InlineData("/transactions?tokenId=nonsense", "tokenId")]
    [InlineData("/transactions?status=paused", "status")]
    [InlineData("/transactions?minPosition=1&minPosition=2", "minPosition")]
    [InlineData("/transactions?idTag=%00", "idTag")]
    [InlineData("/transactions?after=WyIyMDI2LTAxLTMxVDEyOjAwOjAwWiIsIngiXQ", "after")]
    [InlineData("/transactions/nonsense", "transactionId")]
    [InlineData("/transactions/99999999999", "transactionId")]
    [InlineData("/uptime?to=0001-06-01T00:00:00Z", "from")]
    [InlineData("/uptime?from=0001-01-01T00:00:00Z&to=0001-01-02T00:00:00Z", "from")]
    [InlineData("/quality/sessions?to=0001-01-01T00:00:00Z", "from")]
    [InlineData("/streams/call-x/events?after=x", "after")]
    [InlineData("/streams/call-x/events?minPosition=1", "minPosition")]
    [InlineData("/streams/call-x/state?asOf=yesterday", "asOf")]
    [InlineData("/events?after=first", "after")]
    [InlineData("/events?types=nothing_happened", "types")]
    [InlineData("/events?types=", "types")]
    [InlineData("/events/live?after=first", "after")]
    public Task Of_a_query(string path, string parameter) => RefusedAsync("GET", path, null, path.Contains("after=", StringComparison.Ordinal) ? null : "invalid_parameter", parameter);

    [Theory]
    [InlineData("GET", "/charge-points/X", "charge_point_not_found")]
    [InlineData("GET", "/charge-points/..%2F..", "charge_point_not_found")]
    [InlineData("GET", "/charge-points/%01", "charge_point_not_found")]
    [InlineData("GET", "/charge-points/X/calls", "charge_point_not_found")]
    [InlineData("PATCH", "/charge-points/X", "charge_point_not_found")]
    [InlineData("DELETE", "/charge-points/X", "charge_point_not_found")]
    [InlineData("POST", "/charge-points/X/calls/Reset", "charge_point_not_found")]
    [InlineData("GET", "/tokens/" + Unknown, "token_not_found")]
    [InlineData("PATCH", "/tokens/" + Unknown, "token_not_found")]
    [InlineData("DELETE", "/tokens/" + Unknown, "token_not_found")]
    [InlineData("GET", "/calls/" + Unknown, "call_not_found")]
    [InlineData("POST", "/calls/" + Unknown + "/cancel", "call_not_found")]
    [InlineData("GET", "/transactions/0", "transaction_not_found")]
    [InlineData("GET", "/transactions/-1", "transaction_not_found")]
    [InlineData("GET", "/transactions/2147483647/meter-values", "transaction_not_found")]
    [InlineData("GET", "/streams/nonsense/events", "stream_not_found")]
    [InlineData("GET", "/streams/nonsense/state", "stream_not_found")]
    [InlineData("GET", "/streams/call-x/state", "stream_not_found")]
    [InlineData("GET", "/nonsense", "not_found")]
    [InlineData("GET", "/charge-points/X/calls/Reset/more", "not_found")]
    public async Task Of_an_address(string method, string path, string code)
    {
        var refused = await csms.Admin.SendAsync(method, path, method == "PATCH" ? "{}" : null).ShouldBeAsync(HttpStatusCode.NotFound, code);
        ((string?)refused["detail"]).ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("Resett", "{}", HttpStatusCode.NotFound, "unknown_action")]
    [InlineData("reset", "{}", HttpStatusCode.NotFound, "unknown_action")]
    [InlineData("BootNotification", "{}", HttpStatusCode.BadRequest, "wrong_direction")]
    [InlineData("ClearCache?wait=-1", "{}", HttpStatusCode.BadRequest, "invalid_parameter")]
    [InlineData("ClearCache?wait=61", "{}", HttpStatusCode.BadRequest, "invalid_parameter")]
    [InlineData("ClearCache?wait=soon", "{}", HttpStatusCode.BadRequest, "invalid_parameter")]
    [InlineData("ClearCache?deliverWithin=0", "{}", HttpStatusCode.BadRequest, "invalid_parameter")]
    [InlineData("ClearCache?timeout=0", "{}", HttpStatusCode.BadRequest, "invalid_parameter")]
    [InlineData("ClearCache?reason=%0a", "{}", HttpStatusCode.BadRequest, "invalid_parameter")]
    public async Task Of_a_call(string action, string payload, HttpStatusCode status, string code)
    {
        var id = $"CP-{Guid.NewGuid():N}";
        await csms.RegisterAsync(id);
        await csms.Admin.SendAsync("POST", $"/charge-points/{id}/calls/{action}", payload).ShouldBeAsync(status, code);
    }

    [Fact]
    public async Task Of_a_body_that_is_too_large()
    {
        await csms.RegisterAsync("CP-LARGE");
        var large = $$"""{"vendorId":"x","data":"{{new string('x', 1 << 20)}}"}""";
        // It asks before it sends a megabyte to somebody who hangs up.
        await csms.Admin.SendAsync("POST", "/charge-points/CP-LARGE/calls/DataTransfer", large, ("Expect", "100-continue"))
            .ShouldBeAsync(HttpStatusCode.RequestEntityTooLarge, "body_too_large");
    }

    [Fact]
    public async Task Of_an_idempotency_key()
    {
        await csms.RegisterAsync("CP-KEY");
        await csms.Admin.SendAsync("POST", "/charge-points/CP-KEY/calls/ClearCache", "{}", ("Idempotency-Key", new string('k', 201)))
            .ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_parameter");
    }

    [Fact]
    public async Task Of_a_method_or_a_media_type()
    {
        await csms.Admin.SendAsync("PUT", "/charge-points", "{}").ShouldBeAsync(HttpStatusCode.MethodNotAllowed, "method_not_allowed");
        using var form = new StringContent("id=X", System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await csms.Admin.PostAsync(new Uri("/api/v1/charge-points", UriKind.Relative), form);
        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        ((string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["code"]).ShouldBe("unsupported_media_type");
    }

    private async Task RefusedAsync(string method, string path, string? body, string? code, string? member)
    {
        var refused = await csms.Admin.SendAsync(method, path, body).ShouldBeAsync(HttpStatusCode.BadRequest, code);
        refused.Code.ShouldNotBeNull();
        if (member is null)
            return;
        refused.Body!["errors"].ShouldNotBeNull(refused.Body.ToJsonString());
        refused["errors"].AsObject().Select(error => error.Key).ShouldContain(member, refused.Body.ToJsonString());
        ((string?)refused["detail"]).ShouldStartWith(member);
        refused.Body.ToJsonString().ShouldNotContain("System.");
    }
}
