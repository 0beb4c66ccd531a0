using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Csms.Host.Tests.Api;
using Ocpp.Protocol.V16;

namespace Csms.Host.Tests.Conformance;

/// <summary>What a case starts from: an accepted, connected charge point and an idTag that is worth something. It plays the certification tool:
/// what it receives must be valid to the letter, and a CALL that nobody asked for fails the case.</summary>
internal sealed partial class Station : IAsyncDisposable
{
    private static readonly JsonSerializerOptions WithoutNulls = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private static int last;
    private readonly CsmsFixture csms;

    private Station(CsmsFixture csms, int number)
    {
        this.csms = csms;
        (Id, IdTag) = (string.Create(CultureInfo.InvariantCulture, $"STATION-{number}"), string.Create(CultureInfo.InvariantCulture, $"VALID-{number}"));
    }

    public string Id { get; }

    /// <summary>The certification tool's ValidIdTag.</summary>
    public string IdTag { get; }

    public RawChargePoint Wire { get; private set; } = null!;

    /// <param name="group">The parent of its idTag.</param>
    /// <param name="registration">How its BootNotification is answered.</param>
    /// <param name="checking">What happens to its messages that break the specification: lenient, unless it is told.</param>
    public static async Task<Station> ConnectAsync(CsmsFixture csms, string? group = null, string registration = "accepted", string? checking = null)
    {
        var station = new Station(csms, Interlocked.Increment(ref last));
        await station.OperatorAsync("/charge-points", new { id = station.Id, registration, securityProfile = 0, messageChecking = checking });
        await station.EnterAsync(station.IdTag, parent: group);
        await station.ConnectAsync();
        return station;
    }

    public async Task ConnectAsync() => Wire = await RawChargePoint.ConnectAsync(csms.Ocpp, Id);

    /// <summary>The socket ends without a word and another one is opened.</summary>
    public async Task ReconnectAsync()
    {
        await Wire.DisposeAsync();
        await ConnectAsync();
    }

    /// <summary>The operator enters an idTag.</summary>
    public Task<RestAnswer> EnterAsync(string idTag, string? status = null, DateTimeOffset? expiryDate = null, string? parent = null, int? most = null) =>
        OperatorAsync("/tokens", new { idTag, status, expiryDate, parentIdTag = parent, maxConcurrentTransactions = most });

    /// <summary>The charge point asks; what it is answered.</summary>
    public async Task<JsonObject> CallAsync(string action, object? payload = null)
    {
        var answer = await Wire.CallAsync(action, payload as string ?? Json(payload ?? new { }));
        OcppActions.Find(action)!.ReadResponse(JsonSerializer.SerializeToUtf8Bytes(answer), strict: true).Error.ShouldBeNull();
        IsLeftAlone();
        return answer;
    }

    /// <summary>The charge point asks what must be refused: code and description of the CALLERROR.</summary>
    public async Task<(string Code, string Description)> FailingCallAsync(string action, object payload)
    {
        var frame = await Wire.CallForFrameAsync(action, payload as string ?? Json(payload));
        ((int?)frame[0]).ShouldBe(4, frame.ToJsonString());
        frame.Count.ShouldBe(5);
        frame[4].ShouldBeOfType<JsonObject>();
        return ((string)frame[2]!, (string)frame[3]!);
    }

    /// <summary>The operator asks: it goes out as it was asked, and the answer is on record.</summary>
    /// <returns>The call as REST tells it.</returns>
    public async Task<JsonNode> AsksAsync(string action, object payload, object answer, string parameters = "")
    {
        IsLeftAlone();
        var asked = payload as string ?? Json(payload);
        var asking = csms.Admin.SendAsync("POST", $"/charge-points/{Id}/calls/{action}?wait=30{parameters}", asked);
        var receiving = Wire.ReceiveCallAsync();
        if (await Task.WhenAny(asking, receiving) == asking)
            throw new InvalidOperationException($"{action} was not sent: {(await asking).Body?.ToJsonString()}");

        var call = await receiving;
        ((string?)call[2]).ShouldBe(action);
        JsonNode.DeepEquals(call[3], JsonNode.Parse(asked)).ShouldBeTrue(call.ToJsonString());
        var answered = answer as string ?? Json(answer);
        await Wire.AnswerAsync(call, answered);

        var ended = (await asking.ShouldBeAsync(HttpStatusCode.OK)).Body!;
        ((string?)ended["status"]).ShouldBe("answered", ended.ToJsonString());
        JsonNode.DeepEquals(ended["response"], JsonNode.Parse(answered)).ShouldBeTrue(ended.ToJsonString());
        (await csms.EventsOfAsync($"call-{ended["id"]}")).Select(e => e.Type).Take(3).ShouldBe(["call_requested", "call_sent", "call_answered"]);
        IsLeftAlone();
        return ended;
    }

    /// <summary>The operator's side: REST with an administrator's key.</summary>
    public HttpClient Operator => csms.Admin;

