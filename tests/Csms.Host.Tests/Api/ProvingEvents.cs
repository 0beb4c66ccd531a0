using System.Net;
using Csms.EventStore.Ledger;
using Csms.EventStore.Ledger.Exports;
using Microsoft.Extensions.DependencyInjection;

namespace Csms.Host.Tests.Api;

public class ProvingEvents(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    [Fact]
    public async Task Is_done_by_hashes_up_to_a_root_that_is_signed()
    {
        var sequence = await RecordAsync("CP-L1");
        var checkpoint = await SealedAsync(sequence);
        var note = await csms.Admin.GetStringAsync(new Uri("/api/v1/ledger/checkpoint", UriKind.Relative));
        using var key = LedgerKey.FromPem((string)(await csms.Admin.ReadAsync("/ledger/key").ShouldBeAsync(HttpStatusCode.OK))["pem"]!);
        SignedNote.TryParse(note, out var signed).ShouldBeTrue();
        key.HasSigned(signed!).ShouldBeTrue();
        var eventId = (string?)(await csms.Admin.ReadAsync($"/events?after={sequence - 1}&limit=1")).Items[0]["id"];

        foreach (var name in new[] { $"sequence={sequence}", $"eventId={eventId}" })
        {
            var proof = await csms.Admin.ReadAsync($"/ledger/inclusion?{name}&size={checkpoint["size"]}").ShouldBeAsync(HttpStatusCode.OK);
            MerkleProof.IsIncluded((long)proof["leafIndex"]!, (long)proof["size"]!, Bytes(proof["leafHash"]), Hashes(proof), Bytes(checkpoint["root"])).ShouldBeTrue();
            ((string?)proof["checkpoint"]).ShouldBe((string?)checkpoint["note"]);
        }

        var leaf = await csms.Admin.GetByteArrayAsync(new Uri($"/api/v1/ledger/tile/0/000.p/{sequence}", UriKind.Relative));
        leaf[^32..].ShouldBe(Bytes((await csms.Admin.ReadAsync($"/ledger/inclusion?sequence={sequence}"))["leafHash"]));
    }

    [Fact]
    public async Task Shows_that_the_ledger_has_only_grown()
    {
        var older = await SealedAsync(await RecordAsync("CP-L2"));
        var newer = await SealedAsync(await RecordAsync("CP-L3"));

        var proof = await csms.Admin.ReadAsync($"/ledger/consistency?from={older["size"]}&to={newer["size"]}").ShouldBeAsync(HttpStatusCode.OK);

        MerkleProof.IsConsistent((long)older["size"]!, (long)newer["size"]!, Bytes(older["root"]), Bytes(newer["root"]), Hashes(proof)).ShouldBeTrue();
        var list = await csms.Admin.ReadAsync($"/ledger/checkpoints?after={(long)older["size"]! - 1}&limit=1");
        ((string?)list.Items.ShouldHaveSingleItem()["note"]).ShouldBe((string?)older["note"]);
        var ledger = await csms.Admin.ReadAsync("/ledger").ShouldBeAsync(HttpStatusCode.OK);
        ((long?)ledger["size"]).ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo((long)newer["size"]!);
    }

    [Theory]
    [InlineData("?chargePoint=CP-L4", "charge point CP-L4")]
    [InlineData("?stream=charge-point-CP-L4", "stream charge-point-CP-L4")]
    [InlineData("", "everything")]
    [InlineData("?from=2020-01-01T00:00:00Z&to=2200-01-01T00:00:00Z", "everything from 2020")]
    public async Task Works_without_this_system_from_an_export(string query, string selection)
    {
        await csms.Admin.SendAsync("POST", "/charge-points", """{"id":"CP-L4","securityProfile":0}""");
        await SealedAsync(await RecordAsync("CP-L5-" + Guid.NewGuid().ToString("N")[..8]));
        using var answer = await csms.Admin.GetAsync(new Uri($"/api/v1/ledger/export{query}", UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-ndjson");

        await using var export = await answer.Content.ReadAsStreamAsync();
        using var key = LedgerKey.FromPem(csms.Services.GetRequiredService<LedgerKey>().PublicPem());
        var verdict = await new ExportVerifier([key]).VerifyAsync(export, progress: null, CancellationToken.None);

        verdict.Kind.ShouldBe(VerdictKind.Sound, verdict.What);
        verdict.What.ShouldContain(selection);
    }

    [Fact]
    public async Task Refuses_what_cannot_be_proven()
    {
        await SealedAsync(await RecordAsync("CP-L6"));

        await csms.Admin.ReadAsync("/ledger/inclusion").ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_parameter");
        await csms.Admin.ReadAsync($"/ledger/inclusion?sequence=1&eventId={Guid.NewGuid()}").ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_parameter");
        await csms.Admin.ReadAsync("/ledger/inclusion?sequence=100000000").ShouldBeAsync(HttpStatusCode.NotFound, "event_not_found");
        await csms.Admin.ReadAsync($"/ledger/inclusion?eventId={Guid.CreateVersion7()}").ShouldBeAsync(HttpStatusCode.NotFound, "event_not_found");
        await csms.Admin.ReadAsync("/ledger/inclusion?sequence=1&size=100000000").ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_parameter");
        await csms.Admin.ReadAsync("/ledger/consistency?from=0").ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_parameter");
        await csms.Admin.ReadAsync("/ledger/consistency?from=1&to=100000000").ShouldBeAsync(HttpStatusCode.Conflict, "size_not_reached");
        await csms.Admin.ReadAsync("/ledger/checkpoints/100000000").ShouldBeAsync(HttpStatusCode.NotFound, "checkpoint_not_found");
        await csms.Admin.ReadAsync("/ledger/tile/0/1").ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_parameter");
        await csms.Admin.ReadAsync("/ledger/tile/0/x999/000").ShouldBeAsync(HttpStatusCode.NotFound, "tile_not_found");
        await csms.Admin.ReadAsync("/ledger/tile/70/000").ShouldBeAsync(HttpStatusCode.NotFound, "tile_not_found");
        await csms.Admin.ReadAsync("/ledger/export?stream=none").ShouldBeAsync(HttpStatusCode.NotFound, "nothing_to_export");
        await csms.Admin.ReadAsync("/ledger/export?stream=a&transaction=1").ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_parameter");
    }

    private async Task<long> RecordAsync(string chargePoint)
    {
        var answer = await csms.Admin.SendAsync("POST", "/charge-points", $$"""{"id":"{{chargePoint}}","securityProfile":0}""").ShouldBeAsync(HttpStatusCode.Created);
        return long.Parse(answer.Headers["X-Event-Sequence"], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The first checkpoint that covers an event.</summary>
    private Task<RestAnswer> SealedAsync(long sequence) => Eventually.BecomesAsync(
        async () =>
        {
            var page = await csms.Admin.ReadAsync($"/ledger/checkpoints?after={sequence - 1}&limit=1");
            return page.Items.Count > 0 ? page with { Body = page.Items[0] } : page;
        },
        answer => answer.Body!["note"] is not null);

    private static byte[] Bytes(System.Text.Json.Nodes.JsonNode? base64) => Convert.FromBase64String((string)base64!);

    private static byte[][] Hashes(RestAnswer proof) => [.. proof["hashes"].AsArray().Select(Bytes)];
}