    /// <summary>The operator asks by a request of his own (not of a call), and the charge point answers what comes of it.</summary>
    /// <returns>The CALL that came, and what REST said.</returns>
    public async Task<(JsonArray Call, RestAnswer Told)> IsAskedByAsync(string method, string path, object? body, object answer)
    {
        var asking = Operator.SendAsync(method, path, body is null ? null : body as string ?? Json(body));
        var receiving = Wire.ReceiveCallAsync();
        if (await Task.WhenAny(asking, receiving) == asking)
            throw new InvalidOperationException($"Nothing was sent: {(await asking).Body?.ToJsonString()}");
        var call = await receiving;
        OcppActions.Find((string)call[2]!)!.ReadRequest(JsonSerializer.SerializeToUtf8Bytes(call[3]), strict: true).Error.ShouldBeNull();
        await Wire.AnswerAsync(call, answer as string ?? Json(answer));
        return (call, await asking.ShouldBeAsync(HttpStatusCode.OK));
    }

    /// <summary>What a call is for has come to this: happened or absent.</summary>
    /// <returns>The effect as REST tells it.</returns>
    public async Task<JsonNode> EffectBecomesAsync(JsonNode call, string status)
    {
        var seen = await Eventually.BecomesAsync(() => Operator.ReadAsync($"/calls/{call["id"]}"), rest => (string?)rest.Body?["effect"]?["status"] == status);
        var row = await Eventually.BecomesAsync(
            async () => (await Operator.ReadAsync($"/charge-points/{Id}/calls?action={call["action"]}")).Items.First(one => (string?)one["id"] == (string?)call["id"]),
            one => (string?)one["effect"]?["status"] == status);
        JsonNode.DeepEquals(row["effect"]!["dueAt"], seen["effect"]["dueAt"]).ShouldBeTrue(row.ToJsonString());
        return seen["effect"];
    }

    /// <summary>Its event stream, by type.</summary>
    public async Task<IReadOnlyList<string>> EventsAsync() => [.. (await csms.EventsOfAsync($"charge-point-{Id}")).Select(e => e.Type)];

    /// <summary>The charge point as REST tells it.</summary>
    public async Task<RestAnswer> ReadAsync() => await csms.Admin.ReadAsync($"/charge-points/{Id}").ShouldBeAsync(HttpStatusCode.OK);

    /// <summary>A connector as REST tells it.</summary>
    public async Task<JsonNode> ConnectorAsync(int connectorId = 1) =>
        (await ReadAsync())["connectors"].AsArray().Single(connector => (int?)connector!["id"] == connectorId)!;

    /// <summary>A transaction as REST tells it.</summary>
    public async Task<RestAnswer> TransactionAsync(int transactionId) => await csms.Admin.ReadAsync($"/transactions/{transactionId}").ShouldBeAsync(HttpStatusCode.OK);

    /// <summary>Every transaction it ever had, newest first, as REST tells them.</summary>
    public async Task<IReadOnlyList<JsonNode>> TransactionsAsync()
    {
        var head = await csms.Store.ReadHeadAsync(CancellationToken.None);
        return (await csms.Admin.ReadAsync($"/transactions?chargePointId={Id}&minPosition={head}").ShouldBeAsync(HttpStatusCode.OK)).Items;
    }

    /// <summary>Its jobs, newest first, as REST tells them.</summary>
    public async Task<IReadOnlyList<JsonNode>> JobsAsync() => (await csms.Admin.ReadAsync($"/jobs?chargePointId={Id}").ShouldBeAsync(HttpStatusCode.OK)).Items;

    /// <summary>The operator wants something by the noun, the charge point answers it.</summary>
    /// <returns>The payload that went over the wire.</returns>
    public async Task<JsonNode> IsAskedAsync(string resource, object body, string action, object answer)
    {
        await csms.Admin.SendAsync("POST", $"/charge-points/{Id}/{resource}", Json(body)).ShouldBeAsync(HttpStatusCode.Accepted);
        var call = await Wire.ReceiveCallAsync();
        ((string?)call[2]).ShouldBe(action);
        OcppActions.Find(action)!.ReadRequest(JsonSerializer.SerializeToUtf8Bytes(call[3]), strict: true).Error.ShouldBeNull();
        await Wire.AnswerAsync(call, answer as string ?? Json(answer));
        await Eventually.BecomesAsync(JobsAsync, jobs => jobs.All(job => (string?)job["state"] is not ("requested" or "sent")));
        return call[3]!;
    }

    /// <summary>The events of a transaction, by type.</summary>
    public async Task<IReadOnlyList<string>> EventsOfAsync(int transactionId) => [.. (await csms.EventsOfTransactionAsync(transactionId)).Select(e => e.Type)];

    /// <summary>Nobody said anything that the case does not want.</summary>
    public void IsLeftAlone() => Wire.HasCall.ShouldBeFalse("a CALL that nobody asked for");

    public ValueTask DisposeAsync() => Wire.DisposeAsync();

    private async Task<RestAnswer> OperatorAsync(string path, object body) => await csms.Admin.SendAsync("POST", path, Json(body)).ShouldBeAsync(HttpStatusCode.Created);

    private static string Json(object payload) => JsonSerializer.Serialize(payload, WithoutNulls);
}
